"""What becomes of meetings when somebody leaves, or may meet no more."""

from datetime import datetime

from django.db import transaction

from sideways.meetings.models import Attendee, Change, Meeting, Slot
from sideways.meetings.services.booking import end
from sideways.meetings.services.locking import changed
from sideways.people.models import Person

CLEARED = {
    "step_free": False,
    "wants_lesson": False,
    "not_for_us": False,
    "intention": "",
    "intention_by": None,
    "reflection": "",
}
TO_COME = (Meeting.State.ARRANGING, Meeting.State.BOOKED)


@transaction.atomic
def meetings_end_of(*, person: Person, at: datetime) -> None:
    """Call off what somebody had still to arrange or to go to; the others are told. Twice changes nothing."""
    held = Meeting.objects.select_for_update().filter(attendees__person=person, state__in=TO_COME)
    for meeting in held.order_by("pk"):
        if meeting.ends_at is None or meeting.ends_at > at:
            end(meeting, at)
            changed(meeting, None, at)


@transaction.atomic
def meetings_erase(*, person: Person, at: datetime) -> None:
    """Take somebody out of all their meetings: of them a profession and a level stay, for the others' logs.

    A meeting that nobody is left in is deleted. Erasing twice changes nothing.
    """
    meetings_end_of(person=person, at=at)
    parts = Attendee.objects.filter(person=person)
    meetings = list(parts.values_list("meeting", flat=True))
    Slot.objects.filter(attendee__in=parts).delete()
    Change.objects.filter(attendee__in=parts).delete()
    Meeting.objects.filter(pk__in=meetings).update(place="", link="")
    parts.update(person=None, **CLEARED)
    Meeting.objects.filter(pk__in=meetings).exclude(attendees__person__isnull=False).delete()
