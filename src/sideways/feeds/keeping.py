"""Addresses of feeds and calendars: why they are kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.feeds.services import UNUSED_KEPT

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("Addresses of your feeds and calendar, and the day each was last used"),
        models=("feeds.personaladdress",),
        why=_("So that your programs can fetch what you may read, and you can stop them"),
        until=_("Until you revoke them, and a week more, or a year without use"),
        export="feeds_and_calendar",
        erasure=_("Deleted: they stop at once. Copies that other programs made stay there."),
        after=UNUSED_KEPT,
        job="sideways.feeds.tasks.addresses_forget",
    ),
)
