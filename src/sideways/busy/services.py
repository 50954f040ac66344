"""Writes of busy times. They are not logged: the log stays, and these are to be gone after 90 days."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from sideways.busy.errors import NewerFileReadError
from sideways.busy.models import BusyCalendar, BusyTime
from sideways.busy.reading import DAYS, Span
from sideways.people.models import Person
from sideways.people.services.locking import locked


@transaction.atomic
def busy_times_keep(*, person: Person, spans: Iterable[Span], read_at: datetime) -> BusyCalendar:
    """Keep what a file said in place of what was kept before. Keeping the same reading twice changes nothing.

    Raises NewerFileReadError when a file that was read later is kept already.
    """
    owner = locked(person)
    kept = BusyCalendar.objects.filter(person=owner).first()
    if kept is not None and kept.read_at == read_at:
        return kept
    if kept is not None and kept.read_at > read_at:
        raise NewerFileReadError
    BusyTime.objects.filter(person=owner).delete()
    BusyTime.objects.bulk_create(
        (BusyTime(person=owner, starts_at=start, ends_at=end) for start, end in spans), batch_size=1000
    )
    calendar = BusyCalendar(person=owner, read_at=read_at, until=read_at + timedelta(days=DAYS))
    calendar.save()
    return calendar


@transaction.atomic
def busy_times_remove(*, person: Person) -> None:
    """Delete all that is kept of somebody's calendar. Removing twice changes nothing."""
    owner = locked(person)
    BusyTime.objects.filter(person=owner).delete()
    BusyCalendar.objects.filter(person=owner).delete()


@transaction.atomic
def busy_times_forget(*, at: datetime) -> int:
    """Delete what is past, and every calendar after its 90 days. Returns how many times went."""
    BusyCalendar.objects.filter(until__lte=at).delete()
    return BusyTime.objects.filter(ends_at__lte=at).delete()[0]
