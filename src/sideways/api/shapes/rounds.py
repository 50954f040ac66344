"""Rounds as they go in and out, for brokers."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from sideways.api.fields import Line, Sent, Told, one_of, words
from sideways.introductions.models import LeftOver, Plan, Round
from sideways.introductions.round_presenters import GroupRow, doing_words, scope_words


class PlanTold(Told):
    """A plan in numbers. No plan that keeps what is locked weighs more than its bound."""

    number: int
    made_at: datetime
    people: int
    matched: int
    groups: int
    groups_of_three: int
    locked: int
    new: int
    gone: int
    weight: float
    bound: float
    is_best: bool = Field(description="Whether it is proved that no plan is better")
    left_over: dict[str, int] = Field(
        description=f"How many are in no group, by reason: {', '.join(LeftOver.Reason.values)}"
    )


class RoundTold(Told):
    """A round: over whom, how far it is, and its plans, the oldest first."""

    id: UUID
    who: str
    state: str = one_of(Round.State)
    begun_at: datetime
    percent: int
    doing: str
    proposed: int
    plans: list[PlanTold]


class Rounds(Told):
    """Some rounds, the newest first."""

    items: list[RoundTold]
    next: str | None


class NewRound(Sent):
    """Over whom a round is: everybody, topic:fit-notes, region:Wales or place:E08000004."""

    scope: Line = words(140, examples=["everybody"])


class RoundGroup(Told):
    """Two or three people of a plan. Nobody of them has heard of it."""

    id: int
    people: list[str]
    reason: str
    is_locked: bool
    is_new: bool
    is_forbidden: bool


class RoundGroups(Told):
    """Some groups of the newest plan, the weakest first."""

    items: list[RoundGroup]
    next: str | None


class GroupFixed(Sent):
    """Whether a group stays as it is, or must not be."""

    is_locked: bool = Field(strict=True)
    is_forbidden: bool = Field(strict=True)


def plan_told(plan: Plan) -> PlanTold:
    """Return a plan in numbers."""
    return PlanTold(
        number=plan.number,
        made_at=plan.made_at,
        people=plan.people,
        matched=plan.matched,
        groups=plan.groups_count,
        groups_of_three=plan.threes,
        locked=plan.locked,
        new=plan.new,
        gone=plan.gone,
        weight=plan.weight,
        bound=plan.bound,
        is_best=plan.is_best,
        left_over=plan.left_over,
    )


def round_told(each: Round) -> RoundTold:
    """Return a round. Its progress and plans have been read."""
    progress = getattr(each, "progress", None)
    return RoundTold(
        id=each.pk,
        who=scope_words(each),
        state=each.state,
        begun_at=each.begun_at,
        percent=progress.percent if progress else 0,
        doing=doing_words(progress) if progress else "",
        proposed=each.proposed,
        plans=[plan_told(plan) for plan in each.plans.all()],
    )


def group_told(row: GroupRow) -> RoundGroup:
    """Return a group as a broker sees it."""
    return RoundGroup(
        id=row.pk,
        people=row.people,
        reason=row.reason,
        is_locked=row.is_locked,
        is_new=row.is_new,
        is_forbidden=row.is_forbidden,
    )
