"""Personal addresses for tests: made through the service, so that they are real ones."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from sideways.feeds.models import CALENDAR, PersonalAddress
from sideways.feeds.services import Wanted, address_make
from sideways.people.models import Person


def make_address(
    person: Person, what: str = "lessons", *, filters: dict[str, str] | None = None, **more: Any
) -> tuple[PersonalAddress, str]:
    """Return an address of a person, and its secret."""
    secret = uuid4().hex
    wanted = Wanted(what=what, name=more.pop("name", "Mine"), filters=filters or {})
    address = address_make(person=person, secret=secret, wanted=wanted, at=timezone.now())
    if more:
        PersonalAddress.objects.filter(pk=address.pk).update(**more)
        address.refresh_from_db()
    return address, secret


def atom_of(person: Person, **more: Any) -> str:
    """Return where a person's own feed is fetched."""
    return reverse("feeds:atom", args=[make_address(person, **more)[1]])


def calendar_of(person: Person) -> str:
    """Return where a person's own calendar is fetched."""
    return reverse("feeds:calendar", args=[make_address(person, CALENDAR)[1]])
