"""Reads of notices. Each asks the features, and so the rules of trust, anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Min, QuerySet

from sideways.notices.kinds import Item, NoticeKind, kinds_for, kinds_sent, kinds_sent_to
from sideways.notices.models import NoticePlan, OutgoingEmail
from sideways.notices.rules import DAYS_SHOWN, due_at, rhythm_of, told_until

# A request takes seconds from its clock to its commit. What is younger than this is left for the next
# look, or something committed late would never be told.
SETTLED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that happened, and of what kind it is."""

    kind: NoticeKind
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened of one kind since the last look, newest first."""

    kind: NoticeKind
    items: list[Item]


def notices_of(person: Any, *, at: datetime) -> list[Notice]:
    """Return what happened to somebody in the last 30 days, newest first, whatever they get by e-mail."""
    since = at - timedelta(days=DAYS_SHOWN)
    found = [
        Notice(kind=kind, item=item) for kind in kinds_for(person) for item in kind.source(person, since, at)
    ]
    return sorted(_told_once(found), key=lambda notice: notice.item.at, reverse=True)


def _told_once(found: Iterable[Notice]) -> Iterator[Notice]:
    told: set[str] = set()
    for notice in sorted(found, key=lambda notice: (notice.item.at, notice.kind.name)):
        if notice.item.once not in told:
            yield notice
        if notice.item.once:
            told.add(notice.item.once)


def news_for(plan: NoticePlan, kinds: list[NoticeKind], *, at: datetime) -> list[News]:
    """Return what somebody has not been told yet of some kinds; the kind with the newest comes first."""
    oldest = at - timedelta(days=DAYS_SHOWN)
    person, found = plan.person, list[Notice]()
    for kind in kinds:
        if kind.concerns(person):
            since = max(told_until(plan, kind), oldest) - SETTLED
            found += [Notice(kind=kind, item=item) for item in kind.source(person, since, at - SETTLED)]
    by_kind: dict[str, News] = {}
    for notice in sorted(_told_once(found), key=lambda notice: notice.item.at, reverse=True):
        news = by_kind.setdefault(notice.kind.name, News(kind=notice.kind, items=[]))
        news.items.append(notice.item)
    return list(by_kind.values())


def plan_of(person: Any, *, at: datetime) -> NoticePlan:
    """Return somebody's plan, or the one they would begin with, unsaved."""
    plan = NoticePlan.objects.filter(pk=person.pk).first()
    if plan is None:
        plan = NoticePlan(person=person, begun_at=at)
        plan.due_at = due_at(plan, kinds_sent())
    return plan


class Waiting(NamedTuple):
    """How many e-mails wait to be sent, and since when the oldest does."""

    total: int
    oldest: datetime | None


def emails_waiting() -> Waiting:
    """Return how much is in the outbox. One query."""
    waiting = OutgoingEmail.objects.filter(failed_at=None)
    return Waiting(**waiting.aggregate(total=Count("pk"), oldest=Min("created_at")))


def emails_failed() -> QuerySet[OutgoingEmail]:
    """Return the e-mails we gave up on, newest first, without what they say."""
    failed = OutgoingEmail.objects.filter(failed_at__isnull=False)
    return failed.defer("text", "html", "unsubscribe_url").order_by("-failed_at", "-pk")


def export_of(person: Any) -> dict[str, Any]:
    """Return what somebody has chosen to hear of, and when."""
    plan = NoticePlan.objects.filter(pk=person.pk).first()
    if plan is None:
        return {}
    return {
        "e-mails": {str(kind.title): str(rhythm_of(plan, kind).label) for kind in kinds_sent_to(person)},
        "hour": plan.hour,
        "weekday": plan.weekday,
        "quiet_hours": [plan.quiet_from, plan.quiet_until],
        "looked_until": plan.told,
        "marked_as_seen_at": plan.seen_at,
        "begun_at": plan.begun_at,
    }
