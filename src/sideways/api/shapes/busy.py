"""Busy times as they go in and out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from sideways.api.fields import NO_NULL, Sent, Told

EXAMPLE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20300101T090000Z\r\nDTEND:20300101T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class TimeTold(Told):
    """From when to when, and never what with."""

    starts: datetime
    ends: datetime


class BusyTold(Told):
    """When you are busy, and until when we know. Without a file nothing is known."""

    read_at: datetime | None
    until: datetime | None
    times: list[TimeTold]


class CalendarFile(Sent):
    """A calendar file (iCalendar) as text. The whole request may have 1 MB; the page takes 5 MB."""

    calendar: Annotated[str, StringConstraints(min_length=1, pattern=NO_NULL)] = Field(examples=[EXAMPLE])


class Preview(Told):
    """What the file says. Nothing is stored yet."""

    entries: int
    times: list[TimeTold]
    left_out: list[str]
    offered: str


class Keep(Sent):
    """The “offered” of a preview, less than a day old."""

    offered: Annotated[str, StringConstraints(min_length=1, max_length=500_000, pattern=NO_NULL)]
