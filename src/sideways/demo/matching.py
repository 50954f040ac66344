"""Begin the round of the month in the demo: the worker prepares it while the first visitor looks around."""

from datetime import datetime

from django.utils import timezone

from sideways.introductions import services


def round_load(now: datetime) -> None:
    """Begin a round over everybody, as the calendar would."""
    services.round_begin(at=now, month=timezone.localdate(now).replace(day=1))
