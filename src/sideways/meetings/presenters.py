"""Meetings in words. Nothing here asks the database."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.presenters import group_words
from sideways.meetings import distance, rules, slots
from sideways.meetings.letters import when_words
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.people.cells import SMALLEST_GROUP, Group
from sideways.people.models import Person
from sideways.people.places import Location
from sideways.people.presenters import miles_words
from sideways.ui.dates import clock

MOST_STARTS = 24
A_SECOND = timedelta(seconds=1)
GONE = gettext_lazy("Somebody who has left")
State = Meeting.State


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One of those in a meeting, as the others see them."""

    name: str
    role: str
    employer: str
    is_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting in the list."""

    id: UUID
    others: str
    about: str
    when: str
    next: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRow:
    """A time that can be booked."""

    at: datetime
    words: str
    is_busy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """A time that was offered."""

    id: int
    words: str
    is_busy: bool


def role_words(attendee: Attendee) -> str:
    """Write a profession and a level: what stays of somebody who has left."""
    group = Group(level=attendee.level, profession=attendee.profession_id)
    words = group_words(group, attendee.profession)
    return capfirst(words)


def name_words(attendee: Attendee) -> str:
    """Write a name, or that somebody has left."""
    return attendee.person.name or role_words(attendee) if attendee.person else str(GONE)


def person_rows(meeting: Meeting, reader: Person) -> list[PersonRow]:
    """Return those in a meeting, the reader last."""
    rows = [
        PersonRow(
            name=name_words(each),
            role=role_words(each),
            employer=str(each.person.organisation or "") if each.person else "",
            is_me=each.person_id == reader.pk,
        )
        for each in meeting.attendees.all()
    ]
    return sorted(rows, key=lambda row: row.is_me)


def others_words(meeting: Meeting, reader: Person) -> str:
    """Write the names of the others."""
    return get_text_list([name_words(each) for each in rules.others_than(meeting, reader)], gettext("and"))


def meeting_rows(meetings: Iterable[Meeting], reader: Person, at: datetime) -> dict[str, list[MeetingRow]]:
    """Return the rows of the list by where they stand: coming first, to arrange, past the newest first."""
    found: dict[str, list[MeetingRow]] = {"coming": [], "to_arrange": [], "past": []}
    for meeting in meetings:
        section, next_step = _standing(meeting, reader, at)
        row = MeetingRow(
            id=meeting.pk,
            others=others_words(meeting, reader),
            about=meeting.about,
            when=when_words(meeting),
            next=next_step,
            at=meeting.starts_at or meeting.changed_at,
        )
        found[section].append(row)
    for name in ("coming", "past"):
        found[name].sort(key=lambda row: row.at, reverse=name == "past")
    return found


def _standing(meeting: Meeting, reader: Person, at: datetime) -> tuple[str, str]:
    if rules.is_over(meeting, at):
        mine = rules.attendee_of(meeting, reader)
        is_asked = mine is not None and not mine.met
        return "past", gettext("Did you meet?") if is_asked else ""
    if meeting.state == State.BOOKED:
        return "coming", ""
    if meeting.state == State.ENDED:
        return "past", gettext("It did not come about")
    return "to_arrange", next_words(meeting, reader)


def next_words(meeting: Meeting, reader: Person) -> str:
    """Write what is missing before a meeting can be booked."""
    mine = rules.attendee_of(meeting, reader)
    if mine is not None and not mine.slots.all():
        return gettext("Say when you can")
    waiting = [each for each in rules.others_than(meeting, reader) if not each.slots.all()]
    if waiting:
        names = get_text_list([name_words(each) for each in waiting], gettext("and"))
        return gettext("Waiting for times from %(names)s") % {"names": names}
    if not rules.is_settled(meeting):
        return gettext("Say where, and who pays")
    return gettext("Choose a time")


def start_rows(meeting: Meeting, busy: Collection[slots.Span], at: datetime) -> list[StartRow]:
    """Return the times at which all can, with what the reader's own calendar says of them."""
    offered = [
        [(slot.starts_at, slot.ends_at) for slot in each.slots.all()] for each in meeting.attendees.all()
    ]
    length = timedelta(minutes=meeting.minutes)
    found = [
        StartRow(
            at=start,
            words=span_words(start, start + length),
            is_busy=slots.touches(busy, (start, start + length)),
        )
        for start in slots.starts(slots.shared(offered), meeting.minutes, at)
        if start != meeting.starts_at
    ]
    return found[:MOST_STARTS]


def slot_rows(attendee: Attendee, busy: Collection[slots.Span], at: datetime) -> list[SlotRow]:
    """Return the times somebody offers that are still to come."""
    return [
        SlotRow(
            id=slot.pk,
            words=span_words(slot.starts_at, slot.ends_at),
            is_busy=slots.touches(busy, (slot.starts_at, slot.ends_at)),
        )
        for slot in attendee.slots.all()
        if slot.ends_at > at
    ]


def span_words(start: datetime, end: datetime) -> str:
    """Write a time: the day, from and to; past midnight the next day is named."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    # Translators: a day in the letters of Django's date formats: Monday 5 January.
    form = gettext("l j F")
    until = clock(end)
    if timezone.localtime(end - A_SECOND).date() != first.date():
        # Translators: a time on the next day: 6am on Tuesday.
        until = gettext("%(time)s on %(day)s") % {"time": until, "day": date_format(last, "l")}
    words = {"day": date_format(first, form), "from": clock(start), "to": until}
    return gettext("%(day)s, %(from)s to %(to)s") % words


def locations_of(meeting: Meeting) -> list[Location]:
    """Return where those in a meeting work, or the area they gave, as far as it is known."""
    found = []
    for each in meeting.attendees.all():
        person = each.person
        if person is not None and person.lat is not None and person.lon is not None:
            found.append(Location(person.lat, person.lon))
    return found


def distance_words(locations: Collection[Location]) -> str:
    """Write how far apart they are."""
    far = distance.farthest(locations)
    return "" if far is None else miles_words(far)


def where_words(meeting: Meeting) -> str:
    """Write where they meet."""
    if meeting.where == Meeting.Where.VIDEO:
        return gettext("By video")
    return meeting.place


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """What people said of what changed, and how often."""

    number: str
    label: str


def count_rows(counted: Counter[str]) -> list[CountRow]:
    """Return what came of meetings in figures; of one to four it says only that there were few (P4)."""
    return [
        CountRow(
            number=str(gettext("fewer than 5")) if 0 < counted[what] < SMALLEST_GROUP else str(counted[what]),
            label=str(what.label),
        )
        for what in Change.What
    ]
