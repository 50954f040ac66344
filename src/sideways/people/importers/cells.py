"""Cells that several registers write in the same way."""

import calendar
import re
from datetime import date

from sideways.common.tables import Row

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def degrees(row: Row, lat: str, lon: str) -> tuple[float | None, float | None]:
    """Return a latitude and a longitude, or neither when one is empty."""
    if not row[lat] or not row[lon]:
        return None, None
    return row.number(lat, low=-90, high=90), row.number(lon, low=-180, high=180)


def list_of(text: str, mark: str) -> list[str]:
    """Return the parts of a cell between the marks, without empty ones."""
    return [part.strip() for part in text.split(mark) if part.strip()]


def period(row: Row, column: str, *, end: bool = False) -> date | None:
    """Return a day; of a month or a year alone, its first day, or its last when it is an ``end``."""
    match = PARTIAL_DATE.fullmatch(row[column])
    if match is None or match[3]:
        return row.day(column)
    year = int(match[1])
    month = int(match[2] or (12 if end else 1))
    if not (1 <= month <= 12 and year):
        return row.day(column)  # notes the mistake
    return date(year, month, calendar.monthrange(year, month)[1] if end else 1)
