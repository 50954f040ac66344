"""Somebody's meetings as a log for appraisal or revalidation: no names, and no confidences."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext

from sideways.meetings.models import Attendee, Meeting
from sideways.meetings.presenters import role_words
from sideways.ui.dates import day

LAYOUT = Path(__file__).parent / "log.typ"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for a formula begins like this
NOT_SHOWN = re.compile("[^\n\x20-\x7e\xa0-\u017f\u2013\u2014\u2018-\u201d\u2026□]")
BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for something else


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One meeting: the day, what the others do, how long it was, and one's own reflection."""

    meeting_id: UUID
    on: date
    how: str
    others: list[str]
    hours: float
    reflection: str

    @property
    def length(self) -> str:
        """The hours in words."""
        return length_words(self.hours)


def log_rows(parts: Iterable[Attendee]) -> list[LogRow]:
    """Return the rows of somebody's log. Nothing here names another, and nothing says what it was about."""
    return [
        LogRow(
            meeting_id=part.meeting_id,
            on=timezone.localdate(part.meeting.starts_at),
            how=_how(part.meeting),
            others=[role_words(each) for each in part.meeting.attendees.all() if each.pk != part.pk],
            hours=_hours(part.meeting),
            reflection=part.reflection,
        )
        for part in parts
    ]


def _how(meeting: Meeting) -> str:
    return gettext("By video") if meeting.where == Meeting.Where.VIDEO else gettext("In person")


def _hours(meeting: Meeting) -> float:
    if meeting.starts_at is None or meeting.ends_at is None:
        return 0.0
    return (meeting.ends_at - meeting.starts_at).total_seconds() / 3600


def length_words(hours: float) -> str:
    """Write a number of hours as people of this language do."""
    number = number_format(hours, 2).rstrip("0").rstrip(".,") if hours % 1 else number_format(int(hours))
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": number}


def total_words(rows: list[LogRow]) -> str:
    """Write how many meetings and hours there are in all."""
    meetings = ngettext("%(count)s meeting", "%(count)s meetings", len(rows)) % {"count": len(rows)}
    return f"{meetings}, {length_words(sum(row.hours for row in rows))}"


def log_csv(rows: Iterable[LogRow]) -> str:
    """Return the log for a spreadsheet. What somebody wrote is never taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [gettext("Date"), gettext("With"), gettext("How"), gettext("Hours"), gettext("What I took from it")]
    )
    for row in rows:
        cells = [row.on.isoformat(), "; ".join(row.others), row.how, f"{row.hours:g}", row.reflection]
        writer.writerow([formula_safe(cell) for cell in cells])
    return BOM + out.getvalue()


def formula_safe(text: str) -> str:
    """Return a cell that no spreadsheet calculates: an apostrophe before what looks like a formula.

    >>> formula_safe("=1+1"), formula_safe("We rang first")
    ("'=1+1", 'We rang first')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULAS) else text


def log_pdf(rows: list[LogRow], name: str) -> bytes:
    """Return the log as a PDF for every reader (PDF/UA-1). All words go in as data, never as markup."""
    words = {
        "title": gettext("Log of conversations across professions"),
        "site": settings.SITE_NAME,
        "name": name,
        "lang": (get_language() or "en").split("-")[0],
        "total": total_words(rows),
        "means": gettext("No names and nothing that was told in confidence stand here."),
        "rows": [
            {
                "on": day(row.on),
                "what": ". ".join([*row.others, row.how]),
                "hours": row.length,
                "reflection": row.reflection,
            }
            for row in rows
        ],
    }
    try:
        return _set(words)
    except typst.TypstError:  # letters that no font here has: a paper with gaps would not be for every reader
        note = gettext("□ stands for a letter that this paper cannot show.")
        return _set(_with_gaps(words) | {"note": note})


def _with_gaps(value: Any) -> Any:
    """Return the same with a square for each letter that the fonts at hand may lack."""
    if isinstance(value, dict):
        return {key: _with_gaps(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_gaps(each) for each in value]
    return NOT_SHOWN.sub("□", value)


def _set(words: dict[str, Any]) -> bytes:
    return bytes(
        typst.compile(
            LAYOUT.read_bytes(),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"log": json.dumps({"note": ""} | words)},
            ignore_system_fonts=True,
        )
    )
