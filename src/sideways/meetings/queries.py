"""Reads of meetings. Only those in a meeting find it."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sideways.meetings import rules
from sideways.meetings.models import Attendee, Meeting
from sideways.people.models import Person
from sideways.people.trust import Reader


def meetings_of(reader: Reader) -> QuerySet[Meeting]:
    """Return the meetings somebody is in, with those in them. Two queries."""
    if not isinstance(reader, Person) or not rules.may_meet(reader):
        return Meeting.objects.none()
    return _with_people(Meeting.objects.filter(attendees__person=reader))


def meeting_of(reader: Reader, meeting_id: UUID) -> Meeting | None:
    """Return one meeting, to somebody in it. Two queries."""
    return meetings_of(reader).filter(pk=meeting_id).first()


def _with_people(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    people = Attendee.objects.select_related("profession", "person__organisation", "person__place")
    return meetings.prefetch_related(Prefetch("attendees", queryset=people.order_by("pk")))
