"""Begin the round of the month in the demo: the worker prepares it while the first visitor looks around."""

from datetime import datetime, timedelta

from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Wish
from sideways.introductions.rules import FIRST_FROM
from sideways.people.models import Person

WAITED = "provider@demo.example.org"


def round_load(now: datetime) -> None:
    """Begin a round over everybody, as the calendar would. The rounds before left somebody over."""
    waits = Person.objects.get(email=WAITED)
    waited = {"waited": FIRST_FROM, "waited_at": now - timedelta(days=3)}
    Wish.objects.update_or_create(person=waits, defaults=waited)
    services.round_begin(at=now, month=timezone.localdate(now).replace(day=1))
