"""What open pages are told: why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.live.services import KEPT

KINDS = (
    Kind(
        about=About.RUNNING,
        what=_("That something happened to a lesson"),
        models=("live.news",),
        why=_("So that open pages show it. It names nobody and says nothing of what was written."),
        until=_("A day"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
        after=KEPT,
        job="sideways.live.tasks.news_forget",
        travels=False,  # no page is open on another machine yet
    ),
)
