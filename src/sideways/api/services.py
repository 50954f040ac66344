"""Writes of tokens, and the memory of requests that came with an Idempotency-Key."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from sideways.api import letters
from sideways.api.errors import KeyUsedError, MayNotMakeTokensError, TooManyTokensError
from sideways.api.models import SeenRequest, Token
from sideways.api.queries import digest_of, tokens_of
from sideways.api.rules import LONGEST_LIFE, MOST_TOKENS, scopes_for
from sideways.common.audit import audit
from sideways.notices.services import email_enqueue
from sideways.people.models import Person

PREFIX = "sideways_"  # so that people and scanners know a token that lies about
REQUESTS_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """What somebody asks for."""

    id: UUID
    name: str
    scopes: Iterable[str]
    life: timedelta


@transaction.atomic
def token_make(*, wanted: NewToken, by: Person, at: datetime) -> str:
    """Make a token and return its secret, which is told this once. Making the same one again tells nothing.

    Raises MayNotMakeTokensError for an account that is not open, a scope it has no use for or too
    long a life, TooManyTokensError for one that has enough.
    """
    row = Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    scopes = set(wanted.scopes)
    known = Token.objects.filter(pk=wanted.id).first()
    if known is not None and known.person_id == row.pk:
        return ""
    lives = timedelta(0) < wanted.life <= LONGEST_LIFE
    if known is not None or not scopes or not scopes <= set(scopes_for(row)) or not lives:
        raise MayNotMakeTokensError
    if tokens_of(row).count() >= MOST_TOKENS:
        raise TooManyTokensError
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        pk=wanted.id,
        person=row,
        kind=row.kind,
        name=wanted.name,
        scopes=[scope for scope in Token.Scope.values if scope in scopes],
        digest=digest_of(secret),
        made_at=at,
        expires_at=at + wanted.life,
    )
    audit(action="token_make", subject=row, by=row, at=at, scopes=token.scopes)
    email_enqueue(to=row.email, at=at, **letters.token_made(token)._asdict())
    return secret


@transaction.atomic
def token_revoke(*, token: Token, by: Person, at: datetime) -> None:
    """Delete a token: from now on it opens nothing. Revoking twice changes nothing.

    Somebody else's token stays as it is.
    """
    if Token.objects.filter(pk=token.pk, person=by).delete()[0]:
        audit(action="token_revoke", subject=by, by=by, at=at)


def token_used(*, token: Token, at: datetime) -> None:
    """Note the day a token was used last; the hour is not kept. One write a day."""
    if token.last_used_on != at.date():
        Token.objects.filter(pk=token.pk).update(last_used_on=at.date())


@transaction.atomic
def tokens_forget(*, at: datetime) -> int:
    """Delete tokens that have expired, and return how many."""
    return Token.objects.filter(expires_at__lte=at).delete()[0]


def tokens_lose(*, person: Person) -> None:
    """Delete all tokens of an account that is held, closed or has become another kind."""
    tokens_of(person).delete()


@contextmanager
def request_once(*, key: str, request: str, at: datetime) -> Iterator[bool]:
    """Run what follows in one transaction and tell it whether this request is new.

    ``key`` and ``request`` are hashes; an empty key remembers nothing. What fails is forgotten, so
    that it can be tried again. Raises KeyUsedError when the key came with another request.
    """
    with transaction.atomic():
        is_new = True
        if key:
            until = at.replace(minute=0, second=0, microsecond=0) + REQUESTS_KEPT + timedelta(hours=1)
            values = {"request": request, "until": until}
            seen, is_new = SeenRequest.objects.get_or_create(pk=key, defaults=values)
            if not is_new and seen.request != request:
                raise KeyUsedError
        yield is_new


def requests_forget(*, at: datetime) -> int:
    """Delete what is kept of requests of more than a day ago, and return how many."""
    return SeenRequest.objects.filter(until__lte=at).delete()[0]
