"""Who may open a meeting and what can be done in it: those in it, while they are peers."""

from datetime import datetime, timedelta

from sideways.meetings.models import Attendee, Meeting
from sideways.people.models import Person
from sideways.people.trust import Reader, is_peer

MOST_SLOTS = 40
LONGEST_SLOT_HOURS = 14
State = Meeting.State


def may_meet(reader: Reader) -> bool:
    """Say whether somebody has meetings at all: accounts of oversight, guardians and operators do not."""
    return isinstance(reader, Person) and is_peer(reader)


def attendee_of(meeting: Meeting, person: Person) -> Attendee | None:
    """Return somebody's part in a meeting that was read with its people. Asks nothing."""
    return next((each for each in meeting.attendees.all() if each.person_id == person.pk), None)


def others_than(meeting: Meeting, person: Person) -> list[Attendee]:
    """Return the others in a meeting that was read with its people. Asks nothing."""
    return [each for each in meeting.attendees.all() if each.person_id != person.pk]


def is_over(meeting: Meeting, at: datetime) -> bool:
    """Say whether the time of a meeting is past: then each is asked whether they met."""
    return meeting.ends_at is not None and meeting.ends_at <= at


def may_arrange(meeting: Meeting, at: datetime) -> bool:
    """Say whether a place and a time can still be found, or found anew."""
    if meeting.state == State.BOOKED:
        return not is_over(meeting, at)
    return meeting.state == State.ARRANGING


def may_arrange_again(meeting: Meeting, at: datetime) -> bool:
    """Say whether the time went by without a meeting that anybody has told of."""
    return meeting.state in {State.BOOKED, State.ENDED} and is_over(meeting, at)


def is_settled(meeting: Meeting) -> bool:
    """Say whether where and who pays are answered, so that it can be booked."""
    return bool(meeting.where and meeting.travel and meeting.cover)


def all_want_a_lesson(meeting: Meeting, now: Attendee | None = None) -> bool:
    """Say whether all who are still here would write a lesson together; ``now`` has just said so."""
    here = [each for each in meeting.attendees.all() if each.person_id is not None]
    wish = [
        each.wants_lesson or (now is not None and each.pk == now.pk and now.wants_lesson) for each in here
    ]
    return len(here) > 1 and all(wish)


def changes_from(meeting: Meeting, after: int) -> datetime | None:
    """Return when somebody who met is asked what changed: 30 or 90 days after it began."""
    return meeting.starts_at + timedelta(days=after) if meeting.starts_at else None


def may_say_change(meeting: Meeting, after: int, at: datetime) -> bool:
    """Say whether it is time to ask what changed."""
    begins = changes_from(meeting, after)
    return begins is not None and begins <= at
