"""Read the first sheet of an Excel workbook (.xlsx) as rows of text. Formulas give the values last seen."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_BYTES_UNPACKED = 50_000_000
MOST_ROWS, MOST_COLUMNS = 200_000, 100
PACKINGS = {
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
}  # the only ones that do not unpack past what they declare


class BadWorkbookError(Exception):
    """The workbook cannot be used; the message says why, and ``row`` where, if it is known."""

    def __init__(self, message: str, row: int = 1) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet: its name, its rows with their numbers, and how many more sheets were left out."""

    name: str
    rows: Iterator[tuple[int, list[str]]]
    others: int


def is_workbook(raw: bytes) -> bool:
    """Say whether a file is one of Excel's rather than text."""
    return raw.startswith((ZIP, OLD_EXCEL))


def first_sheet(raw: bytes) -> Sheet:
    """Open a workbook. Raises BadWorkbookError for what is none, is locked, or unpacks to far too much."""
    from openpyxl import load_workbook  # noqa: PLC0415 (slow to import, and seldom needed)

    if raw.startswith(OLD_EXCEL):
        raise BadWorkbookError(
            gettext("This is an old Excel file, or one with a password. Save it as .xlsx without a password.")
        )
    _refuse_bomb(raw)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            first, *others = book.worksheets
    except Exception as error:  # the library raises whatever the XML inside makes it raise
        raise BadWorkbookError(
            gettext("This file is not an Excel workbook (.xlsx) with a sheet of cells, or it is damaged.")
        ) from error
    return Sheet(first.title, _rows(first), len(others))


def _refuse_bomb(raw: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except zipfile.BadZipFile as error:
        raise BadWorkbookError(gettext("This file is damaged: it ends too early, or was changed.")) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_BYTES_UNPACKED or any(part.compress_type not in PACKINGS for part in parts):
        sentence = gettext(
            "This workbook unpacks to more than %(limit)d MB. Save the sheet as “CSV UTF-8”, or split it."
        )
        raise BadWorkbookError(sentence % {"limit": MOST_BYTES_UNPACKED // 1_000_000})


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    cells = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    number = 1
    while (found := _next(cells, number)) is not None:
        row = _without_empty_end([_text(cell) for cell in found])
        if len(row) > MOST_COLUMNS:
            sentence = gettext("This row has more than %(limit)d columns.") % {"limit": MOST_COLUMNS}
            raise BadWorkbookError(sentence, number)
        if number > MOST_ROWS and row:
            limit = number_format(MOST_ROWS, force_grouping=True)
            sentence = gettext("This sheet has more than %(limit)s rows. Split it.") % {"limit": limit}
            raise BadWorkbookError(sentence, number)
        yield number, row
        number += 1


def _next(cells: Iterator[tuple[Any, ...]], number: int) -> tuple[Any, ...] | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return next(cells, None)
    except Exception as error:  # as above
        sentence = gettext("From here on this sheet cannot be read: it is damaged.")
        raise BadWorkbookError(sentence, number) from error


def _text(value: Any) -> str:
    r"""Write a cell as somebody would type it.

    >>> _text("one_x000D_\ntwo")
    'one\ntwo'
    >>> [_text(value) for value in (None, 7.0, 7.5, True, datetime(2026, 4, 1), datetime(2026, 4, 1, 9, 30))]
    ['', '7', '7.5', 'TRUE', '2026-04-01', '2026-04-01 09:30:00']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("_x000D_\n", "\n")  # how Excel keeps the line ends of Windows


def _without_empty_end(row: list[str]) -> list[str]:
    length = len(row)
    while length and not row[length - 1].strip():
        length -= 1
    return row[:length]
