"""Reads of patterns: what everybody sees, and the lessons a reader may open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncQuarter

from sideways.lessons.models import Lesson
from sideways.lessons.queries import in_list_order, lessons_readable, with_what_rows_show
from sideways.patterns.models import Edition, Pattern, PatternMember
from sideways.patterns.rules import LEAST_WORDS, may_show, stepped
from sideways.people.trust import Reader, State

QUARTERS_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What everybody sees of a pattern. Every number is a step: so many, or up to 4 more; 0 is fewer than 5.

    ``growth`` is how many lessons there were by the end of each quarter, by its first day.
    """

    pk: UUID
    month: date
    words: list[str]
    lessons: int
    services: list[tuple[str, int]]
    professions: list[tuple[str, int]]
    growth: list[tuple[date, int]]
    is_rising: bool


def patterns_shown() -> list[Shown]:
    """Return the patterns of the newest edition, those with the most lessons first. Two queries."""
    return list(_shown(Pattern.objects.all()))


def pattern_shown(pk: UUID) -> Shown | None:
    """Return a pattern as everybody sees it; None when too little of it is left to show. Two queries."""
    return next(_shown(Pattern.objects.filter(pk=pk)), None)


def newest_edition() -> date | None:
    """Return the month of the newest edition."""
    return Edition.objects.order_by("-pk").values_list("pk", flat=True).first()


def lessons_in(pk: UUID, reader: Reader) -> QuerySet[Lesson]:
    """Return the lessons of a pattern that this reader may open, in the order of lists."""
    return in_list_order(with_what_rows_show(lessons_readable(reader).filter(in_pattern__pattern=pk)))


@dataclass(slots=True)
class _Left:
    """What is left of a pattern's lessons: shared, and as they read when it was made."""

    services: Counter[str]
    professions: Counter[str]
    quarters: Counter[date]


def _shown(patterns: QuerySet[Pattern]) -> Iterator[Shown]:
    rows = list(patterns)
    left = _left(rows)
    for pattern in rows:
        counted = left[pattern.pk]
        lessons = counted.quarters.total()
        gone = pattern.lessons - lessons
        words = [word for word, organisations in pattern.words if may_show(lessons, organisations - gone)]
        if may_show(lessons, pattern.organisations - gone) and len(words) >= LEAST_WORDS:
            yield Shown(
                pk=pattern.pk,
                month=pattern.edition_id,
                words=words,
                lessons=stepped(lessons),
                services=_steps(pattern.services, counted.services, gone),
                professions=_steps(pattern.professions, counted.professions, gone),
                growth=_growth(counted.quarters, pattern.edition_id),
                is_rising=pattern.is_rising,
            )


def _left(patterns: Iterable[Pattern]) -> defaultdict[UUID, _Left]:
    left: defaultdict[UUID, _Left] = defaultdict(lambda: _Left(Counter(), Counter(), Counter()))
    still = PatternMember.objects.filter(
        pattern__in=patterns, lesson__state=State.SHARED, lesson__version=F("version")
    )
    grouped = still.order_by().annotate(quarter=TruncQuarter("lesson__shared_at"))
    columns = ("pattern", "lesson__service", "lesson__profession", "quarter")
    for pk, service, profession, quarter, count in grouped.values_list(*columns).annotate(count=Count("pk")):
        left[pk].services[service] += count
        left[pk].professions[profession or ""] += count
        left[pk].quarters[quarter.date()] += count
    return left


def _steps(stored: list[tuple[str, int]], counted: Counter[str], gone: int) -> list[tuple[str, int]]:
    """Return those that may be shown, most first."""
    shown = [
        (value, stepped(counted[value]))
        for value, organisations in stored
        if may_show(counted[value], organisations - gone)
    ]
    return sorted(shown, key=lambda pair: (-pair[1], pair[0]))


def _growth(quarters: Counter[date], month: date) -> list[tuple[date, int]]:
    last = month.year * 4 + (month.month - 1) // 3
    shown = [date(n // 4, n % 4 * 3 + 1, 1) for n in range(last - QUARTERS_SHOWN + 1, last + 1)]
    return [
        (quarter, stepped(sum(count for begun, count in quarters.items() if begun <= quarter)))
        for quarter in shown
    ]
