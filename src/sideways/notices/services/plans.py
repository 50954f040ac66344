"""What somebody wants to hear of, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef

from sideways.notices.kinds import kinds_sent
from sideways.notices.models import NoticePlan, Rhythm
from sideways.notices.queries import plan_of
from sideways.notices.rules import DAYS_SHOWN, due_at, rhythm_of

BEGUN_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody chose: a rhythm by the name of a kind, and the times."""

    rhythms: Mapping[str, str]
    hour: int
    weekday: int
    quiet_from: int | None
    quiet_until: int | None


@transaction.atomic
def notices_choose(*, person: Any, choices: Choices, at: datetime) -> NoticePlan:
    """Keep what somebody chose. Choosing the same changes nothing.

    What was off begins now, not where it ended. Raises ValueError for a rhythm that a kind does not have.
    """
    plan = _locked(person, at)
    plan.hour, plan.weekday = choices.hour, choices.weekday
    plan.quiet_from, plan.quiet_until = choices.quiet_from, choices.quiet_until
    _set_rhythms(plan, choices.rhythms, at)
    plan.save()
    return plan


@transaction.atomic
def notices_unsubscribe(*, person_id: int, kinds: Collection[str], at: datetime) -> None:
    """Send somebody no more e-mails of these kinds. Twice changes nothing, nor does it for who has left."""
    plan = NoticePlan.objects.select_for_update().filter(pk=person_id).first()
    if plan is None:
        return
    known = [kind.name for kind in kinds_sent() if kind.name in kinds]
    _set_rhythms(plan, dict.fromkeys(known, Rhythm.OFF), at)
    plan.save()


@transaction.atomic
def notices_see(*, person: Any, until: datetime, at: datetime) -> None:
    """Mark what happened until a moment as seen. An older page sent again marks nothing back.

    A moment to come counts as now, and one before all that is shown as the first of it: what people
    send may lie where no database can keep it.
    """
    until = max(min(until, at), at - timedelta(days=DAYS_SHOWN))
    plan = _locked(person, at)
    if plan.seen_at is None or plan.seen_at < until:
        plan.seen_at = until
        plan.save(update_fields=["seen_at"])


def plans_begin(*, at: datetime) -> int:
    """Begin a plan for everybody who has none yet, a thousand at a time, and return how many."""
    planned = NoticePlan.objects.filter(pk=OuterRef("pk"))
    without = get_user_model().objects.filter(~Exists(planned), is_active=True).order_by("pk")
    plans = [NoticePlan(person=person, begun_at=at) for person in without[:BEGUN_AT_ONCE]]
    for plan in plans:
        plan.due_at = due_at(plan, kinds_sent())
    NoticePlan.objects.bulk_create(plans, ignore_conflicts=True)
    return len(plans)


def plan_forget(*, person: Any) -> None:
    """Delete what somebody chose. Forgetting twice changes nothing."""
    NoticePlan.objects.filter(pk=person.pk).delete()


def _locked(person: Any, at: datetime) -> NoticePlan:
    NoticePlan.objects.bulk_create([plan_of(person, at=at)], ignore_conflicts=True)
    return NoticePlan.objects.select_for_update().get(pk=person.pk)


def _set_rhythms(plan: NoticePlan, rhythms: Mapping[str, str], at: datetime) -> None:
    for kind in kinds_sent():
        if kind.name not in rhythms:
            continue
        wanted = Rhythm(rhythms[kind.name])
        if wanted not in kind.rhythms:
            raise ValueError(f"{kind.name} is never told {wanted}.")
        if rhythm_of(plan, kind) == Rhythm.OFF and wanted != Rhythm.OFF:
            plan.told[kind.name] = at.isoformat()
        plan.choices[kind.name] = wanted.value
    plan.due_at = due_at(plan, kinds_sent())
