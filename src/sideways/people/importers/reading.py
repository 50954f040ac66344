"""What the files of one import say, gathered before anything is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sideways.common.tables import Row, Table, shortened
from sideways.people.models import Organisation, Place
from sideways.people.names import spoken

LONGEST_NAME = Organisation._meta.get_field("name").max_length or 200
LONGEST_CODE = Organisation._meta.get_field("code").max_length or 60
EXAMPLES = 3


@dataclass(slots=True)
class Warned:
    """One kind of oddity that does not stop an import: how often, and the first few."""

    count: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """What the files say of one organisation. ``fields`` holds only what a file speaks of."""

    code: str
    row: Row
    source: "Source"
    fields: dict[str, Any]
    fills_gaps: bool
    outcode: str = ""
    place: str | None = None
    parent: str | None = None
    successors: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of file, known by its columns.

    ``details`` returns what a row says beyond code and name, or None when the row is no
    organisation. A source that ``fills_gaps`` never changes what is known already.
    """

    title: str | Promise
    code: str
    name: str
    columns: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    prefix: str = ""
    source: str = ""
    licence: str = ""
    fills_gaps: bool = False
    one_row_each: bool = True
    unknown_parents_allowed: bool = True
    details: Callable[[Row, "Reading"], Mapping[str, Any] | None]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a file of this kind must have."""
        return (self.code, self.name, *self.columns)

    def read(self, table: Table, reading: "Reading") -> int:
        """Gather every row, and return how many there were."""
        count = 0
        seen: dict[str, int] = {}
        for row in table:
            count += 1
            code = self.prefix + row[self.code]
            said = self._checked(row, code, seen, reading) and self.details(row, reading)
            if said:
                reading.add(self, row, code, said)
        return count

    def _checked(self, row: Row, code: str, seen: dict[str, int], reading: "Reading") -> bool:
        """Say whether the row has a code and a name that can be used; note the mistake if not."""
        before = len(row.table.mistakes)
        if code == self.prefix:
            row.mistake(self.code, _("%(column)s is empty. Every row needs its own.") % {"column": self.code})
        elif len(code) > LONGEST_CODE or not code.isprintable() or " " in code:
            told = _("%(column)s is “%(code)s”. It must have no spaces and at most %(most)s letters.")
            words = {"column": self.code, "code": shortened(code), "most": LONGEST_CODE}
            row.mistake(self.code, told % words)
        elif code in seen and self.fills_gaps:
            reading.warn(_("rows repeat an earlier one; the earlier was kept"), row, code)
        elif code in seen and self.one_row_each:
            words = {"column": self.code, "value": shortened(code), "line": seen[code]}
            row.mistake(self.code, _("%(column)s “%(value)s” stands in line %(line)s already.") % words)
        seen.setdefault(code, row.line)
        return len(row.table.mistakes) == before


class Reading:
    """All that has been read so far in one import."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.places: dict[str, Place] = {}
        self.aliases: list[tuple[Row, str, str, str]] = []
        self.warnings: dict[str, Warned] = {}

    def warn(self, sentence: str, row: Row, example: str) -> None:
        """Count an oddity that does not stop the import."""
        warned = self.warnings.setdefault(sentence, Warned())
        warned.count += 1
        if len(warned.examples) < EXAMPLES:
            warned.examples.append(f"{Path(row.table.name).name}:{row.line}: {shortened(example, 80)}")

    def add(self, source: Source, row: Row, code: str, said: Mapping[str, Any]) -> None:
        """Take what a row says of an organisation; a later file adds to or corrects an earlier one."""
        said = dict(said)
        name = " ".join((said.pop("name", None) or spoken(row[source.name])).split())
        if not is_name(name):
            row.mistake(source.name, _wrong_name(source.name, name))
            return
        entry = Entry(
            code=code,
            row=row,
            source=source,
            fields={"name": name, "source": source.source, "licence": source.licence},
            fills_gaps=source.fills_gaps,
        )
        for part in ("outcode", "place", "parent", "successors", "aliases"):
            if part in said:
                setattr(entry, part, said.pop(part))
        entry.fields |= said
        known = self.entries.get(code)
        self.entries[code] = entry if known is None else _joined(known, entry)

    def alias(self, row: Row, column: str, code: str, name: str) -> None:
        """Take another name of an organisation."""
        self.aliases.append((row, column, code, name))


def is_name(name: str) -> bool:
    """Say whether a text can stand as a name."""
    return len(name) <= LONGEST_NAME and name.isprintable() and any(letter.isalnum() for letter in name)


def _wrong_name(column: str, name: str) -> str:
    if not name:
        return _("%(column)s is “”. Every row needs a name.") % {"column": column}
    told = _(
        "%(column)s is “%(name)s”. It must have at least one letter or digit and at most %(most)s characters "
        "on one line."
    )
    return told % {"column": column, "name": shortened(name), "most": LONGEST_NAME}


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "")}


def _joined(known: Entry, later: Entry) -> Entry:
    """Return both as one: the later speaks louder, unless it only fills gaps."""
    louder, quieter = (known, later) if later.fills_gaps else (later, known)
    louder.fields = {**louder.fields, **_told(quieter.fields), **_told(louder.fields)}
    for part in ("outcode", "place", "parent", "successors"):
        if not getattr(louder, part):
            setattr(louder, part, getattr(quieter, part))
    louder.aliases = [*known.aliases, *later.aliases]
    louder.fills_gaps = known.fills_gaps and later.fills_gaps
    return louder
