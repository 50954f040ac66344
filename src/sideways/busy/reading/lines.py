"""Cut a calendar file into its entries, so that each can be told by its line and read by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sideways.busy.reading.mistakes import Sentence, UnreadableError
from sideways.busy.reading.mistakes import gettext_noop as _

MOST_ENTRIES = 20_000
KINDS = {"VEVENT", "VFREEBUSY", "VTIMEZONE"}
NOT_A_CALENDAR = Sentence(_("This is not a calendar file. A calendar file has a line BEGIN:VCALENDAR."))
CUT_OFF = Sentence(_("The file ends in the middle of the entry that begins here. Export the calendar again."))
TOO_MANY = Sentence(
    _("The file has more than %(most)s entries. Export a shorter time and try again."), most=MOST_ENTRIES
)

_LINE_END = re.compile(r"\r\n|\n|\r")
_PROPERTY = re.compile(r'([A-Za-z0-9-]+)((?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:[^:;"]|"[^"]*")*)')


class Property(NamedTuple):
    """One property of an entry: its line, its name and parameters in capitals, and its value."""

    line: int
    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Entry:
    """An entry of a calendar. Of an event, what stands inside it (alarms) is left away."""

    kind: str
    line: int
    properties: list[Property] = field(default_factory=list)

    def all_of(self, name: str) -> list[Property]:
        """Return every property of a name."""
        return [each for each in self.properties if each.name == name]

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        return next(iter(self.all_of(name)), None)


@dataclass(slots=True)
class Contents:
    """The entries of a file in its order, and the time zone it says it is in, where it says so."""

    entries: list[Entry] = field(default_factory=list)
    zone: str = ""


def contents_of(raw: bytes) -> Contents:
    """Return what a file holds. Raises UnreadableError when it is no calendar or cut off."""
    contents = Contents()
    inside: list[str] = []
    seen = False
    for each in _properties(raw):
        if each.name == "BEGIN":
            inside.append(each.value.strip().upper())
            seen = seen or inside == ["VCALENDAR"]
            _begin(contents, inside, each.line)
        elif each.name == "END":
            _leave(inside, each.value.strip().upper())
        elif inside == ["VCALENDAR"] and each.name == "X-WR-TIMEZONE":
            contents.zone = each.value
        if contents.entries and _belongs(inside, contents.entries[-1], each.name):
            contents.entries[-1].properties.append(each)
    if not seen:
        raise UnreadableError(1, NOT_A_CALENDAR)
    if len(inside) > 1 and inside[1] in KINDS:
        raise UnreadableError(contents.entries[-1].line, CUT_OFF)
    return contents


def _begin(contents: Contents, inside: list[str], line: int) -> None:
    if len(inside) == 2 and inside[0] == "VCALENDAR" and inside[1] in KINDS:
        contents.entries.append(Entry(inside[1], line))
        if len(contents.entries) > MOST_ENTRIES:
            raise UnreadableError(line, TOO_MANY)


def _leave(inside: list[str], what: str) -> None:
    """Leave a part, and what was never ended inside it; an end without a beginning ends nothing."""
    while what in inside:
        if inside.pop() == what:
            return


def _belongs(inside: list[str], entry: Entry, name: str) -> bool:
    """Say whether a property is of the entry: a time zone keeps the parts inside it, an event does not."""
    if inside[1:2] != [entry.kind]:
        return False
    if entry.kind == "VTIMEZONE":
        return inside[1:] != [entry.kind] or name != "BEGIN"
    return len(inside) == 2 and name not in {"BEGIN", "END"}


def _properties(raw: bytes) -> Iterator[Property]:
    """Yield the properties of a file. A line that is none is passed over: nobody's times hang on it."""
    for line, text in _unfolded(raw):
        found = _PROPERTY.fullmatch(text)
        if found:
            name, parameters, value = found.groups()
            known = {key.upper(): said.strip('"') for key, said in _PARAMETER.findall(parameters)}
            yield Property(line, name.upper(), known, value)


def _unfolded(raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; one that begins with a space goes on from the line before it."""
    # Times are plain letters in every encoding, and nothing else of an entry is read.
    text = raw.decode("utf-8-sig", errors="replace").lstrip(" \t")
    start, parts = 1, [""]
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line[:1] in {" ", "\t"}:
            parts.append(line[1:])
        else:
            yield start, "".join(parts)
            start, parts = number, [line]
    yield start, "".join(parts)
