"""When several people can all meet. Pure: spans in, spans out, whatever the clocks do."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
LONDON = ZoneInfo("Europe/London")


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the same time as spans that do not touch, in order.

    >>> day = datetime(2026, 1, 5, tzinfo=UTC)
    >>> nine, ten, noon = (day.replace(hour=hour) for hour in (9, 10, 12))
    >>> merged([(ten, noon), (nine, ten)]) == [(nine, noon)]
    True
    """
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def shared(of_each: Sequence[Iterable[Span]]) -> list[Span]:
    """Return when all can, in order. Where nobody is asked, nobody can."""
    if not of_each:
        return []
    first, *others = (merged(spans) for spans in of_each)
    for other in others:
        first = list(_both(first, other))
    return first


def _both(ours: list[Span], theirs: list[Span]) -> Iterator[Span]:
    """Yield what stands in both: each list in order and without overlaps."""
    here, there = 0, 0
    while here < len(ours) and there < len(theirs):
        start = max(ours[here][0], theirs[there][0])
        end = min(ours[here][1], theirs[there][1])
        if start < end:
            yield start, end
        if ours[here][1] < theirs[there][1]:
            here += 1
        else:
            there += 1


def starts(spans: Iterable[Span], minutes: int, after: datetime) -> Iterator[datetime]:
    """Yield when a meeting of some minutes could begin: at the start of each span, and on as it fits."""
    length = timedelta(minutes=minutes)
    for start, end in spans:
        while start + length <= end:
            if start > after:
                yield start
            start += length


def fits(spans: Iterable[Span], span: Span) -> bool:
    """Say whether a span lies within one of some others."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def touches(spans: Iterable[Span], span: Span) -> bool:
    """Say whether a span overlaps one of some others."""
    return any(start < span[1] and span[0] < end for start, end in spans)


def on_day(day: date, begins: time, ends: time) -> Span:
    """Return a span by the clocks on the wall in the UK; one that ends before it begins goes past midnight.

    In the hour that comes twice it begins the first time and ends the second; an hour that is left out
    is where the clocks are put to, and what would begin in it and end with it keeps its length.

    >>> on_day(date(2026, 6, 1), time(22), time(6))[1].isoformat()
    '2026-06-02T05:00:00+00:00'
    """
    until = day if ends > begins else day + timedelta(days=1)
    start, end = _moment(day, begins), max(_moment(until, ends), _moment(until, ends, fold=1))
    if end <= start:
        end = start + (datetime.combine(until, ends) - datetime.combine(day, begins))
    return start, end


def _moment(day: date, clock: time, fold: int = 0) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON).replace(fold=fold).astimezone(UTC)
