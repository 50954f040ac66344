"""When the time is over, and what a broker does before: remind, close, forget."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from sideways.common.audit import audit
from sideways.introductions.desk_queries import on_desk_of
from sideways.introductions.errors import IntroductionOverError, NotYourIntroductionError, RemindedLatelyError
from sideways.introductions.models import Introduction, Party
from sideways.introductions.rules import CHANNEL, CLOSED_KEPT, may_remind, waits_for_people
from sideways.introductions.services.wishes import wait_count, wishes_begun
from sideways.live.models import News
from sideways.live.services import news_add
from sideways.meetings.models import Meeting
from sideways.people.models import Person

State, Answer = Introduction.State, Party.Answer


def introductions_close_due(*, at: datetime) -> int:
    """Close what has come to its end without a yes of all. Returns how many.

    Whoever said yes has waited a round more, whoever said nothing has been silent once more.
    """
    due = Introduction.objects.filter(state=State.PROPOSED, ends_at__lte=at).values_list("pk", flat=True)
    return sum(_close_due(pk, at) for pk in list(due))


@transaction.atomic
def _close_due(pk: UUID, at: datetime) -> bool:
    locked = Introduction.objects.select_for_update().get(pk=pk)
    if locked.state != State.PROPOSED or locked.ends_at > at:
        return False
    silent = [party.person_id for party in locked.parties.filter(answer=Answer.NONE) if party.person_id]
    wishes_begun(silent).update(silent=F("silent") + 1)
    _close(locked, at)
    return True


@transaction.atomic
def introduction_close(*, introduction: Introduction, by: Person, at: datetime) -> Introduction:
    """Close before the time is over, as a broker. Its people are all told at once, and not why.

    Closing twice changes nothing. Nobody counts as silent whose time was not over.
    Raises NotYourIntroductionError, IntroductionOverError once all have said yes.
    """
    locked = desk_locked(introduction, by)
    if locked.state == State.CLOSED:
        return locked
    if locked.state == State.ACCEPTED:
        raise IntroductionOverError
    _close(locked, at, by)
    return locked


@transaction.atomic
def introduction_remind(*, introduction: Introduction, by: Person, at: datetime) -> Introduction:
    """Remind, as a broker, whoever has not answered, or all who are to choose a time.

    The broker does not learn whom it goes to. Raises NotYourIntroductionError, IntroductionOverError,
    RemindedLatelyError within three days of the last one.
    """
    locked = desk_locked(introduction, by)
    if not waits_for_people(locked, at):
        raise IntroductionOverError
    if not may_remind(locked, at):
        raise RemindedLatelyError
    locked.reminded_at = at
    locked.save(update_fields=["reminded_at"])
    audit(action="introduction.reminded", subject=locked, by=by, at=at)
    return locked


@transaction.atomic
def introductions_forget(*, at: datetime) -> int:
    """Delete what ended more than 90 days ago; with a meeting, once that is over. Returns how many."""
    still = Q(meeting__state__in=[Meeting.State.ARRANGING, Meeting.State.BOOKED])
    old = Introduction.objects.filter(over_at__lte=at - CLOSED_KEPT).exclude(still)
    return old.delete()[1].get(Introduction._meta.label, 0)


def desk_locked(introduction: Introduction, by: Person) -> Introduction:
    """Return an introduction that this broker may see, held until the transaction ends."""
    Introduction.objects.select_for_update().filter(pk=introduction.pk).first()
    locked = on_desk_of(by).filter(pk=introduction.pk).first()
    if locked is None:
        raise NotYourIntroductionError
    return locked


def _close(introduction: Introduction, at: datetime, by: Person | None = None) -> None:
    willing = [each.person_id for each in introduction.parties.filter(answer=Answer.YES) if each.person_id]
    wait_count(willing, at)
    introduction.state, introduction.over_at = State.CLOSED, at
    introduction.save(update_fields=["state", "over_at"])
    news_add(channel=CHANNEL, what=News.What.CHANGED, subject=introduction.pk)
    audit(action="introduction.closed", subject=introduction, by=by, at=at)
