"""The dates of a person: features register here what stands in somebody's calendar.

At app ready::

    dates.register("drafts", drafts_ending)

A source is called as source(person, at) and decides by the trust rules what this person has. What
it returns is copied into calendars that an employer may read: kind, day and link only (ADR 0010).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sideways.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedThing:
    """One entry of a calendar: a whole day where ``starts`` is a day, else from a moment to a moment.

    ``key`` is the same for the same thing at every fetch, and is never shown. ``sequence`` grows
    with each change, so that calendars replace the entry they have.
    """

    key: str
    title: str
    starts: date
    path: str
    changed_at: datetime
    ends: date | None = None
    text: str = ""
    sequence: int = 0
    is_cancelled: bool = False


Source = Callable[[Person, datetime], Iterable[DatedThing]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a source; registering a name again replaces it."""
    _sources[name] = source


def dated_things_of(person: Person, at: datetime) -> list[DatedThing]:
    """Return everything with a date that the features have for a person, in order."""
    things = [thing for source in _sources.values() for thing in source(person, at)]
    return sorted(things, key=lambda thing: (thing.starts.isoformat(), thing.key))
