"""Whether they met: each says so privately, and what all say together is remembered once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sideways.common.audit import audit
from sideways.meetings import outcome, rules
from sideways.meetings.errors import NotNowError
from sideways.meetings.models import Attendee, Meeting
from sideways.meetings.services.locking import changed, locked_for
from sideways.people.models import Encounter, Person
from sideways.people.services import encounters_record

State = Meeting.State


@transaction.atomic
def meeting_answer(*, meeting: Meeting, met: str, by: Person, at: datetime) -> Attendee:
    """Say whether one met. The others do not learn the answer. One may change it; the same twice is once.

    What was remembered of who met whom stays: a later answer does not take it back. Raises NotYoursError,
    and NotNowError before the time is over.
    """
    found, attendee = locked_for(meeting, by)
    if not rules.is_over(found, at):
        raise NotNowError
    if attendee.met != met:
        attendee.met = Attendee.Met(met)
        attendee.save(update_fields=["met"])
        _settle(found, at)
    return attendee


@transaction.atomic
def meeting_again(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Arrange anew what fell through. Nobody is asked why. Twice changes nothing.

    Raises NotYoursError, NotNowError.
    """
    found, attendee = locked_for(meeting, by)
    if found.state == State.ARRANGING:
        return found
    if not rules.may_arrange_again(found, at):
        raise NotNowError
    found.state, found.starts_at, found.ends_at = State.ARRANGING, None, None
    found.sequence += 1
    found.attendees.update(met="")
    changed(found, attendee, at)
    audit(action="meeting.again", subject=found, by=by, at=at)
    return found


@transaction.atomic
def meetings_settle(*, at: datetime) -> int:
    """Settle the meetings of which nobody will say more: a week after. Returns how many."""
    over = Meeting.objects.filter(state=State.BOOKED, ends_at__lte=at - outcome.WAITED)
    found = list(over.select_for_update().order_by("pk"))
    for meeting in found:
        _settle(meeting, at)
    return len(found)


def _settle(meeting: Meeting, at: datetime) -> None:
    """Remember who met, as soon as it can be said.

    ``changed_at`` stays: it would tell when somebody answered.
    """
    if meeting.state == State.MET or meeting.starts_at is None or meeting.ends_at is None:
        return
    people = {each.pk: each for each in _present(meeting)}
    answers = {pk: each.met for pk, each in people.items()}
    met = outcome.who_met(answers, is_waiting=at < meeting.ends_at + outcome.WAITED)
    if met is None:
        return
    meeting.state = State.MET if met else State.ENDED
    meeting.save(update_fields=["state"])
    encounters_record(
        people=[person for pk in met if (person := people[pk].person)],
        how=Encounter.How(meeting.how),
        on=timezone.localdate(meeting.starts_at),
    )


def _present(meeting: Meeting) -> list[Attendee]:
    return list(Attendee.objects.filter(meeting=meeting, person__isnull=False).select_related("person"))
