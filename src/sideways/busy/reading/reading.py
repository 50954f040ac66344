"""Read a calendar file: who sent it is busy then. Bounded in time and number, whatever the file says."""

import signal
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event

from sideways.busy.reading.entries import event_of, is_free, moment, periods_of
from sideways.busy.reading.lines import Entry, contents_of
from sideways.busy.reading.mistakes import EntryError, LeftOut, Sentence, UnreadableError
from sideways.busy.reading.mistakes import gettext_noop as _
from sideways.busy.reading.zones import Zones

DAYS = 90
MOST_OF_ONE = 5_000  # one every half hour, day and night
SECONDS_OF_ONE = 2.0
SECONDS_OF_ALL = 10.0
TOO_OFTEN = Sentence(
    _("This entry repeats more than %(most)s times in %(days)s days."), most=MOST_OF_ONE, days=DAYS
)
TOO_LONG = Sentence(_("It takes too long to work out when this entry repeats."))
ZONES_TOO_LONG = Sentence(_("It takes too long to work out the time zones that this file describes."))
TOO_LONG_FOR_ALL = Sentence(
    _("Reading the entries up to here took too long. Export a shorter time and try again.")
)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file says: when its owner is busy, in UTC, merged and in order, and what was not read."""

    spans: list[Span]
    entries: int
    left_out: list[LeftOut] = field(default_factory=list)


class OutOfTimeError(BaseException):
    """The processor has worked on one entry for too long. Nothing between may take it for its own error."""


def read(raw: bytes, *, at: datetime) -> Reading:
    """Return when the owner of a calendar file is busy in the 90 days from ``at``.

    Entries that cannot be read are left out, each with its line and the reason. Raises
    UnreadableError when nothing of the file can be used, or all of it takes too long. Runs in the
    main thread of a process only: it measures time by a signal.
    """
    window = (at.astimezone(UTC), at.astimezone(UTC) + timedelta(days=DAYS))
    started = time.process_time()
    contents = contents_of(raw)
    zones = _zones([entry for entry in contents.entries if entry.kind == "VTIMEZONE"], contents.zone)
    dated = [entry for entry in contents.entries if entry.kind != "VTIMEZONE"]
    spans: list[Span] = []
    left_out: list[LeftOut] = []
    for series in _series(dated):
        if time.process_time() - started > SECONDS_OF_ALL:
            raise UnreadableError(series[0].line, TOO_LONG_FOR_ALL)
        with warnings.catch_warnings(action="ignore"):
            spans += _spans_of(series, zones, window, left_out)
    left_out.sort(key=lambda each: each.line)
    return Reading(spans=merged(spans, window), entries=len(dated), left_out=left_out)


def _zones(described: list[Entry], home: str) -> Zones:
    try:
        with warnings.catch_warnings(action="ignore"), _time_limited(SECONDS_OF_ONE):
            return Zones(described, home)
    except OutOfTimeError:
        raise UnreadableError(described[0].line, ZONES_TOO_LONG) from None


def merged(spans: Iterable[Span], window: Span) -> list[Span]:
    """Return the spans in order and inside the window, those that touch joined to one."""
    first, last = window
    joined: list[Span] = []
    for start, end in sorted((max(start, first), min(end, last)) for start, end in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _series(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries that belong together: an event that repeats, and its single changes."""
    found: dict[tuple[str, str], list[Entry]] = {}
    nameless = count()
    for entry in entries:
        uid = entry.first("UID")
        key = (entry.kind, uid.value) if uid and entry.kind == "VEVENT" else ("", str(next(nameless)))
        found.setdefault(key, []).append(entry)
    yield from found.values()


def _spans_of(series: list[Entry], zones: Zones, window: Span, left_out: list[LeftOut]) -> list[Span]:
    events: list[Event] = []
    spans: list[Span] = []
    for entry in series:
        try:
            if entry.kind == "VFREEBUSY":
                spans += periods_of(entry)
            else:
                events.append(event_of(entry, zones))
        except EntryError as error:
            left_out.append(error.left_out)
    if events:
        try:
            spans += _occurrences(events, zones, window)
        except _RefusedError as refused:
            left_out.append(LeftOut(series[0].line, refused.sentence))
    return spans


class _RefusedError(Exception):
    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _occurrences(events: list[Event], zones: Zones, window: Span) -> list[Span]:
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    day = timedelta(days=1)  # a day of another zone may begin before the window and end in it
    try:
        with _time_limited(SECONDS_OF_ONE):
            found = recurring_ical_events.of(calendar).between(window[0] - day, window[1] + day)
    except (OutOfTimeError, MemoryError):
        raise _RefusedError(TOO_LONG) from None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError) as error:
        # The library tells its own kinds of mistake as these, and meets others in files of no standard.
        raise _RefusedError(
            Sentence(_("It cannot be worked out when this entry is (%(error)s)."), error=type(error).__name__)
        ) from error
    if len(found) > MOST_OF_ONE:
        raise _RefusedError(TOO_OFTEN)
    return [_span(event, zones) for event in found if not is_free(event)]


def _span(occurrence: Any, zones: Zones) -> Span:
    return moment(occurrence["DTSTART"].dt, zones), moment(occurrence["DTEND"].dt, zones)


@contextmanager
def _time_limited(seconds: float) -> Iterator[None]:
    """Stop what runs inside after so many seconds of the processor, however busy the machine is."""

    def stop(_signal: int, _frame: Any) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, stop)
    # Again and again: what is raised while an object is taken down is lost.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
