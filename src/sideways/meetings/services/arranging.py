"""Where, for how long, who pays, and when each can."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.meetings import rules, slots
from sideways.meetings.errors import NotNowError, TooManySlotsError
from sideways.meetings.models import Attendee, Meeting, Slot
from sideways.meetings.services.locking import changed, locked_for
from sideways.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where they meet, for how long, and who pays."""

    where: str
    place: str = ""
    link: str = ""
    minutes: int = 60
    travel: str = ""
    cover: str = ""


@transaction.atomic
def meeting_plan(*, meeting: Meeting, plan: Plan, by: Person, at: datetime) -> Meeting:
    """Answer where they meet, for how long, and who pays. Any of them may; the same twice changes nothing.

    How long is settled once a time is booked. Raises NotYoursError, NotNowError, ValidationError.
    """
    found, attendee = locked_for(meeting, by)
    if not rules.may_arrange(found, at):
        raise NotNowError
    is_video = plan.where == Meeting.Where.VIDEO
    minutes = found.minutes if found.state == Meeting.State.BOOKED else plan.minutes
    wanted = {
        "where": plan.where,
        "place": "" if is_video else plan.place.strip(),
        "link": plan.link.strip() if is_video else "",
        "minutes": minutes,
        "travel": plan.travel,
        "cover": plan.cover,
    }
    if not is_video and not wanted["place"]:
        raise ValidationError({"place": _("Name the place")})
    if all(getattr(found, name) == value for name, value in wanted.items()):
        return found
    for name, value in wanted.items():
        setattr(found, name, value)
    found.clean_fields(exclude=["changed_by"])
    changed(found, attendee, at)
    return found


@transaction.atomic
def step_free_say(*, meeting: Meeting, needs: bool, by: Person, at: datetime) -> Meeting:
    """Say, or no longer say, that one needs a place without steps. Nobody is told who of them, or why."""
    found, attendee = locked_for(meeting, by)
    if attendee.step_free != needs:
        attendee.step_free = needs
        attendee.save(update_fields=["step_free"])
        changed(found, attendee, at)
    return found


@transaction.atomic
def slots_offer(*, meeting: Meeting, spans: Collection[slots.Span], by: Person, at: datetime) -> list[Slot]:
    """Offer the times when one can, in place of those one offered before. The same twice changes nothing.

    Raises NotYoursError, NotNowError, TooManySlotsError, and ValidationError for a time that is past or
    too long.
    """
    found, attendee = locked_for(meeting, by)
    if not rules.may_arrange(found, at):
        raise NotNowError
    wanted = slots.merged(spans)
    before = list(attendee.slots.all())
    if [(slot.starts_at, slot.ends_at) for slot in before] == wanted:
        return before
    kept = {(slot.starts_at, slot.ends_at) for slot in before}
    if len(wanted) > rules.MOST_SLOTS:
        raise TooManySlotsError
    for span in spans:
        if not slots.fits(kept, span):
            _refuse_odd(span, at)
    attendee.slots.all().delete()
    new = Slot.objects.bulk_create(
        Slot(attendee=attendee, starts_at=start, ends_at=end) for start, end in wanted
    )
    changed(found, attendee, at)
    return new


def _refuse_odd(span: slots.Span, at: datetime) -> None:
    start, end = span
    if start <= at:
        raise ValidationError({"starts": _("This time is past. Choose a later one")})
    if start > at + timedelta(days=366):
        raise ValidationError({"starts": _("Choose a time within a year")})
    if end - start > timedelta(hours=2 * rules.LONGEST_SLOT_HOURS):
        raise ValidationError({"ends": _("Choose a shorter time")})


def offered_by(attendees: Collection[Attendee]) -> list[list[slots.Span]]:
    """Return what each has offered, from attendees that were read with their slots."""
    return [[(slot.starts_at, slot.ends_at) for slot in each.slots.all()] for each in attendees]
