"""E-mails on their way out: why they are kept, and for how long."""

from sideways.common.retention import About, Kind
from sideways.notices.services import FAILED_KEPT

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what="What you want to hear of, and when",
        models=("notices.noticeplan",),
        why="To write to you no more than you want. Notices themselves are not kept: each is looked up "
        "when you read it. Which lessons you watch is locked away.",
        until="Until you change it or close your account",
        export="notices",
        erasure="Deleted.",
    ),
    Kind(
        about=About.ACCOUNT,
        what="E-mails to you",
        models=("notices.outgoingemail",),
        why="So that a mail server that does not answer loses none",
        until="Until they are sent. One that cannot be sent, 7 days.",
        export="e-mails_that_wait",
        erasure="Deleted, but for one that tells you that your account is closed.",
        after=FAILED_KEPT,
        job="sideways.notices.tasks.emails_send",
        travels=False,  # the old site sends what waits: two sites would send it twice
    ),
)
