"""What a broker does with a round, and what the calendar does: begin, fix, run again, stop."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from sideways.common.audit import audit
from sideways.introductions.errors import NotYourIntroductionError, RoundNotReadyError
from sideways.introductions.models import (
    Forbidden,
    LeftOver,
    PlanGroup,
    PlanMember,
    Progress,
    Round,
    Skipped,
)
from sideways.introductions.models.rounds import EVERYBODY
from sideways.introductions.round_queries import groups_shown, newest_plan
from sideways.introductions.rules import is_on_desk, ordered
from sideways.people.models import Person, Place, Topic

State = Round.State
KEPT = timedelta(days=30)
# A round of the month that could not begin on its day begins within a week of it, or not at all.
LATE_BY = timedelta(days=7)
WORK = "sideways.introductions.round_tasks.rounds_work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Over whom a round is: everybody, or those of one topic, place or region."""

    topic: Topic | None = None
    place: Place | None = None
    region: str = ""

    @property
    def name(self) -> str:
        """Return it in a word."""
        if self.topic is not None:
            return f"topic:{self.topic.pk}"
        if self.place is not None:
            return f"place:{self.place.pk}"
        return f"region:{self.region}" if self.region else EVERYBODY


@transaction.atomic
def round_begin(
    *, at: datetime, by: Person | None = None, scope: Scope | None = None, month: date | None = None
) -> Round:
    """Begin a round, which the worker takes up. One that is not over for these people is returned instead.

    Raises NotYourIntroductionError unless ``by`` makes introductions; without ``by`` it begins by itself.
    """
    if by is not None and not is_on_desk(by):
        raise NotYourIntroductionError
    scope = scope or Scope()
    begun, is_new = Round.objects.get_or_create(
        scope=scope.name,
        state__in=Round.NOT_OVER,
        defaults={
            "topic": scope.topic,
            "place": scope.place,
            "region": scope.region,
            "month": month,
            "begun_at": at,
            "begun_by": by,
            "state": State.WAITING,
        },
    )
    if is_new:
        Progress.objects.create(round=begun, beat_at=at)
        audit(action="round.begun", subject=begun, by=by, at=at)
        work_enqueue()
    return begun


def work_begin(held: Round, doing: Progress.Doing, at: datetime) -> None:
    """Say that work on a round begins anew, and let the worker take it up."""
    begun = {"claim": None, "tries": 0, "percent": 0, "doing": doing, "beat_at": at}
    Progress.objects.update_or_create(round=held, defaults=begun)
    work_enqueue()


def work_enqueue() -> None:
    """Let the worker look for rounds to work on, once what was just written is there."""
    transaction.on_commit(import_string(WORK).enqueue)


def first_monday(month: date) -> date:
    """Return the first Monday of a month.

    >>> first_monday(date(2026, 11, 28)), first_monday(date(2026, 6, 1))
    (datetime.date(2026, 11, 2), datetime.date(2026, 6, 1))
    """
    first = month.replace(day=1)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def round_of_the_month(*, at: datetime) -> Round | None:
    """Begin the round of this month on its first Monday, if the operator wants that. Once a month.

    When one over everybody is not over yet, that one is the round of the month.
    """
    today = timezone.localdate(at)
    monday, month = first_monday(today), today.replace(day=1)
    is_due = settings.ROUND_EVERY_MONTH and monday <= today < monday + LATE_BY
    if not is_due or Round.objects.filter(month=month).exists():
        return None
    begun = round_begin(at=at, month=month)
    Round.objects.filter(pk=begun.pk, month=None).update(month=month)
    return begun


@transaction.atomic
def round_again(*, round: Round, by: Person, at: datetime) -> Round:  # noqa: A002 (the word of the design)
    """Work a round out again, around what is locked and without what is forbidden.

    While it is being worked out already, that changes nothing. Raises NotYourIntroductionError,
    RoundNotReadyError when it is over.
    """
    held = round_held(round, by)
    if held.state in {State.WAITING, State.SOLVING}:
        return held
    if held.state not in {State.READY, State.FAILED}:
        raise RoundNotReadyError
    held.state = State.WAITING
    held.save(update_fields=["state"])
    audit(action="round.again", subject=held, by=by, at=at)
    work_begin(held, Progress.Doing.WAITING, at)
    return held


