"""An app that calls the API for somebody."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sideways.api import services
from sideways.api.models import Token
from sideways.api.queries import digest_of
from sideways.people.models import Person


def make_token(person: Person, *scopes: str, **fields: Any) -> str:
    """Return the secret of a token for these scopes, or for all."""
    secret, at = f"{services.PREFIX}{uuid4().hex}", timezone.now()
    values = {
        "person": person,
        "kind": person.kind,
        "name": "An app",
        "scopes": list(scopes) or Token.Scope.values,
        "digest": digest_of(secret),
        "made_at": at,
        "expires_at": at + timedelta(days=30),
        "last_used_on": at.date(),
        **fields,
    }
    Token.objects.create(**values)
    return secret


class App:
    """Sends JSON with a token to the whole site, as an app does."""

    def __init__(self, person: Person | None, *scopes: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.secret = make_token(person, *scopes) if person else ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if self.secret:
            headers.setdefault("Authorization", f"Bearer {self.secret}")
        data = "" if body is None else json.dumps(body)
        kind = "application/json" if body is not None else ""
        return self.client.generic(method, f"/api/v1{path}", data, content_type=kind, headers=headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.ask("DELETE", path, **headers)
