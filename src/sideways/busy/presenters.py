"""Busy times in words and bars, by day. Nothing here asks the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from sideways.busy.reading import DAYS, LeftOut, Reading, Sentence, Span
from sideways.common.tables import shortened
from sideways.ui.dates import clock

MOST_LEFT_OUT_SHOWN = 20
DAYS_SHOWN_FIRST = 14
A_DAY = timedelta(days=1)
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyDay:
    """One day: in words, and as bars of minutes from midnight."""

    day: date
    name: str
    words: str
    bars: list[tuple[int, int]] = field(default_factory=list)


def busy_days(spans: Iterable[Span]) -> list[BusyDay]:
    """Return the days on which somebody is busy, in the time of the clocks here."""
    by_day: dict[date, list[Span]] = {}
    for start, end in spans:
        for day, part in _by_day(timezone.localtime(start), timezone.localtime(end)):
            by_day.setdefault(day, []).append(part)
    return [_busy_day(day, parts) for day, parts in by_day.items()]


def _by_day(start: datetime, end: datetime) -> Iterator[tuple[date, Span]]:
    while start.timestamp() < end.timestamp():  # clocks that go back show an hour twice
        midnight = datetime.combine(start.date() + A_DAY, datetime.min.time(), tzinfo=start.tzinfo)
        yield start.date(), (start, min(end, midnight, key=datetime.timestamp))
        start = midnight


def _busy_day(day: date, parts: list[Span]) -> BusyDay:
    bars = [_bar(day, part) for part in parts]
    return BusyDay(day=day, name=date_format(day, "l j F"), words=_words(parts, bars), bars=bars)


def _words(parts: list[Span], bars: list[tuple[int, int]]) -> str:
    if bars == [(0, MINUTES_OF_A_DAY)]:
        return gettext("all day")
    words = gettext("%(start)s to %(end)s")
    return ", ".join(words % {"start": clock(start), "end": clock(end)} for start, end in parts)


def _bar(day: date, part: Span) -> tuple[int, int]:
    """Return where a bar begins and how long it is, at least so long that it can be seen."""
    first, last = (_minute(day, moment) for moment in part)
    return first, max(last - first, 8)


def _minute(day: date, moment: datetime) -> int:
    return MINUTES_OF_A_DAY if moment.date() > day else moment.hour * 60 + moment.minute


def figures(reading: Reading) -> list[dict[str, object]]:
    """Return what a file said, in figures."""
    hours = round(sum((end - start).total_seconds() for start, end in reading.spans) / 3600)
    days = len(busy_days(reading.spans))
    return [
        {
            "number": reading.entries,
            "label": ngettext("entry in the file", "entries in the file", reading.entries),
        },
        {
            "number": days,
            "label": ngettext(
                "day with something, of the next %(all)s", "days with something, of the next %(all)s", days
            )
            % {"all": DAYS},
        },
        {"number": hours, "label": ngettext("hour busy", "hours busy", hours)},
    ]


def left_out_lines(name: str, left_out: list[LeftOut]) -> list[str]:
    """Return what was left out as file, line and sentence; past twenty, how many more."""
    lines = [
        f"{shortened(name, 60)}:{each.line}: {_translated(each.sentence)}"
        for each in left_out[:MOST_LEFT_OUT_SHOWN]
    ]
    more = len(left_out) - MOST_LEFT_OUT_SHOWN
    if more > 0:
        lines.append(ngettext("… and %(more)s more.", "… and %(more)s more.", more) % {"more": _number(more)})
    return lines


def _translated(sentence: Sentence) -> str:
    values = {
        name: _number(value) if isinstance(value, int) else value for name, value in sentence.values.items()
    }
    return gettext(sentence.words) % values


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
