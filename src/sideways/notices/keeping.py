"""E-mails on their way out: why they are kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.notices.services import FAILED_KEPT

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("What you want to hear of, and when"),
        models=("notices.noticeplan",),
        why=_(
            "To write to you no more than you want. Notices themselves are not kept: each is looked up "
            "when you read it. Which lessons you watch is locked away."
        ),
        until=_("Until you change it or close your account"),
        export="notices",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("E-mails to you"),
        models=("notices.outgoingemail",),
        why=_("So that a mail server that does not answer loses none"),
        until=_("Until they are sent. One that cannot be sent, 7 days."),
        export="e-mails_that_wait",
        erasure=_("Deleted, but for one that tells you that your account is closed."),
        after=FAILED_KEPT,
        job="sideways.notices.tasks.emails_send",
        travels=False,  # the old site sends what waits: two sites would send it twice
    ),
)
