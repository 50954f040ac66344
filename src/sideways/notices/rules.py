"""When somebody is told what. All times of day are those of the site's time zone."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import cache, partial

from django.utils import timezone

from sideways.notices.kinds import NoticeKind
from sideways.notices.models import NoticePlan, Rhythm

AT_ONCE_EVERY = timedelta(minutes=1)
DAYS_SHOWN = 30


def rhythm_of(plan: NoticePlan, kind: NoticeKind) -> Rhythm:
    """Return the rhythm somebody chose for a kind, or its own."""
    chosen = plan.choices.get(kind.name)
    return Rhythm(chosen) if chosen in kind.rhythms else kind.default


def told_until(plan: NoticePlan, kind: NoticeKind) -> datetime:
    """Return until when we have looked for this person and kind."""
    told = plan.told.get(kind.name)
    return datetime.fromisoformat(told) if told else plan.begun_at


def next_look(plan: NoticePlan, rhythm: Rhythm, after: datetime) -> datetime | None:
    """Return the first moment of a rhythm after another moment; quiet hours delay it."""
    if rhythm == Rhythm.OFF:
        return None
    if rhythm == Rhythm.AT_ONCE:
        return _after_quiet(plan, after + AT_ONCE_EVERY)
    days = range(8) if rhythm == Rhythm.WEEKLY else range(2)
    moments = (_on_day(plan, after, day) for day in days)
    found = next(
        moment
        for moment in moments
        if moment > after and (rhythm == Rhythm.DAILY or moment.weekday() == plan.weekday)
    )
    return _after_quiet(plan, found)


def kinds_due(plan: NoticePlan, kinds: Iterable[NoticeKind], at: datetime) -> list[NoticeKind]:
    """Return the kinds to look for now."""
    return [kind for kind, when in _looks(plan, kinds) if when is not None and when <= at]


def due_at(plan: NoticePlan, kinds: Iterable[NoticeKind]) -> datetime | None:
    """Return when to look next for this person; None when every kind is off."""
    return min((when for _, when in _looks(plan, kinds) if when is not None), default=None)


def _looks(plan: NoticePlan, kinds: Iterable[NoticeKind]) -> Iterator[tuple[NoticeKind, datetime | None]]:
    """Return when to look next for each kind. Most have the same rhythm, and were looked for together."""
    look = cache(partial(next_look, plan))
    for kind in kinds:
        yield kind, look(rhythm_of(plan, kind), told_until(plan, kind))


def _on_day(plan: NoticePlan, start: datetime, days: int) -> datetime:
    # Spread over the hour, or everybody would be looked for in the same minute.
    clock = time(plan.hour, plan.pk % 60)
    day = timezone.localtime(start).date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, clock))


def _after_quiet(plan: NoticePlan, moment: datetime) -> datetime:
    if plan.quiet_from is None or plan.quiet_until is None:
        return moment
    local = timezone.localtime(moment)
    start, end = plan.quiet_from, plan.quiet_until
    within = start <= local.hour < end if start < end else start != end and not end <= local.hour < start
    if not within:
        return moment
    day = local.date() + timedelta(days=1 if local.hour >= end else 0)
    return timezone.make_aware(datetime.combine(day, time(end)))
