"""Read a CSV file or an Excel sheet so that every mistake is told with its place and a plain sentence.

Nothing is half read: all mistakes of a file are collected, and a caller that finds any
writes nothing.
"""

import csv
import io
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sideways.common.workbooks import BadWorkbookError, Sheet, first_sheet, is_workbook

LIMIT_BYTES = 200_000_000
MISTAKES_SHOWN = 20
WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
SPREADSHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing wrong: ``line`` counts from 1 with the header; ``column`` counts fields from 1."""

    file: str
    line: int
    column: int
    sentence: str
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}, {self.place}: {self.sentence}"
        return f"{self.file}:{self.line}:{self.column}: {self.sentence}"

    @property
    def place(self) -> str:
        """Where it is, in words: as a spreadsheet counts when it is in one."""
        if self.sheet:
            where = {"sheet": self.sheet, "row": self.line, "column": column_letters(self.column)}
            return _("sheet “%(sheet)s”, row %(row)d, column %(column)s") % where
        return _("line %(line)d, column %(column)d") % {"line": self.line, "column": self.column}


class BadTableError(Exception):
    """The file cannot be used. ``mistakes`` says where and why, in the order of the file."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        shown = [str(mistake) for mistake in mistakes[:MISTAKES_SHOWN]]
        if more := len(mistakes[MISTAKES_SHOWN:]):
            words = ngettext("… and %(number)s more.", "… and %(number)s more.", more)
            shown.append(words % {"number": number_format(more, force_grouping=True)})
        super().__init__("\n".join(shown))


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells by column name, and where it stood."""

    table: "Table"
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        text = self.cells.get(column, "").strip()
        if text in SPREADSHEET_ERRORS:
            sentence = _("%(column)s holds the error %(error)s of a spreadsheet.")
            self.table.mistake(self.line, column, sentence % {"column": column, "error": text})
        return text

    def mistake(self, column: str, sentence: str) -> None:
        """Note a mistake in one cell; reading goes on."""
        self.table.mistake(self.line, column, sentence)

    def number(
        self, column: str, *, low: float = -math.inf, high: float = math.inf, default: float | None = None
    ) -> float:
        """Return the cell as a finite number within the limits, or note the mistake and return NaN."""
        text = self[column]
        if not text and default is not None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value) and low <= value <= high:
            return value
        sentence = _("%(column)s is “%(text)s”. It must be a number.")
        if math.isfinite(low) and math.isfinite(high):
            sentence = _("%(column)s is “%(text)s”. It must be a number from %(low)g to %(high)g.")
        elif math.isfinite(low):
            sentence = _("%(column)s is “%(text)s”. It must be a number of at least %(low)g.")
        self.mistake(column, sentence % {"column": column, "text": shortened(text), "low": low, "high": high})
        return math.nan

    def day(self, column: str) -> date | None:
        """Return the cell as a day, nothing when it is empty, or note the mistake."""
        text = self[column]
        try:
            return _day(text) if text else None
        except ValueError:
            sentence = _("%(column)s is “%(text)s”. It must be a day such as 2026-04-01, or empty.")
            self.mistake(column, sentence % {"column": column, "text": shortened(text)})
            return None

    def whole(self, column: str, *, low: int, high: int, default: int | None = None) -> int:
        """Return the cell as a whole number within the limits, or note the mistake and return ``low``."""
        text = self[column]
        if not text and default is not None:
            return default
        if WHOLE.fullmatch(text) and low <= int(text) <= high:
            return int(text)
        sentence = _("%(column)s is “%(text)s”. It must be a whole number from %(low)d to %(high)d.")
        self.mistake(column, sentence % {"column": column, "text": shortened(text), "low": low, "high": high})
        return low


@dataclass(slots=True)
class Table:
    """An open table: its columns, its mistakes so far, and its rows to walk through once."""

    name: str
    columns: list[str]
    unknown: list[str]
    records: Iterator[tuple[int, list[str]]]
    sheet: str = ""
    mistakes: list[Mistake] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        for line, record in self.records:
            if not any(cell.strip() for cell in record):
                continue
            if self.sheet:  # which keeps no empty cells at the end of a row
                record = record + [""] * (len(self.columns) - len(record))
            if len(record) != len(self.columns):
                self.mistakes.append(
                    Mistake(
                        file=self.name,
                        line=line,
                        column=min(len(record), len(self.columns)) + 1,
                        sheet=self.sheet,
                        sentence=self._uneven(len(record)),
                    )
                )
                continue
            yield Row(self, line, dict(zip(self.columns, record, strict=True)))

    def _uneven(self, cells: int) -> str:
        words = {"cells": cells, "columns": len(self.columns)}
        if self.sheet:
            return _("This row has %(cells)d cells; the header has %(columns)d.") % words
        sentence = _(
            "This row has %(cells)d cells; the header has %(columns)d. "
            "A comma or a quotation mark may be missing."
        )
        return sentence % words

    def require(self, columns: Iterable[str]) -> None:
        """Raise BadTableError when a column is missing from the header."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            words = {"columns": ", ".join(missing), "found": shortened(", ".join(self.columns), 200)}
            sentence = _missing_sentence(self.columns) % words
            raise _refused(self.name, 1, len(self.columns) + 1, sentence, self.sheet)

    def mistake(self, line: int, column: str, sentence: str) -> None:
        """Note a mistake at a line and a named column."""
        place = self.columns.index(column) + 1 if column in self.columns else 1
        found = Mistake(file=self.name, line=line, column=place, sentence=sentence, sheet=self.sheet)
        if found not in self.mistakes[-len(self.columns) :]:  # a cell that is asked for twice is wrong once
            self.mistakes.append(found)

    def finish(self) -> None:
        """Raise BadTableError if anything was wrong."""
        if self.mistakes:
            raise BadTableError(sorted(self.mistakes, key=lambda m: (m.line, m.column)))


