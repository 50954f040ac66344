"""Busy times: why they are kept, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sideways.busy.reading import DAYS
from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("When you are busy, if you give us a calendar file"),
        models=("busy.busycalendar", "busy.busytime"),
        why=_("So that you can see when you can meet. No titles, places or people, and not the file."),
        until=_("Each time until it is past, all of them 90 days after the file was read"),
        export="busy_times",
        erasure=_("Deleted."),
        after=timedelta(days=DAYS),
        job="sideways.busy.tasks.busy_times_forget",
    ),
)
