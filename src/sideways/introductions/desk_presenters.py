"""The desk of a broker in words: who is to meet, how long it has waited, and what can be done now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.introductions.models import Introduction
from sideways.introductions.partners import Partner
from sideways.introductions.rules import (
    Broken,
    Rule,
    is_over,
    is_overdue,
    may_answer,
    may_remind,
    waits_for_people,
)
from sideways.people.models import Person
from sideways.people.presenters import apart_words, workplace_words

Action = Literal["remind", "rematch", ""]
NAMES_SOMEBODY = gettext_lazy("This names one of them, or where they work. Leave that out")
BROKEN = {
    Rule.NUMBER: gettext_lazy("Choose two or three different people."),
    Rule.NOT_OPEN: gettext_lazy(
        "%(one)s takes no new introduction now: paused, or as many open as they want."
    ),
    Rule.SAME_ORGANISATION: gettext_lazy("%(one)s and %(other)s work for the same organisation."),
    Rule.LEVEL: gettext_lazy("%(one)s and %(other)s are not on the same level, and not both want that."),
    Rule.PROFESSION: gettext_lazy("%(one)s and %(other)s have the same profession, and not both want that."),
    Rule.REGION: gettext_lazy("%(one)s and %(other)s work in different regions, and not both want that."),
    Rule.TOO_FAR: gettext_lazy("%(one)s and %(other)s are further apart than one of them would travel."),
    Rule.MET_OR_APART: gettext_lazy("%(one)s and %(other)s have met already, or must not be introduced."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """One introduction on the desk. ``action`` is the one thing to do now, or nothing."""

    pk: UUID
    names: str
    state: str
    since: str
    is_overdue: bool
    action: Action
    people: list[Person]


def desk_row(introduction: Introduction, people: list[Person], at: datetime) -> DeskRow:
    """Return an introduction as a row of the desk."""
    return DeskRow(
        pk=introduction.pk,
        names=names_words(people),
        state=state_words(introduction, at),
        since=since_words(introduction, at),
        is_overdue=is_overdue(introduction, at),
        action=action_now(introduction, at),
        people=people,
    )


def names_words(people: Collection[Person]) -> str:
    """Write who it is: Ama Owusu (nurse) and Ben Okoro (work coach)."""
    told = [
        f"{person.name or person.email} ({person.profession.name})" if person.profession else person.name
        for person in people
    ]
    return get_text_list(told, gettext("and"))


def state_words(introduction: Introduction, at: datetime) -> str:
    """Write where it stands. What anybody has answered is not told to brokers either."""
    if may_answer(introduction, at):
        return gettext("Waits for answers")
    if is_over(introduction, at):
        return gettext("Did not come about")
    if waits_for_people(introduction, at):
        return gettext("All said yes. They choose a time")
    return gettext("Arranged, or met")


def since_words(introduction: Introduction, at: datetime) -> str:
    """Write for how many days it stands so."""
    waits = may_answer(introduction, at)
    since = introduction.proposed_at if waits else introduction.over_at or introduction.ends_at
    days = max((at - since).days, 0)
    if not days:
        return gettext("since today")
    return ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days}


def action_now(introduction: Introduction, at: datetime) -> Action:
    """Return the one thing a broker can do about it now: remind, rematch or nothing."""
    if may_remind(introduction, at):
        return "remind"
    return "rematch" if is_over(introduction, at) else ""


def broken_words(broken: Collection[Broken]) -> list[str]:
    """Write each rule that stands in the way, in a sentence."""
    told = []
    for each in broken:
        names = [person.name or person.email for person in each.who]
        words = dict(zip(("one", "other"), names, strict=False))
        told.append(str(BROKEN[each.rule]) % words if words else str(BROKEN[each.rule]))
    return told


def person_words(person: Person) -> str:
    """Write somebody as a broker chooses them: profession, workplace, place."""
    profession = person.profession.name if person.profession else ""
    return ", ".join(filter(None, [profession, workplace_words(person), person.region]))


def partner_words(partner: Partner) -> str:
    """Write what speaks for a partner: what both widened, topics, how far, and how long they have waited."""
    widened = (
        (partner.other_level, gettext("One level apart, as both wish.")),
        (partner.same_profession, gettext("Same profession, as both wish.")),
        (partner.other_region, gettext("Another region, as both wish.")),
    )
    told = [words for holds, words in widened if holds]
    if partner.shared:
        told.append(
            gettext("Both follow %(topics)s.") % {"topics": get_text_list(partner.shared, gettext("and"))}
        )
    if partner.km is not None:
        told.append(apart_words(partner.km))
    if partner.waited:
        told.append(rounds_waited_words(partner.waited))
    return " ".join(told)


def rounds_waited_words(rounds: int) -> str:
    """Write how long somebody has waited."""
    return ngettext("Has waited %(n)s round.", "Has waited %(n)s rounds.", rounds) % {"n": rounds}
