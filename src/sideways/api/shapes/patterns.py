"""A pattern: what many lessons are about."""

from datetime import date
from uuid import UUID

from sideways.api.fields import Told
from sideways.patterns.presenters import title_of
from sideways.patterns.queries import Shown


class CountTold(Told):
    """How many lessons of a pattern a service or profession has."""

    code: str
    lessons_at_least: int


class QuarterTold(Told):
    """How many lessons a pattern had by the end of a quarter."""

    begins: date
    lessons_at_least: int


class PatternTold(Told):
    """What many lessons are about: at least 5 of them, from at least 3 organisations."""

    id: UUID
    month: date
    title: str
    words: list[str]
    lessons_at_least: int
    is_rising: bool
    services: list[CountTold]
    professions: list[CountTold]
    growth: list[QuarterTold]


class PatternList(Told):
    """The patterns of the newest month; none where there are too few lessons yet."""

    month: date | None
    items: list[PatternTold]


class PatternRead(Told):
    """A pattern, and the ids of some of its lessons that you may open."""

    pattern: PatternTold
    lessons: list[UUID]
    next: str | None


def pattern_told(shown: Shown) -> PatternTold:
    """Return a pattern as everybody sees it."""
    return PatternTold(
        id=shown.pk,
        month=shown.month,
        title=title_of(shown),
        words=shown.words,
        lessons_at_least=shown.lessons,
        is_rising=shown.is_rising,
        services=[CountTold(code=code, lessons_at_least=count) for code, count in shown.services],
        professions=[CountTold(code=code, lessons_at_least=count) for code, count in shown.professions],
        growth=[QuarterTold(begins=begins, lessons_at_least=count) for begins, count in shown.growth],
    )
