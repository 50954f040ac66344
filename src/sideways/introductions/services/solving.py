"""Working a round out: by the worker, who says how far it is, and who may be stopped or killed."""

import time
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from sideways.introductions import problem
from sideways.introductions.errors import RoundStoppedError
from sideways.introductions.models import LeftOver, Plan, PlanGroup, PlanMember, Progress, Round
from sideways.introductions.round_presenters import about_of, poor_of, reason_of, shared_topics
from sideways.introductions.round_queries import newest_plan, taking_part
from sideways.people.models import Person, Topic

State = Round.State
Doing = Progress.Doing
# Nobody has heard of the work for so long: whoever did it was killed.
SILENT_FOR = timedelta(minutes=2)
MOST_TRIES = 3
SAY_EVERY_SECONDS = 0.5
BATCH = 500
# Of the whole, reading and writing take about these shares.
READ_PERCENT, SOLVED_PERCENT = 10, 85


def work_claim(*, round_id: UUID, begins: State, goes_on: State, at: datetime) -> UUID | None:
    """Take up the work on a round that nobody does, and return the claim; None when somebody does it.

    After three tries that ended without a word, the round counts as gone wrong.
    """
    claim = uuid.uuid4()
    with transaction.atomic():
        held = Round.objects.select_for_update().filter(pk=round_id, state__in=[begins, goes_on]).first()
        if held is None:
            return None
        progress = Progress.objects.filter(round=held)
        free = progress.filter(Q(claim=None) | Q(beat_at__lte=at - SILENT_FOR))
        if progress.filter(tries__gte=MOST_TRIES).exists() and free.exists():
            held.state = State.FAILED if goes_on == State.SOLVING else held.state
            held.save(update_fields=["state"])
            progress.update(claim=None, tries=0)
            return None
        if not free.update(claim=claim, tries=F("tries") + 1, beat_at=at, percent=0, doing=Doing.READING):
            return None
        held.state = goes_on
        held.save(update_fields=["state"])
    return claim


class Telling:
    """Writes how far the work is, twice a second at most; ends it when the claim is no longer the newest."""

    def __init__(self, round_id: UUID, claim: UUID) -> None:
        self._mine = Progress.objects.filter(round=round_id, claim=claim)
        self._said = 0.0

    def __call__(self, percent: float, doing: str) -> None:
        if percent < 100 and time.monotonic() - self._said < SAY_EVERY_SECONDS:
            return
        self._said = time.monotonic()
        if not self._mine.update(percent=min(100, int(percent)), doing=doing, beat_at=timezone.now()):
            raise RoundStoppedError


def round_solve(*, round_id: UUID, at: datetime) -> Plan | None:
    """Work a round out and store the plan. Does nothing when it is not due, or another worker does it.

    Only a whole plan is ever stored. When the worker is killed, the round is taken up again.
    """
    claim = work_claim(round_id=round_id, begins=State.WAITING, goes_on=State.SOLVING, at=at)
    if claim is None:
        return None
    tell = Telling(round_id, claim)
    solving = Round.objects.get(pk=round_id)
    try:
        taking = taking_part(solving, at)
        span = SOLVED_PERCENT - READ_PERCENT
        found = problem.solved(
            taking, tell=lambda done, doing: tell(READ_PERCENT + span * done, _doing(doing))
        )
        return _store(solving, claim, taking, found, tell)
    except RoundStoppedError:
        return None


def _doing(told: str) -> str:
    return told if told in Doing.values else Doing.MATCHING


def _store(solving: Round, claim: UUID, taking: problem.Taking, found: problem.Solved, tell: Telling) -> Plan:
    tell(SOLVED_PERCENT, Doing.WRITING)
    groups = _groups(taking, found)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=solving.pk)
        if held.state != State.SOLVING or not Progress.objects.filter(round=held, claim=claim).exists():
            raise RoundStoppedError
        before = newest_plan(held)
        plan = _plan(held, taking, found, groups, before)
        PlanGroup.objects.filter(plan__round=held).delete()
        LeftOver.objects.filter(plan__round=held).delete()
        _store_people(plan, groups, found)
        held.state, held.ready_at = State.READY, timezone.now()
        held.save(update_fields=["state", "ready_at"])
        Progress.objects.filter(round=held).update(claim=None, tries=0, percent=100)
    return plan