def _day(text: str) -> date:
    year, month, day = text.split("-")
    if (len(year), len(month), len(day)) != (4, 2, 2):
        raise ValueError(text)  # Python reads more forms of a date than people mean
    return date(int(year), int(month), int(day))


def shortened(text: str, length: int = 40) -> str:
    """Return the text on one line, at most ``length`` characters, fit to stand in a sentence."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in text)
    return plain if len(plain) <= length else plain[: length - 1] + "…"


def column_letters(column: int) -> str:
    """Return how a spreadsheet calls a column.

    >>> [column_letters(column) for column in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def open_table(
    path: str | Path,
    *,
    required: Iterable[str],
    optional: Iterable[str] = (),
    notice: Callable[[str], Any] = lambda sentence: None,
    keep_unknown: bool = False,
) -> Table:
    """Open a UTF-8 CSV file (a byte order mark is accepted) or an Excel workbook, and check its header.

    Raises BadTableError when the file is missing, empty, too large, neither of them, or lacks a
    required column. Of a workbook the first sheet is read, and ``notice`` is told of others.
    Unknown columns are ignored and ``notice`` is told, unless they are kept.
    """
    name = str(path)
    raw = _raw(Path(path), name)
    sheet = _sheet(raw, name) if is_workbook(raw) else None
    title = sheet.name if sheet else ""
    records = _sheet_records(sheet, name) if sheet else _records(_text(raw, name), name)
    if sheet and sheet.others:
        sentence = ngettext(
            "%(file)s: read the first sheet, “%(sheet)s”, and left out %(others)d more.",
            "%(file)s: read the first sheet, “%(sheet)s”, and left out %(others)d more.",
            sheet.others,
        )
        notice(sentence % {"file": name, "sheet": title, "others": sheet.others})
    header = next(records, None)
    if header is None or not header[1]:
        raise _refused(name, 1, 1, _("The file is empty. The first line must name the columns."), title)
    columns = [cell.strip() for cell in header[1]]
    for position, column in enumerate(columns):
        if column in columns[:position]:
            sentence = _("The column “%(column)s” stands twice.") % {"column": shortened(column)}
            raise _refused(name, 1, position + 1, sentence, title)
    known = {*required, *optional}
    unknown = [column for column in columns if column not in known]
    table = Table(name=name, columns=columns, unknown=unknown, records=records, sheet=title)
    table.require(required)
    if unknown and not keep_unknown:
        sentence = _("%(file)s: ignored the columns that are not known here: %(columns)s.")
        notice(sentence % {"file": name, "columns": ", ".join(unknown)})
    return table


def _missing_sentence(columns: list[str]) -> str:
    if len(columns) == 1 and ";" in columns[0]:
        return _(
            "The column %(columns)s is missing. Found: %(found)s. "
            "The cells are divided by semicolons; save the file with commas."
        )
    if len(columns) == 1 and "\t" in columns[0]:
        return _(
            "The column %(columns)s is missing. Found: %(found)s. "
            "The cells are divided by tabs; save the file with commas."
        )
    return _("The column %(columns)s is missing. Found: %(found)s.")


def _raw(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            too_large = os.fstat(file.fileno()).st_size > LIMIT_BYTES
            raw = b"" if too_large else file.read(LIMIT_BYTES + 1)  # a pipe does not say how long it is
    except FileNotFoundError as error:
        raise _refused(name, 1, 1, _("There is no such file.")) from error
    except OSError as error:
        sentence = _("The file cannot be read: %(why)s.") % {"why": error.strerror}
        raise _refused(name, 1, 1, sentence) from error
    if too_large or len(raw) > LIMIT_BYTES:
        sentence = _("The file is larger than %(limit)d MB. Split it and try again.")
        raise _refused(name, 1, 1, sentence % {"limit": LIMIT_BYTES // 1_000_000})
    return raw


def _sheet(raw: bytes, name: str) -> Sheet:
    try:
        return first_sheet(raw)
    except BadWorkbookError as error:
        raise _refused(name, error.row, 1, str(error)) from error


def _sheet_records(sheet: Sheet, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from sheet.rows
    except BadWorkbookError as error:
        raise _refused(name, error.row, 1, str(error), sheet.name) from error


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = before[before.rfind(b"\n") + 1 :].count(b",") + 1
        raise _refused(
            name, line, column, _("The file is not UTF-8. Save it again as “CSV UTF-8” and try again.")
        ) from error


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sentence = _("This row cannot be read (%(why)s). Check its quotation marks.") % {"why": error}
            raise _refused(name, line, 1, sentence) from error
        yield line, record
        line = reader.line_num + 1


def _refused(name: str, line: int, column: int, sentence: str, sheet: str = "") -> BadTableError:
    return BadTableError([Mistake(file=name, line=line, column=column, sentence=sentence, sheet=sheet)])
