"""Webhooks and their messages: why they are kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.webhooks.services.sending import FAILED_KEPT

KINDS = (
    Kind(
        about=About.RUNNING,
        what=_("Addresses of systems that an organisation wants told what becomes public"),
        models=("webhooks.webhook",),
        why=_("So that they can be told. Their secrets are locked away."),
        until=_("Until somebody who sees to the organisation removes them"),
        export="webhooks",
        erasure=_("They stay with the organisation. Nothing says that you registered them."),
    ),
    Kind(
        about=About.NOBODY,
        what=_("Messages to such a system: which public lesson or organisation, and what came of it"),
        models=("webhooks.delivery",),
        why=_("So that none is lost, and somebody can see what was not taken"),
        until=_("Which lesson it was, until it is taken. The rest 7 days, or 30 when it was not taken."),
        export="Not in it: it says nothing of you.",
        erasure=_("Untouched: it says nothing of you."),
        after=FAILED_KEPT,
        job="sideways.webhooks.tasks.webhooks_run",
        travels=False,  # the old site sends what waits: two sites would send it twice
    ),
    Kind(
        about=About.NOBODY,
        what=_("Which lessons such systems were told are public"),
        models=("webhooks.toldlesson",),
        why=_("So that they can be told when one is public no longer"),
        until=_("Until the lesson is public no longer"),
        export="Not in it: it says nothing of you.",
        erasure=_("Untouched: it says nothing of you."),
    ),
)