def _groups(taking: problem.Taking, found: problem.Solved) -> list[tuple[PlanGroup, tuple[int, ...]]]:
    """Return the groups with the words that say why, not yet stored."""
    by_id = {person.pk: person for person in taking.people}
    names = dict(Topic.objects.order_by().values_list("pk", "name"))
    locked = {frozenset(group) for group in taking.locked}
    groups = []
    for ids, weight in zip(found.groups, found.weights, strict=True):
        people = [by_id[pk] for pk in ids]
        about = about_of([names[slug] for slug in shared_topics(people, taking.topics)])
        group = PlanGroup(
            weight=round(weight, 6),
            about=about,
            reason=reason_of(people, about, max(_waited(person) for person in people)),
            is_locked=frozenset(ids) in locked,
        )
        groups.append((group, ids))
    return groups


def _waited(person: Person) -> int:
    wish = getattr(person, "wish", None)
    return wish.waited if wish is not None else 0


def _plan(
    held: Round,
    taking: problem.Taking,
    found: problem.Solved,
    groups: Sequence[tuple[PlanGroup, tuple[int, ...]]],
    before: Plan | None,
) -> Plan:
    earlier = _sets_of(before)
    now = {frozenset(ids) for _, ids in groups}
    for group, ids in groups:
        group.is_new = before is not None and frozenset(ids) not in earlier
    nothing = {pk for group, ids in groups if not group.about for pk in ids}
    counted: dict[str, int] = {}
    for reason in found.left_over.values():
        counted[reason] = counted.get(reason, 0) + 1
    return Plan.objects.create(
        round=held,
        number=before.number + 1 if before is not None else 1,
        made_at=timezone.now(),
        people=len(taking.people),
        matched=sum(len(ids) for _, ids in groups),
        groups_count=len(groups),
        threes=sum(len(ids) == 3 for _, ids in groups),
        locked=sum(group.is_locked for group, _ in groups),
        sharing_nothing=sum(not group.about for group, _ in groups),
        weight=found.weight,
        bound=found.bound,
        is_best=found.is_best,
        left_over=counted,
        poor=poor_of(taking.people, found.left_over, nothing),
        new=len(now - earlier) if before is not None else 0,
        gone=len(earlier - now),
    )


def _sets_of(plan: Plan | None) -> set[frozenset[int]]:
    together: dict[int, list[int]] = {}
    for group, person in PlanMember.objects.filter(plan=plan).order_by().values_list("group", "person"):
        together.setdefault(group, []).append(person)
    return {frozenset(people) for people in together.values()}


def _store_people(
    plan: Plan, groups: Sequence[tuple[PlanGroup, tuple[int, ...]]], found: problem.Solved
) -> None:
    # Who left while the sum ran is in no row.
    ids = [pk for _, people in groups for pk in people] + list(found.left_over)
    gone = set(ids) - set(Person.objects.values_list("pk", flat=True))
    for group, _ in groups:
        group.plan = plan
    PlanGroup.objects.bulk_create([group for group, _ in groups], batch_size=BATCH)
    PlanMember.objects.bulk_create(
        (
            PlanMember(plan=plan, group=group, person_id=pk)
            for group, people in groups
            for pk in people
            if pk not in gone
        ),
        batch_size=BATCH,
    )
    LeftOver.objects.bulk_create(
        (
            LeftOver(plan=plan, person_id=pk, reason=reason)
            for pk, reason in found.left_over.items()
            if pk not in gone
        ),
        batch_size=BATCH,
    )
