"""Reads of busy times."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.busy.models import BusyCalendar, BusyTime
from sideways.feeds.dates import DatedThing
from sideways.people.models import Person


def busy_calendar_of(person: Person, at: datetime) -> BusyCalendar | None:
    """Return what we know of when somebody can meet, or None when nothing (any more) is known."""
    return BusyCalendar.objects.filter(person=person, until__gt=at).first()


def busy_times_of(person: Person, at: datetime) -> QuerySet[BusyTime]:
    """Return when somebody is busy from now on, in order. For the person only."""
    return BusyTime.objects.filter(person=person, ends_at__gt=at)


def busy_times_ending(person: Person, at: datetime) -> Iterator[DatedThing]:
    """Yield the day on which we know no more when somebody is busy, for their calendar."""
    calendar = busy_calendar_of(person, at)
    if calendar is not None:
        yield DatedThing(
            key=f"busy:{person.pk}",
            title=_("Your busy times in Sideways end"),
            text=_("Read a newer calendar file to go on."),
            starts=timezone.localdate(calendar.until),
            path=reverse("busy:busy"),
            changed_at=calendar.read_at,
            sequence=int(calendar.read_at.timestamp()) // 60,
        )
