"""Who may open a meeting: those in it, while they are peers."""

from sideways.meetings.models import Attendee
from sideways.people.models import Person
from sideways.people.trust import Reader, is_peer


def may_meet(reader: Reader) -> bool:
    """Say whether somebody has meetings at all: accounts of oversight, guardians and operators do not."""
    return isinstance(reader, Person) and is_peer(reader)


def is_here(attendee: Attendee) -> bool:
    """Say whether somebody in a meeting still has an account that can meet."""
    return attendee.person is not None and is_peer(attendee.person)
