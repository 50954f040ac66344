"""The secret in a personal address: made here, signed until its address exists, kept as a hash."""

import secrets
from hashlib import sha256

from django.core import signing

from sideways.people.models import Person

BYTES = 32
OFFERED_SECONDS = 24 * 60 * 60


def offered_to(person: Person) -> str:
    """Return a new secret for a form. Sent twice it makes one address, and nobody can choose their own."""
    return signing.dumps(secrets.token_urlsafe(BYTES), salt=_salt(person))


def taken_by(person: Person, offered: str) -> str | None:
    """Return the secret that was offered to this person less than a day ago, or None."""
    try:
        secret: str = signing.loads(offered, salt=_salt(person), max_age=OFFERED_SECONDS)
    except signing.BadSignature:
        return None
    return secret


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It is random and long, so that a plain hash cannot be turned back."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def _salt(person: Person) -> str:
    return f"sideways.feeds.secret:{person.pk}"
