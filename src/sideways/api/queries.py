"""Reads of tokens."""

import hashlib

from django.db.models import QuerySet

from sideways.api.models import Token
from sideways.people.models import Person


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def token_with_person(secret: str) -> Token | None:
    """Return the token of a secret with its person, whether or not it holds. One query."""
    try:
        return Token.objects.select_related("person").get(digest=digest_of(secret))
    except Token.DoesNotExist:
        return None


def tokens_of(person: Person) -> QuerySet[Token]:
    """Return the tokens of a person, newest first."""
    return Token.objects.filter(person=person).order_by("-made_at", "pk")
