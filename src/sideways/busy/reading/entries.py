"""One entry of a file as icalendar reads it. Only times go in: titles, places and people stay behind."""

import re
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from icalendar import Event, vPeriod

from sideways.busy.reading.lines import Entry, Property
from sideways.busy.reading.mistakes import EntryError, Sentence
from sideways.busy.reading.mistakes import gettext_noop as _
from sideways.busy.reading.zones import Zones
from sideways.common.tables import shortened

TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")  # which of two would count?
FREE = {
    "STATUS": {"CANCELLED"},
    "TRANSP": {"TRANSPARENT"},
    "X-MICROSOFT-CDO-BUSYSTATUS": {"FREE", "WORKINGELSEWHERE"},
}
_MOMENT = r"\d{8}(?:T\d{6}Z?)?"
_TIME = re.compile(rf"{_MOMENT}(?:/[A-Z0-9+-]+)?")
_IN_A_ZONE = re.compile(r"\d{8}T\d{6}(?:/.*)?")


def event_of(entry: Entry, zones: Zones) -> Event:
    """Return an entry as an event with times only. Raises EntryError with the line to look at."""
    for name in ONCE:
        if len(twice := entry.all_of(name)) > 1:
            raise EntryError(
                twice[1].line,
                Sentence(
                    _("%(name)s stands twice in one entry, so nobody can tell which is meant."), name=name
                ),
            )
    if entry.first("DTSTART") is None:
        raise EntryError(
            entry.line, Sentence(_("This entry has no DTSTART: it does not say when it begins."))
        )
    lines = [_plain(each) for each in entry.properties if each.name in {"UID", "STATUS", "TRANSP"}]
    lines += [_sequence(entry)] if _sequence(entry) else []
    lines += [f"RRULE:{each.value}" for each in entry.all_of("RRULE")]
    lines += [f"DURATION:{each.value}" for each in entry.all_of("DURATION")]
    lines += [_busy_status(each) for each in entry.all_of("X-MICROSOFT-CDO-BUSYSTATUS")]
    lines += [_time(each, zones) for name in TIMES for each in entry.all_of(name) if each.value]
    event = cast("Event", Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])))
    for broken, _why in event.errors:
        raise _cannot_be_read(entry, broken)
    return event


def is_free(event: Event) -> bool:
    """Say whether an occurrence leaves the person free: cancelled, or shown as free."""
    return any(str(event.get(name, "")).strip().upper() in values for name, values in FREE.items())


def periods_of(entry: Entry) -> list[tuple[datetime, datetime]]:
    """Return the busy periods of a free-busy entry. Raises EntryError."""
    found = []
    for each in entry.all_of("FREEBUSY"):
        if each.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
            continue
        for value in each.value.split(","):
            try:
                start, end = vPeriod.from_ical(value.strip())
                found.append((start, end if isinstance(end, datetime) else start + end))
            except (ValueError, TypeError, OverflowError) as error:
                raise _cannot_be_read(entry, "FREEBUSY") from error
    return found


def moment(value: date, zones: Zones) -> datetime:
    """Return a day or a time as a moment: a day begins at midnight where the calendar is at home."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(zones.home))
    elif value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(zones.home))
    return value.astimezone(UTC)


def _plain(each: Property) -> str:
    return f"{each.name}:{each.value}"


def _busy_status(each: Property) -> str:
    return f"{each.name}:{each.value.strip()}"


def _sequence(entry: Entry) -> str:
    """Return the number of this version of the entry, where it is one."""
    found = entry.first("SEQUENCE")
    return f"SEQUENCE:{found.value}" if found and re.fullmatch(r"\d{1,9}", found.value) else ""


def _time(each: Property, zones: Zones) -> str:
    """Return a property of time with a zone that is known here."""
    values = each.value.strip().split(",")
    if not all(_TIME.fullmatch(value) for value in values):
        sentence = Sentence(
            _("%(name)s is “%(value)s”. It must be a day or a time, such as 20261126T090000Z."),
            name=each.name,
            value=shortened(each.value),
        )
        raise EntryError(each.line, sentence)
    kept = {name: said for name, said in each.parameters.items() if name == "RANGE"}
    if all(len(value) == 8 for value in values):
        kept["VALUE"] = "DATE"
    elif "/" in values[0]:
        kept["VALUE"] = "PERIOD"
    if any(_IN_A_ZONE.fullmatch(value) for value in values):
        kept["TZID"] = _zone(each, zones)
    return "".join([each.name, *(f";{name}={said}" for name, said in kept.items()), ":", ",".join(values)])


def _zone(each: Property, zones: Zones) -> str:
    said = each.parameters.get("TZID", "")
    if not said:
        return zones.home
    known = zones.known_as(said)
    if known is None:
        sentence = Sentence(_("The time zone “%(zone)s” is not known here."), zone=shortened(said, 80))
        raise EntryError(each.line, sentence)
    return known


def _cannot_be_read(entry: Entry, name: str | None) -> EntryError:
    found = entry.first(name) if name else None
    if found is None:
        return EntryError(entry.line, Sentence(_("This entry cannot be read.")))
    sentence = Sentence(
        _("%(name)s is “%(value)s”, which cannot be read."), name=found.name, value=shortened(found.value, 80)
    )
    return EntryError(found.line, sentence)
