"""Which time zone is meant: by its name, Microsoft's name, the cities it lists, or as the file says."""

import re
from functools import cache
from zoneinfo import available_timezones

from icalendar import Timezone
from icalendar.timezone import tzp

from sideways.busy.reading.lines import Entry

HOME = "Europe/London"
_OFFSET = re.compile(r"^\((?:UTC|GMT)[^)]*\)\s*")
_WHOLE_HOURS = re.compile(r"\(?(?:UTC|GMT) ?([+-])0?(\d{1,2})(?::?00)?\)?")


class Zones:
    """The time zones of one file: those everybody knows, and those the file describes itself."""

    def __init__(self, described: list[Entry], home: str) -> None:
        tzp.use_default()  # forgets the zones of the file before
        self._own: dict[str, str] = {}
        for entry in described:
            self._describe(entry)
        self.home = self.known_as(home) or HOME

    def known_as(self, name: str) -> str | None:
        """Return the name under which icalendar finds this zone, or None."""
        plain = name.strip()
        if _is_known(plain):
            return plain
        return self._own.get(plain) or _by_offset(plain) or _by_city(plain)

    def _describe(self, entry: Entry) -> None:
        """Take a zone as the file describes it. One that cannot be used stays unknown."""
        name = entry.first("TZID")
        if name is None:
            return
        # Under a name of our own: people's own names hold commas, quotation marks and addresses.
        alias = f"described-{len(self._own)}"
        inner = [f"{each.name}:{each.value}" for each in entry.properties if each.name != "TZID"]
        text = "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{alias}", *inner, "END:VTIMEZONE", ""])
        try:
            Timezone.from_ical(text)
        except (ValueError, KeyError, TypeError, IndexError, OverflowError, AttributeError):
            return
        if _is_known(alias):
            self._own[name.value.strip()] = alias


def _is_known(name: str) -> bool:
    try:
        return tzp.timezone(name) is not None
    except (OSError, ValueError):  # it looks for a file of that name, whatever the name is
        return False


def _by_offset(name: str) -> str | None:
    """Return the zone of “UTC+01”. Its standard name counts hours west of London, so its sign is turned."""
    found = _WHOLE_HOURS.fullmatch(name)
    if found is None:
        return None
    turned = {"+": "-", "-": "+"}[found[1]]
    zone = f"Etc/GMT{turned}{found[2]}"
    return zone if zone in available_timezones() else None


def _by_city(name: str) -> str | None:
    """Return the zone of the first city that has one: Outlook says “Dublin, Edinburgh, Lisbon, London”."""
    cities = [city.strip().casefold() for city in _OFFSET.sub("", name).split(",")]
    if "london" in cities:
        return HOME
    return next((_cities()[city] for city in cities if city in _cities()), None)


@cache
def _cities() -> dict[str, str]:
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in names}
