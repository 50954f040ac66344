"""Introductions in words. Of the others only a stored group is told, until all have said yes (P10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.introductions.board_queries import Pinned
from sideways.introductions.models import Introduction, Party
from sideways.introductions.rules import is_over, may_answer
from sideways.introductions.talk_queries import Talk
from sideways.lessons.groups import group_of_person, group_safe, group_stored
from sideways.lessons.presenters import title_of
from sideways.lessons.presenters.author import group_words
from sideways.people.cells import Cells
from sideways.people.distance import distance_band, km_between
from sideways.people.models import Person
from sideways.people.presenters import travel_words

CardState = Literal["waits", "accepted", "over"]
NOT_THIS_TIME = gettext_lazy("It did not come about this time.")
ANSWERS = {
    Party.Answer.NONE: "",
    Party.Answer.YES: gettext_lazy("You said yes. We wait for the time to be over, or for everybody’s yes."),
    Party.Answer.NO: gettext_lazy("You said “not this time”. Nobody else is told."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One introduction as one of its people may know it."""

    pk: UUID
    state: CardState
    who: str
    near: str
    differs: str
    about: str
    ends_at: datetime
    over_at: datetime | None
    answer: str
    answered: str
    meeting_url: str

    @property
    def waits(self) -> bool:
        """Say whether an answer still counts."""
        return self.state == "waits"

    @property
    def sentence(self) -> str:
        """Return all of it in one sentence or two, as in a list."""
        return " ".join(filter(None, [f"{self.who}.", self.near, self.differs]))


def card(part: Party, others: Collection[Party], cells: Cells, at: datetime) -> Card:
    """Return an introduction as the person of ``part`` may know it. Asks nothing."""
    introduction = part.introduction
    meeting = introduction.meeting
    state = state_of(introduction, at)
    return Card(
        pk=introduction.pk,
        state=state,
        who=capfirst(who_words(others, cells)),
        near=_near(part, others, cells),
        differs=differs_words(introduction),
        about=introduction.about,
        ends_at=introduction.ends_at,
        over_at=min(introduction.over_at or introduction.ends_at, introduction.ends_at),
        answer=part.answer,
        answered=str(ANSWERS[Party.Answer(part.answer)]) if state == "waits" else "",
        meeting_url=reverse("meetings:meeting", args=[meeting.pk]) if meeting and state == "accepted" else "",
    )


def state_of(introduction: Introduction, at: datetime) -> CardState:
    """Say where it stands for its people: waits, over or accepted."""
    if may_answer(introduction, at):
        return "waits"
    return "over" if is_over(introduction, at) else "accepted"


def cards(
    parts: Collection[Party], others: dict[UUID, list[Party]], cells: Cells, at: datetime
) -> dict[str, list[Card]]:
    """Return the introductions of somebody by where they stand: waits, accepted, over."""
    told: dict[str, list[Card]] = {"waits": [], "accepted": [], "over": []}
    for part in parts:
        one = card(part, others[part.introduction_id], cells, at)
        told[one.state].append(one)
    return told


def levels_of(parts: Collection[Party], others: dict[UUID, list[Party]]) -> set[int]:
    """Return the levels of all whose group is told, to count them."""
    return {each.level for each in (*parts, *(one for some in others.values() for one in some))}


def who_words(others: Collection[Party], cells: Cells) -> str:
    """Write who the others are, never narrower than a group of five: a work coach, North West."""
    told = [group_words(group_safe(group_stored(each), cells), each.profession) for each in others]
    return get_text_list(told, gettext("and"))


def differs_words(introduction: Introduction) -> str:
    """Write what is the same and what differs between them."""
    return " ".join(
        [
            gettext("Not the same level: next to each other.")
            if introduction.other_level
            else gettext("Same level."),
            gettext("Same profession.") if introduction.same_profession else gettext("Different profession."),
            *([gettext("Another region.")] if introduction.other_region else []),
        ]
    )


def _near(part: Party, others: Collection[Party], cells: Cells) -> str:
    """Write how near, where the group tells a region: at high levels a place would name somebody (P4)."""
    groups = [group_safe(group_stored(each), cells) for each in others]
    if part.within_km is None or not all(group and group.region for group in groups):
        return ""
    return near_words(part.within_km)


def near_words(within_km: int) -> str:
    """Write a band of distance."""
    return gettext("Within %(distance)s of you.") % {"distance": travel_words(within_km)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkCard:
    """That somebody asks to talk about a lesson, as its author may know it."""

    pk: UUID
    who: str
    near: str
    title: str
    lesson_id: UUID
    asked_at: datetime
    ends_at: datetime
    declined: bool


def talk_card(talk: Talk, author: Person, cells: Cells) -> TalkCard:
    """Return a request for its author: profession, level, a band of distance, and no more."""
    group = group_safe(group_of_person(talk.asker, talk.asker.level or 0), cells)
    band = distance_band([km_between(author, talk.asker)]) if group and group.region else None
    return TalkCard(
        pk=talk.request.pk,
        who=capfirst(group_words(group, talk.asker.profession)),
        near=near_words(band) if band else "",
        title=title_of(talk.request.lesson),
        lesson_id=talk.request.lesson_id,
        asked_at=talk.request.asked_at,
        ends_at=talk.request.ends_at,
        declined=talk.request.declined,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedCard:
    """A card of the board, as those who may ask know it."""

    pk: UUID
    kind: str
    text: str
    who: str
    near: str
    shared: str
    pinned_on: date


def pinned_card(pinned: Pinned, cells: Cells) -> PinnedCard:
    """Return a card: what it says, a role, a band of distance, what is shared. Never who."""
    card = pinned.card
    group = group_safe(group_stored(card), cells)
    band = distance_band([pinned.km]) if group and group.region else None
    shared = get_text_list(list(pinned.shared), gettext("and"))
    return PinnedCard(
        pk=card.pk,
        kind=card.get_kind_display(),
        text=card.text,
        who=capfirst(group_words(group, card.profession)),
        near=near_words(band) if band else "",
        shared=gettext("You look for %(topics)s.") % {"topics": shared} if shared else "",
        pinned_on=timezone.localdate(card.pinned_at),
    )


def at_a_time_words(capacity: int) -> str:
    """Write how many introductions somebody wants at a time."""
    if not capacity:
        return gettext("None")
    return ngettext("%(n)s at a time", "%(n)s at a time", capacity) % {"n": capacity}
