"""Reads of the board: the cards of those this person may be introduced to, and of nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from sideways.introductions.models import BoardCard, Party
from sideways.introductions.queries import known_of
from sideways.introductions.rules import Known, Rule, broken, takes_part
from sideways.people.distance import km_between
from sideways.people.models import Person

MOST_LOOKED_AT = 500
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A card of somebody else, and what speaks for it."""

    card: BoardCard
    shared: tuple[str, ...]
    km: float | None


def own_board_cards(person: Person, at: datetime) -> QuerySet[BoardCard]:
    """Return the cards somebody has on the board, the newest first."""
    return BoardCard.objects.filter(person=person, ends_at__gt=at).prefetch_related("topics")


def board_for(person: Person, at: datetime) -> list[Pinned]:
    """Return the cards this person may ask about: what they follow or look for first, then the nearest.

    By the rules of every introduction. A card is not shown again to somebody who has been suggested to its
    owner, or asked before, as long as that is kept. Ten queries, whatever the number of cards.
    """
    if not takes_part(person):
        return []
    level = person.level or 0
    up = BoardCard.objects.filter(ends_at__gt=at, level__range=(level - 1, level + 1))
    others = up.exclude(person=person).exclude(person__in=_introduced_before(person))
    cards = list(
        others.select_related("profession", "person__profession", "person__organisation").prefetch_related(
            "topics"
        )[:MOST_LOOKED_AT]
    )
    if not cards:
        return []
    known = known_of([person, *(card.person for card in cards)])
    wanted = _wanted(person, at)
    found = [_pinned(card, person, wanted) for card in cards if _may_ask(person, card.person, known, at)]
    return sorted(found, key=_best_first)[:MOST_SHOWN]


def board_card_for(person: Person, pk: UUID, at: datetime) -> Pinned | None:
    """Return a card this person may ask about, if it is on the board."""
    return next((pinned for pinned in board_for(person, at) if pinned.card.pk == pk), None)


def _may_ask(person: Person, owner: Person, known: Known, at: datetime) -> bool:
    """Say whether no rule stands between them. That the reader has no room is told when they ask."""
    stands = broken([person, owner], known, at)
    return all(each.rule == Rule.NOT_OPEN and each.who == (person,) for each in stands)


def _introduced_before(person: Person) -> QuerySet[Party, int | None]:
    mine = Party.objects.filter(person=person).values("introduction")
    rows = Party.objects.filter(introduction__in=mine, person__isnull=False)
    return rows.values_list("person", flat=True)


def _wanted(person: Person, at: datetime) -> set[str]:
    """Return the topics somebody follows, and those of their own cards."""
    own: Iterable[BoardCard] = own_board_cards(person, at)
    return {topic.pk for topic in person.topics.all()} | {
        topic.pk for card in own for topic in card.topics.all()
    }


def _pinned(card: BoardCard, person: Person, wanted: set[str]) -> Pinned:
    shared = tuple(topic.name for topic in card.topics.all() if topic.pk in wanted)
    return Pinned(card=card, shared=shared, km=km_between(person, card.person))


def _best_first(pinned: Pinned) -> tuple[int, float, float, str]:
    km = pinned.km if pinned.km is not None else float("inf")
    return -len(pinned.shared), km, -pinned.card.pinned_at.timestamp(), str(pinned.card.pk)
