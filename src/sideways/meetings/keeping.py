"""Meetings: why they are kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.meetings.services.keeping import DETAILS_KEPT

JOB = "sideways.meetings.tasks.meetings_tidy"

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("Meetings: who is in it, what it is about, when and where, and who pays"),
        models=("meetings.meeting",),
        why=_("So that people who all said yes can arrange to meet, and have a log of it"),
        until=_(
            "As long as somebody’s account who was in it; place and link for 30 days after, as is a "
            "meeting that did not come about"
        ),
        export="meetings",
        erasure=_("Of you, your profession and your level stay. With nobody left in it, deleted."),
        after=DETAILS_KEPT,
        job=JOB,
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Your part in a meeting: step-free need, whether you met, what you will do, your reflection"),
        models=("meetings.attendee",),
        why=_("So that you can look back at it. The others do not see it; step-free need without who."),
        until=_("As long as your account; step-free need for 30 days after the meeting"),
        export="meetings",
        erasure=_("Deleted, but for your profession and your level."),
        after=DETAILS_KEPT,
        job=JOB,
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Times you offer for a meeting"),
        models=("meetings.slot",),
        why=_("So that a time is found that suits all"),
        until=_("Until the time is past or the meeting is over"),
        export="meetings",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.WRITING,
        what=_("What you say changed, 30 and 90 days after a meeting"),
        models=("meetings.change",),
        why=_("So that it can be counted whether meeting helps. Nobody else reads it."),
        until=_("Until you take it back, or as long as your account"),
        export="meetings",
        erasure=_("Deleted, and counted no more."),
    ),
)
