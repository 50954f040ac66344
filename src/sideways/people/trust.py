"""The promise in code: who may read candid content. Every query of every feature goes through here.

Candid content is a model with ``state``, ``audience`` and ``level``, whose author is sealed in
the vault under the keywords made here. Templates and views never decide these things.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sideways.common.batches import batches
from sideways.people.models import Person
from sideways.vault.queries import keywords_of, subjects_under

OVERSIGHT = frozenset({Person.Kind.OFFICIAL, Person.Kind.FUNDER, Person.Kind.REGULATOR})
PEERS = frozenset({Person.Kind.PRACTITIONER, Person.Kind.BROKER})

_POST = re.compile(r":post:(\d+):\d+")  # as post_keyword writes them

Reader = Person | AnonymousUser
CandidModel = TypeVar("CandidModel", bound=models.Model)


class Audience(models.TextChoices):
    """Who may read a piece of candid content (P3)."""

    LEVEL = "level", _("People at my level")
    PEERS = "peers", _("All practitioners and brokers")
    PUBLIC = "public", _("Anyone")


class State(models.TextChoices):
    """Where a piece of candid content stands."""

    DRAFT = "draft", _("Draft")
    SHARED = "shared", _("Shared")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def is_peer(reader: Reader) -> bool:
    """Say whether the reader is one of those candid content is written for (P1)."""
    return (
        isinstance(reader, Person)
        and reader.kind in PEERS
        and reader.standing == Person.Standing.ACTIVE
        and reader.level is not None
    )


def is_oversight(reader: Reader) -> bool:
    """Say whether the reader funds, inspects or governs: such accounts never see candid content."""
    return isinstance(reader, Person) and reader.kind in OVERSIGHT


def author_keyword(content: str, person: Person) -> str:
    """Return the vault keyword of everything of one kind that a person has written."""
    return f"{content}:author:{person.pk}"


def post_keyword(content: str, organisation_id: int, level: int) -> str:
    """Return the vault keyword of everything written by people in one post of an organisation."""
    return f"{content}:post:{organisation_id}:{level}"


def reader_keyword(content: str, person: Person) -> str:
    """Return the vault keyword of everything an author has opened to one named person."""
    return f"{content}:reader:{person.pk}"


def follow_keyword(content: str, how: str, person: Person) -> str:
    """Return the vault keyword of everything a person watches or has muted, their own among it."""
    return f"{content}:{how}:{person.pk}"


def keywords_for(content: str, author: Person) -> list[str]:
    """Return what a new piece of content by this author is filed under."""
    keywords = [author_keyword(content, author)]
    if author.organisation_id is not None and author.level is not None:
        keywords.append(post_keyword(content, author.organisation_id, author.level))
    return keywords


def written_by(content: str, reader: Reader) -> list[UUID]:
    """Return the ids of what the reader wrote."""
    if not isinstance(reader, Person):
        return []
    keyword = author_keyword(content, reader)
    return subjects_under([keyword])[keyword]


class Visible(NamedTuple, Generic[CandidModel]):
    """What a reader may open, and the ids of what they wrote: none for an account of oversight."""

    things: QuerySet[CandidModel]
    own: list[UUID]


def visible_to(candid: QuerySet[CandidModel], reader: Reader) -> QuerySet[CandidModel]:
    """Return what this reader may open. Two queries at most for nearly everybody."""
    return visible_with_own(candid, reader).things


def visible_with_own(candid: QuerySet[CandidModel], reader: Reader) -> Visible[CandidModel]:
    """Return what this reader may open, and what of it is theirs: P1 to P3 and P6, in one place.

    Public content is for anyone. The rest is for active practitioners and brokers in its
    audience, except the seniors of its author in the same organisation whom the author has not
    named. An author sees all of their own, unless the account has become one of oversight.
    Two queries at most for nearly everybody, whatever the number of rows.
    """
    shared = Q(state=State.SHARED)
    may_read = shared & Q(audience=Audience.PUBLIC)
    if not isinstance(reader, Person) or is_oversight(reader):
        return Visible(candid.filter(may_read), [])
    content = candid.model._meta.label_lower
    mine = author_keyword(content, reader)
    if not is_peer(reader):
        own = subjects_under([mine])[mine]
        return Visible(candid.filter(may_read | Q(pk__in=own)), own)
    named = reader_keyword(content, reader)
    juniors = _posts_below(content, reader)
    filed = subjects_under([mine, named, *juniors])
    opened = set(filed[mine]) | set(filed[named])
    hidden = {subject for post in juniors for subject in filed[post]} - opened
    in_audience = Q(audience=Audience.PEERS) | Q(audience=Audience.LEVEL, level=reader.level)
    may_read |= shared & in_audience & ~Q(pk__in=hidden)
    may_read |= shared & Q(pk__in=filed[named])
    may_read |= Q(pk__in=filed[mine])
    return Visible(candid.filter(may_read), filed[mine])


class Readership(NamedTuple):
    """Of the readers asked about: the ids of those who may open a piece of content, and of its author."""

    may_open: set[int]
    wrote: set[int]


def readership(
    candid: QuerySet[CandidModel], asked: Mapping[UUID, Collection[Person]]
) -> dict[UUID, Readership]:
    """Return who among some readers may open each piece: ``visible_to`` the other way round.

    Two queries whatever the number of pieces and readers. What is not in ``candid`` nobody may
    open. A test holds this to ``visible_to`` for every kind, audience and relation.
    """
    rows = candid.filter(pk__in=asked).values_list("pk", "state", "audience", "level")
    pieces = {pk: (state, audience, level) for pk, state, audience, level in rows}
    content = candid.model._meta.label_lower
    found = {pk: Readership(set(), set()) for pk in asked}
    for pk, filed in keywords_of(pieces).items():
        found[pk].wrote.update(reader.pk for reader in asked[pk] if author_keyword(content, reader) in filed)
        found[pk].may_open.update(
            reader.pk for reader in asked[pk] if may_open(content, pieces[pk], filed, reader)
        )
    return found


def may_open(content: str, piece: tuple[str, str, int], filed: Collection[str], reader: Person) -> bool:
    """Say whether a reader may open one piece, by its state, audience, level and keywords. Asks nothing."""
    state, audience, level = piece
    shared = state == State.SHARED
    if shared and audience == Audience.PUBLIC:
        return True
    if is_oversight(reader):
        return False
    if author_keyword(content, reader) in filed:
        return True
    if not shared or not is_peer(reader):
        return False
    if reader_keyword(content, reader) in filed:
        return True
    if is_above_author(content, filed, reader):
        return False
    return audience == Audience.PEERS or (audience == Audience.LEVEL and level == reader.level)


def organisations_behind(content: str, pieces: Iterable[UUID]) -> dict[UUID, frozenset[int]]:
    """Return the organisations each piece was written from, now or before. Of nobody known: none.

    For counting them alone: never to be stored or shown beside a piece. One query for each 500.
    """
    behind: dict[UUID, frozenset[int]] = {}
    for some in batches(pieces, 500):
        for pk, filed in keywords_of(some).items():
            posts = (_POST.fullmatch(keyword.removeprefix(content)) for keyword in filed)
            behind[pk] = frozenset(int(post[1]) for post in posts if post)
    return behind


def is_above_author(content: str, filed: Collection[str], reader: Person) -> bool:
    """Say whether the reader stands above the author where they work, now or before, by its keywords."""
    return not set(filed).isdisjoint(_posts_below(content, reader))


def _posts_below(content: str, reader: Person) -> list[str]:
    if reader.organisation_id is None or reader.level is None:
        return []
    return [post_keyword(content, reader.organisation_id, level) for level in range(reader.level)]
