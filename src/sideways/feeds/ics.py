"""A person's dates as a calendar (RFC 5545), and one of them as an invitation (RFC 5546)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from functools import cache
from typing import cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from sideways.feeds.dates import DatedThing
from sideways.feeds.text import readable

ICALENDAR = "text/calendar; charset=utf-8"
LONDON = ZoneInfo("Europe/London")
# By rule, so that it holds for every year. It always stands in a calendar: one without any part is not valid.
LONDON_TIME = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def calendar(name: str, things: Iterable[DatedThing]) -> bytes:
    """Write a calendar. Without things it is empty, and as valid."""
    written = _begun("PUBLISH")
    written.add("x-wr-calname", readable(name))
    written.add("x-published-ttl", "PT1H")
    written.add_component(_london_time())
    for thing in things:
        written.add_component(_event(thing))
    text: bytes = written.to_ical()
    return text


def invitation(thing: DatedThing, guest: str) -> bytes:
    """Write one entry for the calendar of one guest, or its cancellation.

    The site invites, and the guest is the only one named: the entry may be read by their employer. They
    have said yes already, and nobody waits for an answer by e-mail.
    """
    written = _begun("CANCEL" if thing.is_cancelled else "REQUEST")
    written.add_component(_london_time())
    event = _event(thing)
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(readable(settings.SITE_NAME))
    attendee = vCalAddress(f"mailto:{readable(guest)}")
    attendee.params.update({"PARTSTAT": vText("ACCEPTED"), "RSVP": vText("FALSE")})
    event.add("organizer", organizer, encode=False)
    event.add("attendee", attendee, encode=False)
    written.add_component(event)
    text: bytes = written.to_ical()
    return text


def _begun(method: str) -> Calendar:
    written = Calendar()
    written.add("prodid", f"-//{readable(settings.SITE_NAME)}//Dates//EN")
    written.add("version", "2.0")
    written.add("method", method)
    return written


@cache
def _london_time() -> Timezone:
    return cast("Timezone", Timezone.from_ical(LONDON_TIME))


def _event(thing: DatedThing) -> Event:
    event = Event()
    event.add("uid", _uid(thing))
    event.add("summary", readable(thing.title))
    if thing.text:
        event.add("description", readable(thing.text))
    event.add("dtstamp", thing.changed_at.astimezone(UTC))
    event.add("last-modified", thing.changed_at.astimezone(UTC))
    event.add("sequence", thing.sequence)
    event.add("status", "CANCELLED" if thing.is_cancelled else "CONFIRMED")
    event.add("url", f"{settings.SITE_URL}{thing.path}")
    event.add("dtstart", _in_london(thing.starts))
    ends = thing.ends
    if isinstance(thing.starts, datetime):
        event.add("transp", "OPAQUE")
    else:
        ends = ends or thing.starts + timedelta(days=1)
        event.add("transp", "TRANSPARENT")  # a day on which something ends keeps nobody from meeting
    if ends is not None:
        event.add("dtend", _in_london(ends))
    return event


def _uid(thing: DatedThing) -> str:
    """Return a name that leads nowhere: beside its author, the id of a lesson would tell who wrote it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"{salted_hmac('sideways.feeds.uid', thing.key, algorithm='sha256').hexdigest()[:40]}@{host}"


def _in_london(value: date) -> date:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value
