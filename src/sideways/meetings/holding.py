"""What a person has of meetings: how to take it out, and what becomes of it when they leave (P13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sideways.meetings import queries, rules, services
from sideways.meetings.models import Attendee
from sideways.meetings.services.keeping import DETAILS_KEPT
from sideways.people.holdings import Deletion, Holding
from sideways.people.models import Person


def export(person: Person) -> list[dict[str, Any]]:
    """Return somebody's meetings: their own words, and no other's."""
    return queries.export_of(person)


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Call off what is to come, and take the person out of what is past."""
    services.meetings_erase(person=person, at=at)


def end_for(*, person: Person) -> None:
    """Call off what is to come of somebody whose account may meet no more."""
    if not rules.may_meet(person):
        services.meetings_end_of(person=person, at=timezone.now())


def dates(person: Person) -> Iterator[Deletion]:
    """Yield when place, link and step-free need of a meeting are deleted."""
    past = Attendee.objects.filter(person=person, meeting__ends_at__isnull=False).exclude(
        meeting__place="", meeting__link="", step_free=False
    )
    for part in past.select_related("meeting").order_by("meeting__ends_at", "pk"):
        if part.meeting.ends_at is not None:
            on = part.meeting.ends_at + DETAILS_KEPT
            yield Deletion(on, gettext("Place, link and step-free need of a meeting"))


HOLDING = Holding(
    name="meetings",
    export=export,
    erase=erase,
    dates=dates,
    goes=gettext_lazy("Meetings to come are called off, and the others are told kindly."),
    stays=gettext_lazy("In the logs of those you met, your profession and your level stay, and no more."),
)