@transaction.atomic
def round_cancel(*, round: Round, by: Person, at: datetime) -> Round:  # noqa: A002 (the word of the design)
    """Stop a round for good, whatever the worker does. Twice changes nothing.

    Raises NotYourIntroductionError, RoundNotReadyError when it is sent out or about to be.
    """
    held = round_held(round, by)
    if held.state == State.CANCELLED:
        return held
    if held.state in {State.PUBLISHING, State.PUBLISHED}:
        raise RoundNotReadyError
    held.state = State.CANCELLED
    held.save(update_fields=["state"])
    Progress.objects.filter(round=held).update(claim=None)
    plan_forget(round=held)
    audit(action="round.cancelled", subject=held, by=by, at=at)
    return held


@transaction.atomic
def group_lock(*, group: PlanGroup, is_locked: bool, by: Person) -> PlanGroup:
    """Let a group stand as it is whenever the round is worked out again, or no longer."""
    held = _group_held(group, by)
    if held.is_locked != is_locked:
        held.is_locked = is_locked
        held.save(update_fields=["is_locked"])
    return held


@transaction.atomic
def group_forbid(*, group: PlanGroup, by: Person, at: datetime) -> PlanGroup:
    """Keep the people of a group apart in this round: neither sent out so, nor planned again."""
    held = _group_held(group, by)
    people = PlanMember.objects.filter(group=held).order_by("person").values_list("person", flat=True)
    for one, other in combinations(people, 2):
        first, second = ordered(one, other)
        Forbidden.objects.get_or_create(
            round=held.plan.round, one_id=first, other_id=second, defaults={"by": by, "at": at}
        )
    PlanGroup.objects.filter(pk=held.pk).update(is_locked=False)
    return held


@transaction.atomic
def group_allow(*, group: PlanGroup, by: Person) -> PlanGroup:
    """Let the people of a group be together again. Twice changes nothing."""
    held = _group_held(group, by)
    people = list(PlanMember.objects.filter(group=held).values_list("person", flat=True))
    Forbidden.objects.filter(round=held.plan.round, one__in=people, other__in=people).delete()
    return held


@transaction.atomic
def pair_allow(*, round: Round, forbidden_id: int, by: Person) -> None:  # noqa: A002 (the word of the design)
    """Let two people be together again in this round. Twice changes nothing."""
    held = round_held(round, by)
    if held.state != State.READY:
        raise RoundNotReadyError
    Forbidden.objects.filter(pk=forbidden_id, round=held).delete()


def round_held(round: Round, by: Person) -> Round:  # noqa: A002 (the word of the design)
    """Return the round as it is now, held until the transaction ends."""
    if not is_on_desk(by):
        raise NotYourIntroductionError
    return Round.objects.select_for_update().get(pk=round.pk)


def _group_held(group: PlanGroup, by: Person) -> PlanGroup:
    """Return a group of the newest plan of a round that is ready, which the broker may see."""
    held = round_held(group.plan.round, by)
    newest = newest_plan(held)
    if held.state != State.READY or newest is None or group.plan_id != newest.pk:
        raise RoundNotReadyError
    found = groups_shown(newest, by).select_related("plan__round").filter(pk=group.pk).first()
    if found is None:
        raise NotYourIntroductionError
    return found


def plan_forget(*, round: Round) -> None:  # noqa: A002 (the word of the design)
    """Delete who is in which group of a round, and who is in none. The numbers stay."""
    PlanMember.objects.filter(plan__round=round).delete()
    PlanGroup.objects.filter(plan__round=round).delete()
    LeftOver.objects.filter(plan__round=round).delete()
    Forbidden.objects.filter(round=round).delete()


@transaction.atomic
def plans_forget(*, at: datetime) -> int:
    """Delete plans that are 30 days old, and who was left out when one was sent out. Returns how many."""
    old = Q(ready_at__lte=at - KEPT) | Q(ready_at=None, begun_at__lte=at - KEPT)
    stale = Round.objects.filter(old, state__in=[State.WAITING, State.SOLVING, State.READY, State.FAILED])
    forgotten = 0
    for each in stale:
        each.state = State.CANCELLED
        each.save(update_fields=["state"])
        plan_forget(round=each)
        forgotten += 1
    Skipped.objects.filter(round__published_at__lte=at - KEPT).delete()
    return forgotten


@transaction.atomic
def rounds_erase(*, person: Person) -> None:
    """Take somebody out of all plans, and their name off the rounds they began. Twice changes nothing."""
    PlanMember.objects.filter(person=person).delete()
    LeftOver.objects.filter(person=person).delete()
    Skipped.objects.filter(person=person).delete()
    Forbidden.objects.filter(Q(one=person) | Q(other=person)).delete()
    Forbidden.objects.filter(by=person).update(by=None)
    Round.objects.filter(begun_by=person).update(begun_by=None)
    Round.objects.filter(published_by=person).update(published_by=None)
