"""What somebody says for themselves after they met. All of it can be skipped, changed and taken back."""

from datetime import date, datetime

from django.db import transaction

from sideways.meetings import rules
from sideways.meetings.errors import NotNowError
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.meetings.services.locking import locked_for, tell
from sideways.people.models import Person


@transaction.atomic
def intention_keep(*, meeting: Meeting, words: str, on: date | None, by: Person) -> Attendee:
    """Keep the one thing somebody will do, and by when, for themselves alone. Without words, nothing is kept.

    Raises NotYoursError, NotNowError, ValidationError.
    """
    _found, attendee = _met(meeting, by)
    attendee.intention, attendee.intention_by = words.strip(), on if words.strip() else None
    return _kept(attendee, "intention", "intention_by")


@transaction.atomic
def lesson_wish(*, meeting: Meeting, wishes: bool, by: Person, at: datetime) -> Attendee:
    """Say, or no longer say, that one would write a lesson together. It is told once all say so."""
    found, attendee = _met(meeting, by)
    if attendee.wants_lesson != wishes:
        attendee.wants_lesson = wishes
        attendee.save(update_fields=["wants_lesson"])
        all_want_it = rules.all_want_a_lesson(found, attendee)
        Meeting.objects.filter(pk=found.pk).update(lesson_at=at if all_want_it else None)
        if all_want_it:
            tell(found)
    return attendee


@transaction.atomic
def meeting_enough(*, meeting: Meeting, is_enough: bool, by: Person) -> Attendee:
    """Say, or no longer say, that once is enough. Nobody is told."""
    _found, attendee = _met(meeting, by)
    attendee.not_for_us = is_enough
    return _kept(attendee, "not_for_us")


@transaction.atomic
def reflection_keep(*, meeting: Meeting, words: str, by: Person) -> Attendee:
    """Keep what somebody wants to read in their own log. Without words, nothing is kept."""
    _found, attendee = _met(meeting, by)
    attendee.reflection = words.strip()
    return _kept(attendee, "reflection")


@transaction.atomic
def change_say(*, meeting: Meeting, after: int, what: str, words: str, by: Person, at: datetime) -> Change:
    """Say what changed, 30 or 90 days on. Saying it again replaces it.

    Raises NotYoursError, NotNowError before that day, ValidationError.
    """
    found, attendee = _met(meeting, by)
    if not rules.may_say_change(found, after, at):
        raise NotNowError
    change = Change.objects.filter(attendee=attendee, after=after).first() or Change(
        attendee=attendee, after=after
    )
    change.what, change.words, change.at = what, words.strip(), at
    change.clean_fields(exclude=["attendee"])
    change.save()
    return change


@transaction.atomic
def change_take_back(*, meeting: Meeting, after: int, by: Person) -> None:
    """Take back what one said changed: it is counted no more. Twice changes nothing."""
    _found, attendee = _met(meeting, by)
    Change.objects.filter(attendee=attendee, after=after).delete()


def _met(meeting: Meeting, by: Person) -> tuple[Meeting, Attendee]:
    found, attendee = locked_for(meeting, by)
    if attendee.met != Attendee.Met.YES:
        raise NotNowError
    return found, attendee


def _kept(attendee: Attendee, *fields: str) -> Attendee:
    attendee.clean_fields(exclude=["meeting", "person", "profession"])
    attendee.save(update_fields=fields)
    return attendee
