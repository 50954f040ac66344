"""An invitation is taken by two readers of calendars, one of them in Python and one not."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from sideways.busy.tests.calendars import AT
from sideways.feeds.dates import DatedThing
from sideways.feeds.ics import LONDON, invitation

READER = Path(__file__).parent / "read_calendar.mjs"
NODE = shutil.which("node") or shutil.which("node", path=str(Path.cwd() / ".tools/bin")) or "node"
GUEST = "ann@hospital.example.org"
pytestmark = pytest.mark.once


def thing(**fields):
    starts = fields.pop("starts", datetime(2026, 12, 1, 18, tzinfo=LONDON))
    values = {"key": "one", "title": "A meeting", "starts": starts, "ends": starts + timedelta(hours=1)}
    return DatedThing(**values | {"path": "/meetings/", "changed_at": AT, **fields})


def read_by_node(written):
    told = subprocess.run([NODE, READER], input=written, capture_output=True, check=True, timeout=60)
    return json.loads(told.stdout)


def read_by_both(written):
    """Return the method and the event as icalendar reads them, once ical.js has read the same."""
    ours, theirs = Calendar.from_ical(written), read_by_node(written)
    (event,), (other,) = ours.walk("VEVENT"), theirs["events"]
    assert not ours.errors
    assert theirs["method"] == str(ours["METHOD"])
    assert other == {
        "uid": str(event["UID"]),
        "sequence": event["SEQUENCE"],
        "summary": str(event["SUMMARY"]),
        "status": str(event["STATUS"]),
        "organizer": str(event["ORGANIZER"]),
        "attendees": [str(event["ATTENDEE"])],
        "starts": event["DTSTART"].dt.timestamp(),
        "ends": event["DTEND"].dt.timestamp(),
        "stamped": event["DTSTAMP"].dt.timestamp(),
    }
    return str(ours["METHOD"]), event


def test_an_invitation_names_the_site_and_its_guest_and_nobody_else(settings):
    settings.DEFAULT_FROM_EMAIL = "Sideways <hello@sideways.example.org>"

    method, event = read_by_both(invitation(thing(), GUEST))

    assert method == "REQUEST"
    assert str(event["ORGANIZER"]) == "mailto:hello@sideways.example.org"
    assert str(event["ATTENDEE"]) == f"mailto:{GUEST}"
    assert dict(event["ATTENDEE"].params) == {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}


@pytest.mark.parametrize(
    ("starts", "utc_hour"),
    [
        (datetime(2026, 10, 24, 18, tzinfo=LONDON), 17),
        (datetime(2026, 10, 25, 18, tzinfo=LONDON), 18),
        (datetime(2027, 3, 27, 18, tzinfo=LONDON), 18),
        (datetime(2027, 3, 28, 18, tzinfo=LONDON), 17),
        (datetime(2026, 10, 24, 17, tzinfo=UTC), 17),
        (datetime(2027, 3, 28, 17, tzinfo=UTC), 17),
    ],
)
def test_an_hour_is_right_on_both_sides_of_a_change_of_the_clocks(starts, utc_hour):
    _method, event = read_by_both(invitation(thing(starts=starts), GUEST))

    told = event["DTSTART"].dt
    assert (told, told.hour, told.astimezone(UTC).hour) == (starts, 18, utc_hour)
    assert event["DTEND"].dt - told == timedelta(hours=1)


def test_a_move_and_a_cancellation_replace_the_entry():
    later = {"starts": datetime(2026, 12, 8, 18, tzinfo=LONDON), "changed_at": AT + timedelta(hours=1)}
    sent = [thing(sequence=1), thing(sequence=2, **later), thing(sequence=3, is_cancelled=True, **later)]
    entries = {}
    for number, each in enumerate(sent, 1):
        method, event = read_by_both(invitation(each, GUEST))
        uid = str(event["UID"])
        if uid not in entries or entries[uid]["SEQUENCE"] < event["SEQUENCE"]:
            entries[uid] = event
        assert (len(entries), event["SEQUENCE"]) == (1, number)

    assert (method, entries[uid]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert entries[uid]["DTSTART"].dt == later["starts"]


def test_an_address_cannot_add_a_line():
    _method, event = read_by_both(invitation(thing(title="A\r\nATTENDEE:x"), GUEST))

    assert str(event["ATTENDEE"]) == f"mailto:{GUEST}"
