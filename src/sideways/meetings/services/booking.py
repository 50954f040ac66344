"""Book a time that suits all, move it, call it off."""

from datetime import datetime, timedelta

from django.db import transaction

from sideways.common.audit import audit
from sideways.meetings import letters, rules, slots
from sideways.meetings.errors import NotNowError, NotSettledError, NotSharedError
from sideways.meetings.models import Meeting
from sideways.meetings.services.arranging import offered_by
from sideways.meetings.services.locking import changed, locked_for
from sideways.people.models import Person

State = Meeting.State


@transaction.atomic
def meeting_book(*, meeting: Meeting, starts_at: datetime, seen: int, by: Person, at: datetime) -> Meeting:
    """Book a time at which all can, or move the meeting to it. Each gets a letter with its entry.

    Booking the time that is booked changes nothing. ``seen`` is the meeting's ``sequence`` on the page: of
    two who book different times at once, the second is told to look again. Raises NotYoursError,
    NotNowError, NotSettledError, NotSharedError.
    """
    found, attendee = locked_for(meeting, by)
    if found.state == State.BOOKED and found.starts_at == starts_at:
        return found
    if not rules.may_arrange(found, at) or found.sequence != seen:
        raise NotNowError
    if not rules.is_settled(found):
        raise NotSettledError
    ends_at = starts_at + timedelta(minutes=found.minutes)
    together = slots.shared(offered_by(found.attendees.all()))
    if starts_at <= at or not slots.fits(together, (starts_at, ends_at)):
        raise NotSharedError
    found.state, found.starts_at, found.ends_at = State.BOOKED, starts_at, ends_at
    found.sequence += 1
    changed(found, attendee, at)
    letters.send_booked(found, at)
    audit(action="meeting.booked", subject=found, by=by, at=at)
    return found


@transaction.atomic
def meeting_call_off(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Give up the booked time, to find another. All are told. Twice changes nothing.

    Raises NotYoursError, and NotNowError once the time is past.
    """
    found, attendee = locked_for(meeting, by)
    if found.state == State.ARRANGING:
        return found
    if not rules.may_arrange(found, at):
        raise NotNowError
    _cancel(found, at)
    found.state = State.ARRANGING
    changed(found, attendee, at)
    audit(action="meeting.called_off", subject=found, by=by, at=at)
    return found


@transaction.atomic
def meeting_let_go(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """End a meeting that did not take place, and say so kindly. No reason is asked. Twice changes nothing.

    Raises NotYoursError, and NotNowError for one that took place.
    """
    found, attendee = locked_for(meeting, by)
    if found.state == State.ENDED and found.starts_at is None:
        return found
    if not (rules.may_arrange(found, at) or rules.may_arrange_again(found, at)):
        raise NotNowError
    end(found, at)
    changed(found, attendee, at)
    audit(action="meeting.let_go", subject=found, by=by, at=at)
    return found


def end(meeting: Meeting, at: datetime) -> None:
    """Set a meeting that is held to ended; a time to come is cancelled in calendars."""
    if meeting.state == State.BOOKED and not rules.is_over(meeting, at):
        _cancel(meeting, at)
    meeting.state, meeting.starts_at, meeting.ends_at = State.ENDED, None, None


def _cancel(meeting: Meeting, at: datetime) -> None:
    meeting.sequence += 1
    letters.send_cancelled(meeting, at)
    meeting.starts_at, meeting.ends_at = None, None
