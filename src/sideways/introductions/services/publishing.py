"""Sending a round out: each group is proposed once, whoever presses and whatever stops the worker."""

import time
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sideways.common.audit import audit
from sideways.common.batches import batches
from sideways.introductions.errors import (
    MayNotMeetError,
    RoundNotReadyError,
    RoundStoppedError,
)
from sideways.introductions.models import (
    Forbidden,
    Introduction,
    LeftOver,
    PlanGroup,
    PlanMember,
    Progress,
    Round,
    Skipped,
)
from sideways.introductions.queries import known_of, open_for_a_round
from sideways.introductions.round_queries import newest_plan
from sideways.introductions.rules import is_open, ordered
from sideways.introductions.services.proposing import introduction_propose, named_in
from sideways.introductions.services.rounds import plan_forget, round_held, work_begin, work_enqueue
from sideways.introductions.services.solving import Telling, work_claim
from sideways.introductions.services.wishes import wait_count
from sideways.people.models import Person

State = Round.State
BATCH = 500
AT_A_TIME_SECONDS = 20.0


@transaction.atomic
def round_publish(*, round: Round, by: Person, at: datetime) -> Round:  # noqa: A002 (the word of the design)
    """Send a round out. The worker proposes group after group. Twice, or two brokers at once, is once.

    Raises NotYourIntroductionError, RoundNotReadyError when there is no plan to send.
    """
    held = round_held(round, by)
    if held.state in {State.PUBLISHING, State.PUBLISHED}:
        return held
    if held.state != State.READY:
        raise RoundNotReadyError
    held.state, held.published_at, held.published_by = State.PUBLISHING, at, by
    held.save(update_fields=["state", "published_at", "published_by"])
    audit(action="round.published", subject=held, by=by, at=at)
    work_begin(held, Progress.Doing.PROPOSING, at)
    return held


def round_propose(*, round_id: UUID, at: datetime) -> int:
    """Propose the groups of a round that is being sent out and not proposed yet. Returns how many.

    For 20 seconds at a time, so that other jobs get their turn. Does nothing when it is not due, or another
    worker does it. What was done before the worker was killed stays done and is not done again.
    """
    claim = work_claim(round_id=round_id, begins=State.PUBLISHING, goes_on=State.PUBLISHING, at=at)
    if claim is None:
        return 0
    tell = Telling(round_id, claim)
    sending = Round.objects.select_related("published_by").get(pk=round_id)
    plan = newest_plan(sending)
    groups = PlanGroup.objects.filter(plan=plan)
    total, proposed = groups.count(), 0
    forbidden = set(Forbidden.objects.filter(round=sending).order_by().values_list("one", "other"))
    waiting = list(groups.filter(state=PlanGroup.State.PLANNED).order_by("pk").values_list("pk", flat=True))
    begun = time.monotonic()
    try:
        for number, pk in enumerate(waiting, total - len(waiting)):
            tell(100 * number / total, Progress.Doing.PROPOSING)
            if time.monotonic() - begun > AT_A_TIME_SECONDS:
                Progress.objects.filter(round=round_id, claim=claim).update(claim=None, tries=0)
                work_enqueue()
                return proposed
            proposed += _propose_group(sending, pk, forbidden, timezone.now())
        _finish(sending, claim)
    except RoundStoppedError:
        return proposed
    return proposed


@transaction.atomic
def _propose_group(sending: Round, pk: int, forbidden: Collection[tuple[int, int]], at: datetime) -> bool:
    group = PlanGroup.objects.select_for_update().get(pk=pk)
    if group.state == PlanGroup.State.DONE:
        return False
    group.state = PlanGroup.State.DONE
    group.save(update_fields=["state"])
    members = PlanMember.objects.filter(group=group).select_related("person__organisation").order_by("pk")
    people = [member.person for member in members]
    known = known_of(people)
    fit = [person for person in people if is_open(person, known, at)]
    is_done = _may_be_sent(fit, forbidden) and _propose(sending, group, fit, at)
    _skip(sending, people, fit, left_out=[] if is_done else fit)
    return is_done


def _may_be_sent(people: Sequence[Person], forbidden: Collection[tuple[int, int]]) -> bool:
    ids = [person.pk for person in people]
    pairs = [ordered(one, other) for one in ids for other in ids if one < other]
    return bool(pairs) and not any(pair in forbidden for pair in pairs)


def _propose(sending: Round, group: PlanGroup, people: Sequence[Person], at: datetime) -> bool:
    # A topic may be called like one of them.
    about = "" if named_in(group.about, people) else group.about
    try:
        introduction_propose(
            people=people,
            source=Introduction.Source.ROUND,
            about=about,
            reason=group.reason,
            at=at,
            by=sending.published_by,
            round=sending,
        )
    except MayNotMeetError:
        return False
    return True


def _skip(
    sending: Round, people: Sequence[Person], fit: Sequence[Person], *, left_out: Sequence[Person]
) -> None:
    reasons = {person.pk: Skipped.Why.NOT_OPEN for person in people if person not in fit}
    reasons |= {person.pk: Skipped.Why.PARTNER for person in left_out}
    Skipped.objects.bulk_create(
        (Skipped(round=sending, person_id=pk, why=why) for pk, why in reasons.items()),
        ignore_conflicts=True,
    )


@transaction.atomic
def _finish(sending: Round, claim: UUID) -> None:
    """Count the wait of all who got nobody, and forget the plan. Only the newest claim, and only once."""
    held = Round.objects.select_for_update().get(pk=sending.pk)
    mine = Progress.objects.filter(round=held, claim=claim)
    if held.state != State.PUBLISHING or not mine.exists():
        raise RoundStoppedError
    got_nobody = set(LeftOver.objects.filter(plan__round=held).values_list("person", flat=True))
    got_nobody |= set(Skipped.objects.filter(round=held).values_list("person", flat=True))
    at = timezone.now()
    waiting = [pk for pk in open_for_a_round(at).values_list("pk", flat=True) if pk in got_nobody]
    for some in batches(waiting, BATCH):
        wait_count(some, at)
    held.state = State.PUBLISHED
    held.proposed = Introduction.objects.filter(round=held).count()
    held.save(update_fields=["state", "proposed"])
    mine.update(claim=None, percent=100, tries=0)
    plan_forget(round=held)
