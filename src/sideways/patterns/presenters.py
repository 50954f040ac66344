"""Patterns in words. Nothing here asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext

from sideways.lessons.presenters.author import IN_SERVICE
from sideways.patterns.queries import Shown
from sideways.people.levels import Service

BAR_WIDTH = 120
WORDS_IN_TITLE = 3
SERVICES_IN_TITLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a table: what it is, the figure in words, and how long its bar is, in pixels."""

    label: str
    text: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPage:
    """A pattern as it stands on a page."""

    pk: UUID
    title: str
    text: str
    words: str
    growth: list[Bar]
    services: list[Bar]
    professions: list[Bar]
    is_rising: bool


def pattern_pages(patterns: Iterable[Shown], professions: Mapping[str, str]) -> list[PatternPage]:
    """Return patterns in words. ``professions`` are the names of all."""
    return [pattern_page(pattern, professions) for pattern in patterns]


def pattern_page(pattern: Shown, professions: Mapping[str, str]) -> PatternPage:
    """Return one pattern in words."""
    return PatternPage(
        pk=pattern.pk,
        title=title_of(pattern),
        text=gettext("%(count)s lessons or more, from at least 3 organisations") % {"count": pattern.lessons},
        words=", ".join(map(_inside, pattern.words)),
        growth=_bars((quarter_words(quarter, pattern.month), count) for quarter, count in pattern.growth),
        services=_bars((str(Service(service).label), count) for service, count in pattern.services),
        professions=_bars((professions.get(code, code), count) for code, count in pattern.professions),
        is_rising=pattern.is_rising,
    )


def title_of(pattern: Shown) -> str:
    """Name a pattern by what tells it best, and where it was met: Transport, weekend: in the NHS."""
    about = capfirst(", ".join(map(_inside, pattern.words[:WORDS_IN_TITLE])))
    places = [str(IN_SERVICE[Service(service)]) for service, _ in pattern.services]
    if len(places) > SERVICES_IN_TITLE:
        places = [*places[:SERVICES_IN_TITLE], gettext("elsewhere")]
    if not places:
        return about
    return gettext("%(about)s: %(places)s") % {
        "about": about,
        "places": get_text_list(places, gettext("and")),
    }


def _inside(name: str) -> str:
    """Return the name of a topic as it stands inside a sentence: SEND stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def month_words(month: date) -> str:
    """Write a month: November 2026."""
    return date_format(month, "F Y")


def quarter_words(quarter: date, newest: date) -> str:
    """Write the end of a quarter, by its first day: September 2026. Nothing ends after the newest month."""
    return month_words(min(quarter.replace(month=quarter.month + 2), newest))


def _bars(counted: Iterable[tuple[str, int]]) -> list[Bar]:
    rows = list(counted)
    most = max((count for _, count in rows), default=0) or 1
    return [
        Bar(label=label, text=_at_least(count), width=round(BAR_WIDTH * count / most))
        for label, count in rows
    ]


def _at_least(count: int) -> str:
    return gettext("%(count)s or more") % {"count": count} if count else gettext("fewer than 5")
