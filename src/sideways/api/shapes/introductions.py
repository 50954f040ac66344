"""Introductions as they go in and out. Of the others nothing that the page does not tell (P10)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sideways.api.fields import Id, Line, Sent, Told, left_out, one_of, words
from sideways.api.shapes.lessons import RoutesSeen, day
from sideways.introductions.desk_presenters import DeskRow, partner_words, person_words
from sideways.introductions.models import Apart, Introduction, Party, TalkRequest, Wish
from sideways.introductions.models.wishes import MOST_AT_A_TIME
from sideways.introductions.partners import Partner
from sideways.introductions.presenters import Card, TalkCard
from sideways.lessons.forms import most_letters
from sideways.people.models import Person

LONGEST_PAUSE = 365


class IntroductionTold(Told):
    """An introduction as one of its people may know it: a role and a band of distance, no more."""

    id: UUID
    state: Literal["waits", "accepted", "over"]
    who: str
    near: str
    differs: str
    about: str
    answer: str = one_of(Party.Answer)
    ends_at: datetime
    meeting: str = Field(description="The address of the meeting, once all said yes")


class TalkTold(Told):
    """Somebody who asks to talk about a lesson of yours."""

    id: UUID
    who: str
    near: str
    lesson_id: UUID
    title: str
    ends_at: datetime
    declined: bool


class AskedTold(Told):
    """An author you asked to talk. Whether they declined is never told."""

    id: UUID
    lesson_id: UUID
    on: date
    ends_at: datetime
    waits: bool


class Introductions(Told):
    """All that is suggested to you, who asks you to talk, and whom you asked."""

    items: list[IntroductionTold]
    talks: list[TalkTold]
    asked: list[AskedTold]


class Answered(Sent):
    """Yes, or not this time."""

    says_yes: bool = Field(strict=True)


class WishTold(Told):
    """How you want to be introduced."""

    capacity: int
    widen_level: bool
    widen_profession: bool
    widen_region: bool
    paused_until: datetime | None
    is_paused: bool


class NewWish(Sent):
    """How you want to be introduced: how many at a time, and what may differ."""

    capacity: Annotated[int, Field(strict=True, ge=0, le=MOST_AT_A_TIME)]
    widen_level: bool = Field(strict=True)
    widen_profession: bool = Field(strict=True)
    widen_region: bool = Field(strict=True)


class NewPause(Sent):
    """For how many days you want no suggestions."""

    days: Annotated[int, Field(strict=True, ge=1, le=LONGEST_PAUSE)]


class ApartTold(Told):
    """Somebody you do not want to meet: a name, or what you typed."""

    id: int
    who: str


class ApartList(Told):
    """Your private list."""

    items: list[ApartTold]


class NewApart(Sent):
    """An e-mail address or full name, exactly. The answer is the same whoever is here."""

    words: Line = words(most_letters("words", Apart), examples=["somebody@example.org"])


class DeskPerson(Told):
    """Somebody a broker may introduce."""

    id: int
    name: str
    who: str
    reason: str


class DeskPeople(Told):
    """Some people, the best or the first by name at the top."""

    items: list[DeskPerson]


class DeskRowTold(Told):
    """An introduction on the desk. What anybody answered is not told."""

    id: UUID
    people: list[DeskPerson]
    state: str
    since: str
    is_overdue: bool
    action: Literal["remind", "rematch", ""]


class DeskRows(Told):
    """Some introductions, the oldest first."""

    items: list[DeskRowTold]
    next: str | None


class NewIntroduction(RoutesSeen):
    """Whom to introduce, and what they share."""

    people: Annotated[list[Id], Field(min_length=2, max_length=3)]
    about: Line = words(most_letters("about", Introduction), examples=["Fit notes"])
    days: Literal[7, 14, 21] = left_out(lambda: 7)


class NewConflict(Sent):
    """Two people who must not be introduced."""

    people: Annotated[list[Id], Field(min_length=2, max_length=2)]


class ConflictTold(Told):
    """A conflict that brokers know of."""

    id: int
    people: list[DeskPerson]
    on: date


class Conflicts(Told):
    """Conflicts, the newest first."""

    items: list[ConflictTold]


def introduction_told(card: Card) -> IntroductionTold:
    """Return an introduction as one of its people may know it."""
    return IntroductionTold(
        id=card.pk,
        state=card.state,
        who=card.who,
        near=card.near,
        differs=card.differs,
        about=card.about,
        answer=card.answer,
        ends_at=card.ends_at,
        meeting=card.meeting_url,
    )


def talk_told(card: TalkCard) -> TalkTold:
    """Return a request to talk as the author may know it."""
    return TalkTold(
        id=card.pk,
        who=card.who,
        near=card.near,
        lesson_id=card.lesson_id,
        title=card.title,
        ends_at=card.ends_at,
        declined=card.declined,
    )


def asked_told(request: TalkRequest, at: datetime) -> AskedTold:
    """Return what somebody asked an author."""
    return AskedTold(
        id=request.pk,
        lesson_id=request.lesson_id,
        on=day(request.asked_at),
        ends_at=request.ends_at,
        waits=request.over_at is None and at < request.ends_at,
    )


def wish_told(wish: Wish, *, is_paused: bool) -> WishTold:
    """Return what somebody wants."""
    return WishTold(
        capacity=wish.capacity,
        widen_level=wish.widen_level,
        widen_profession=wish.widen_profession,
        widen_region=wish.widen_region,
        paused_until=wish.paused_until,
        is_paused=is_paused,
    )


def apart_told(rows: Iterable[Apart]) -> ApartList:
    """Return somebody's private list."""
    return ApartList(
        items=[ApartTold(id=row.pk, who=row.other.name if row.other else row.words) for row in rows]
    )


def person_told(person: Person, reason: str = "") -> DeskPerson:
    """Return somebody as a broker chooses them."""
    return DeskPerson(id=person.pk, name=person.name, who=person_words(person), reason=reason)


def partner_told(partner: Partner) -> DeskPerson:
    """Return a partner, and what speaks for them."""
    return person_told(partner.person, partner_words(partner))


def row_told(row: DeskRow) -> DeskRowTold:
    """Return a row of the desk."""
    return DeskRowTold(
        id=row.pk,
        people=[person_told(each) for each in row.people],
        state=row.state,
        since=row.since,
        is_overdue=row.is_overdue,
        action=row.action,
    )


def conflict_told(row: Apart) -> ConflictTold:
    """Return a conflict."""
    people = [person_told(each) for each in (row.person, row.other) if each is not None]
    return ConflictTold(id=row.pk, people=people, on=day(row.at))
