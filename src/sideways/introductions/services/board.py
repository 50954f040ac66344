"""The board: pinning a card, taking it down, asking about one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sideways.common.audit import audit
from sideways.introductions.board_queries import board_card_for, own_board_cards
from sideways.introductions.errors import (
    BoardFullError,
    MayNotMeetError,
    NamesSomebodyError,
    NoRoomError,
    NotYourIntroductionError,
)
from sideways.introductions.models import BoardCard, Introduction
from sideways.introductions.rules import CARD_KEPT, MOST_CARDS, takes_part
from sideways.introductions.services.answering import introduction_answer
from sideways.introductions.services.proposing import introduction_propose, named_in
from sideways.lessons.groups import group_columns, group_of_person
from sideways.lessons.services.change import formal_route_first
from sideways.people.cells import widened
from sideways.people.models import Person, Topic
from sideways.people.queries import cells_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWords:
    """What a card says. ``routes_seen`` as for lessons."""

    kind: str
    text: str
    topics: Collection[Topic] = ()
    routes_seen: frozenset[str] = frozenset()


@transaction.atomic
def board_card_pin(*, card_id: UUID, words: BoardWords, by: Person, at: datetime) -> BoardCard:
    """Pin a card for 60 days. The id comes with the page, so sending it twice pins one.

    Raises NotYourIntroductionError for whoever takes no part, BoardFullError above five cards,
    NamesSomebodyError where the text names its owner or where they work, and FormalRouteFirstError.
    """
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("organisation", "profession")
        .get(pk=by.pk)
    )
    before = BoardCard.objects.filter(pk=card_id, person=person).first()
    if before is not None:
        return before
    if not takes_part(person):
        raise NotYourIntroductionError
    if own_board_cards(person, at).count() >= MOST_CARDS:
        raise BoardFullError
    if named_in(words.text, [person]):
        raise NamesSomebodyError
    formal_route_first([words.text], [], words.routes_seen)
    level = person.level or 0
    shown = widened(group_of_person(person, level), cells_of([level]))
    card = BoardCard(
        pk=card_id,
        person=person,
        kind=words.kind,
        text=words.text,
        pinned_at=at,
        ends_at=at + CARD_KEPT,
        **group_columns(shown),
    )
    card.clean_fields(exclude=["person", "profession"])
    card.save(force_insert=True)
    card.topics.set(words.topics)
    audit(action="board.pinned", subject=card, by=by, at=at)
    return card


@transaction.atomic
def board_card_keep(*, card: BoardCard, by: Person, at: datetime) -> BoardCard:
    """Keep one's card for 60 days from now. Raises NotYourIntroductionError."""
    locked = _own(card, by)
    locked.ends_at = at + CARD_KEPT
    locked.save(update_fields=["ends_at"])
    return locked


@transaction.atomic
def board_card_take_down(*, card: BoardCard, by: Person) -> None:
    """Take one's card down. Twice changes nothing."""
    BoardCard.objects.filter(pk=card.pk, person=by).delete()


@transaction.atomic
def board_card_ask(*, card: BoardCard, by: Person, at: datetime) -> Introduction:
    """Ask to be introduced to whoever pinned a card: an introduction with one's own yes, and no more.

    Raises NotYourIntroductionError where the card is not for this person, and NoRoomError where one of
    them has as many introductions as they want.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # two at once are one
    found = board_card_for(by, card.pk, at)
    if found is None:
        raise NotYourIntroductionError
    # In the order of their accounts, so that the order does not say who asked.
    people = sorted((by, found.card.person), key=lambda person: person.pk)
    try:
        introduction = introduction_propose(
            people=people, source=Introduction.Source.CARD, about=found.card.text, reason="", at=at
        )
    except MayNotMeetError as error:  # it names people
        raise NoRoomError from error
    return introduction_answer(introduction=introduction, person=by, says_yes=True, at=at)


@transaction.atomic
def board_cards_forget(*, at: datetime) -> int:
    """Delete the cards whose time is over. Returns how many."""
    old = BoardCard.objects.filter(ends_at__lte=at)
    count = old.count()
    old.delete()
    return count


def _own(card: BoardCard, by: Person) -> BoardCard:
    locked = BoardCard.objects.select_for_update().filter(pk=card.pk, person=by).first()
    if locked is None:
        raise NotYourIntroductionError
    return locked
