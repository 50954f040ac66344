"""Secrets and signatures, in the manner of Standard Webhooks (version 1 of its signature)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

from sideways.vault.keys import sealer

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """Return a new secret as the other side keeps it.

    >>> new_secret().startswith("whsec_")
    True
    """
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sealed(secret: str) -> bytes:
    """Return a secret as the database keeps it."""
    return sealer().encrypt(secret.encode())


def opened(ciphertext: bytes | memoryview) -> str:
    """Return a secret from what the database keeps. Raises InvalidToken without the key of the vault."""
    return sealer().decrypt(bytes(ciphertext)).decode()


def headers(message_id: str, body: bytes, *, with_secrets: Iterable[str], at: datetime) -> dict[str, str]:
    """Return the headers that prove a message: a signature for each secret that is good today.

    >>> when = datetime.fromisoformat("2021-02-25T16:45:37+00:00")
    >>> secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    >>> headers("msg_1", b"{}", with_secrets=[secret], at=when)["webhook-timestamp"]
    '1614271537'
    """
    timestamp = str(int(at.timestamp()))
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = [f"v1,{_signature(secret, signed)}" for secret in with_secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
