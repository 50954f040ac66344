"""Reads of meetings. Only those in a meeting find it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from sideways.busy.queries import busy_calendar_of, busy_times_of
from sideways.feeds.dates import DatedThing
from sideways.meetings import distance, letters, rules
from sideways.meetings.models import Attendee, Change, Meeting, Slot
from sideways.meetings.slots import Span
from sideways.people.distance import km
from sideways.people.models import Person, Place
from sideways.people.places import Location
from sideways.people.trust import Reader

IN_FEED_AFTERWARDS = timedelta(days=30)


class Readership(NamedTuple):
    """Who among some readers may open a meeting. Nobody wrote it, so all of them are told of a change."""

    may_open: set[int]
    wrote: set[int]


def meetings_of(reader: Reader) -> QuerySet[Meeting]:
    """Return the meetings somebody is in, with those in them. Three queries."""
    if not isinstance(reader, Person) or not rules.may_meet(reader):
        return Meeting.objects.none()
    return _with_people(Meeting.objects.filter(attendees__person=reader))


def meetings_with_changes(reader: Reader) -> QuerySet[Meeting]:
    """Return the same with what each said changed. Four queries."""
    return meetings_of(reader).prefetch_related("attendees__changes")


def meeting_of(reader: Reader, meeting_id: UUID) -> Meeting | None:
    """Return one meeting, to somebody in it. Three queries."""
    return meetings_of(reader).filter(pk=meeting_id).first()


def _with_people(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    people = Attendee.objects.select_related("profession", "person__organisation", "person__place")
    slots = Prefetch("slots", queryset=Slot.objects.order_by("starts_at"))
    whole = people.order_by("pk").prefetch_related(slots)
    return meetings.select_related("changed_by__person").prefetch_related(
        Prefetch("attendees", queryset=whole)
    )


def busy_of(person: Person, at: datetime) -> list[Span]:
    """Return when somebody is busy by their own calendar file, for themselves only. Two queries."""
    if busy_calendar_of(person, at) is None:
        return []
    return list(busy_times_of(person, at).values_list("starts_at", "ends_at"))


def area_between(locations: Collection[Location]) -> Place | None:
    """Return the local authority area whose centre lies nearest the point between some places. One query."""
    middle = distance.middle(locations)
    if middle is None:
        return None
    areas = Place.objects.filter(lat__isnull=False, lon__isnull=False)
    return min(areas, key=lambda area: km(middle, Location(area.lat or 0, area.lon or 0)), default=None)


def meetings_in_calendar(person: Person, at: datetime) -> Iterator[DatedThing]:
    """Yield the booked meetings of somebody, for their calendar: with nothing of whom or what.

    Afterwards whatever came of it: the state would tell what the others have answered.
    """
    if not rules.may_meet(person):
        return
    booked = Attendee.objects.filter(person=person, meeting__ends_at__gt=at - IN_FEED_AFTERWARDS)
    for attendee in booked.select_related("meeting"):
        yield letters.dated_thing(attendee, attendee.meeting)


def meetings_readership(asked: Mapping[UUID, Collection[Person]]) -> dict[UUID, Readership]:
    """Return who of some readers may open each meeting. One query, for the live stream."""
    found = {pk: Readership(set(), set()) for pk in asked}
    peers = {reader.pk for readers in asked.values() for reader in readers if rules.may_meet(reader)}
    here = Attendee.objects.filter(meeting__in=list(asked), person__in=peers)
    for meeting, person in here.values_list("meeting", "person"):
        if any(reader.pk == person for reader in asked[meeting]):
            found[meeting].may_open.add(person)
    return found


def log_of(person: Person) -> QuerySet[Attendee]:
    """Return the meetings somebody says they had, the newest first, with the others. Two queries."""
    mine = Attendee.objects.filter(person=person, met=Attendee.Met.YES, meeting__starts_at__isnull=False)
    others = Prefetch(
        "meeting__attendees", queryset=Attendee.objects.select_related("profession").order_by("pk")
    )
    return mine.select_related("meeting").prefetch_related(others).order_by("-meeting__starts_at", "-pk")


def changes_counted() -> Counter[str]:
    """Return how often people said that something changed, not yet, or no. One query."""
    counted = Change.objects.values_list("what").annotate(count=Count("pk")).order_by()
    return Counter(dict(counted))


def export_of(person: Person) -> list[dict[str, Any]]:
    """Return what is kept of somebody's meetings: their own words, and of the others no more than a role."""
    parts = Attendee.objects.filter(person=person).order_by("meeting__begun_at", "pk")
    return [_exported(part) for part in parts.select_related("meeting").prefetch_related("slots", "changes")]


def _exported(part: Attendee) -> dict[str, Any]:
    meeting = part.meeting
    return {
        "about": meeting.about,
        "begun_at": meeting.begun_at,
        "place": meeting.place,
        "link": meeting.link,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "step_free": part.step_free,
        "times_you_offered": [
            {"starts_at": slot.starts_at, "ends_at": slot.ends_at} for slot in part.slots.all()
        ],
        "did_you_meet": part.get_met_display(),
        "would_write_a_lesson": part.wants_lesson,
        "once_is_enough": part.not_for_us,
        "what_you_will_do": part.intention,
        "by_when": part.intention_by,
        "reflection": part.reflection,
        "what_changed": [
            {
                "after": each.get_after_display(),
                "what": each.get_what_display(),
                "text": each.words,
                "at": each.at,
            }
            for each in part.changes.all()
        ],
    }
