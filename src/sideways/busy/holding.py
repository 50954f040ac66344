"""What is held of a person here: to hand over and to take out (P13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.busy import services
from sideways.busy.models import BusyCalendar, BusyTime
from sideways.people.holdings import Deletion, Holding
from sideways.people.models import Person


def export(person: Person) -> dict[str, Any]:
    """Return when a person is busy, as far as it is kept."""
    calendar = BusyCalendar.objects.filter(person=person).values("read_at", "until").first()
    return {
        "calendar": calendar,
        "times": list(BusyTime.objects.filter(person=person).values("starts_at", "ends_at")),
    }


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete all of it."""
    services.busy_times_remove(person=person)


def dates(person: Person) -> Iterator[Deletion]:
    """Return when all that was read of the calendar is deleted."""
    for until in BusyCalendar.objects.filter(person=person).values_list("until", flat=True):
        yield Deletion(until, gettext("When you are busy, as your calendar file said"))


HOLDING = Holding(
    name="busy_times",
    export=export,
    erase=erase,
    dates=dates,
    goes=gettext_lazy("The busy times read from your calendar are deleted."),
)
