"""Calendars of real programs, and strings made to break things: each is read, or says why not."""

import json
import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from tests.shared import DATA

from sideways.busy.reading import UnreadableError, read
from sideways.busy.tests.calendars import AT, calendar, event

CALENDARS, STRINGS = DATA / "calendar", DATA / "bad-input" / "blns.json"
WHERE = (
    "DESCRIPTION:{}",
    "DTSTART:{}",
    "DTSTART;TZID={}:20261201T090000",
    'DTSTART;TZID="{}":20261201T090000',
)
WHERE += (
    "DURATION:{}",
    "RRULE:{}",
    "RDATE:{}",
    "EXDATE:{}",
    "RECURRENCE-ID:{}",
    "STATUS:{}",
    "SEQUENCE:{}",
    "{}",
)

FIRST_DAY = re.compile(rb"BEGIN:V(?:EVENT|FREEBUSY).*?(?:DTSTART|FREEBUSY)[^:\n]*:(\d{8})", re.S)
# All that a reason may say of a calendar of these: what it is called there is not ours to choose.
KNOWN_REASONS = re.compile(
    r"The time zone “.+” is not known here\.|This entry has no DTSTART|\w+ stands twice in one entry"
    r"|\w+ is “.+”, which cannot be read\.|\w+ is “.+”\. It must be a day or a time"
)


def outcome(raw: bytes, at: datetime) -> tuple[str, list[str]]:
    """Return what became of a file, and the reasons it gave."""
    try:
        found = read(raw, at=at)
    except UnreadableError as error:
        return "refused", [error.sentence]
    reasons = [each.sentence for each in found.left_out]
    return ("refused" if reasons and len(reasons) == found.entries else "read"), reasons


@pytest.mark.skipif(
    not CALENDARS.exists(), reason="../shared is not beside this checkout: no real calendar was read"
)
def test_every_real_calendar_is_read_or_says_why_not(capsys):
    paths = sorted(CALENDARS.glob("*.ics"))
    counted, entries_left_out = Counter(), 0
    for path in paths:
        raw = path.read_bytes()
        day = FIRST_DAY.search(raw)  # so that what it holds lies in the days that are read
        at = datetime.strptime(day[1].decode(), "%Y%m%d").replace(tzinfo=UTC) if day else AT
        result, reasons = outcome(raw, at)
        assert all(KNOWN_REASONS.match(reason) for reason in reasons), (path.name, reasons)
        counted[result] += 1
        entries_left_out += len(reasons) if result == "read" else 0

    with capsys.disabled():
        told = (
            f"{counted['read']} read, {counted['refused']} refused with a reason, {counted['failed']} failed"
        )
        print(f"\nCalendars: {len(paths)} files: {told}; {entries_left_out} entries of those read left out")
    assert len(paths) == 53
    assert counted["read"] >= 43


@pytest.mark.skipif(
    not STRINGS.exists(), reason="../shared is not beside this checkout: no naughty string was tried"
)
def test_no_naughty_string_breaks_the_reading_wherever_it_stands(capsys):
    strings = json.loads(STRINGS.read_text())
    counted = Counter()
    for string in strings:
        entries = [event(where.format(string), uid=str(number)) for number, where in enumerate(WHERE)]
        result, _reasons = outcome(calendar(*entries, event(uid=string)), AT)
        counted[result] += 1

    with capsys.disabled():
        told = (
            f"{counted['read']} read, {counted['refused']} refused with a reason, {counted['failed']} failed"
        )
        print(f"\nNaughty strings in calendars: {len(strings)} files, {len(WHERE) + 1} places each: {told}")
    assert counted["read"] + counted["refused"] == 515
