"""What is held of a person here: their addresses, to hand over and to take out (P13)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sideways.feeds.models import PersonalAddress
from sideways.people.holdings import Holding
from sideways.people.models import Person


def export(person: Person) -> list[dict[str, Any]]:
    """Return the addresses of a person, without their secrets: those are not kept."""
    told = ("what", "name", "filters", "made_at", "fetched_on", "revoked_at")
    return [dict(row) for row in PersonalAddress.objects.filter(person=person).values(*told)]


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete them all: whoever fetches finds nothing from now on."""
    PersonalAddress.objects.filter(person=person).delete()


HOLDING = Holding(
    name="feeds_and_calendar",
    export=export,
    erase=erase,
    goes=_(
        "The addresses of your feeds and calendar stop at once. Copies that other programs made stay there."
    ),
)
