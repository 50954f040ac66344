"""A column that a copy of the database does not tell: sealed with a key made from SIDEWAYS_SECRET_KEY."""

import base64
import hashlib
import hmac
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _sealer(secrets: tuple[str, ...]) -> MultiFernet:
    keys = [hmac.digest(secret.encode(), b"sideways.notices.seal", hashlib.sha256) for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def sealer() -> MultiFernet:
    """Return what seals and opens; after a change of secret, the fallbacks still open."""
    return _sealer((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


class SealedTextField(models.TextField):
    """Text whose words are not in the database. It reads as None when the secret has changed since."""

    def get_prep_value(self, value: Any) -> Any:
        return sealer().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        if not value:
            return value
        try:
            return sealer().decrypt(value.encode()).decode()
        except InvalidToken:
            return None
