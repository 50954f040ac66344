"""Webhooks for tests: made through the services."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from sideways.people.tests.factories import make_person
from sideways.webhooks import services
from sideways.webhooks.models import Webhook


def make_webhook(url: str = "https://hook.example.org/in", **fields: Any) -> Webhook:
    """Return a webhook registered by the broker of an organisation, unless told otherwise."""
    return made_webhook(url, **fields).webhook


def made_webhook(url: str, *, by: Any = None, at: Any = None) -> services.MadeSecret:
    """The same, with its secret."""
    by = by or make_person(kind="broker")
    return services.webhook_create(
        webhook_id=uuid4(), organisation=by.organisation, url=url, by=by, at=at or timezone.now()
    )
