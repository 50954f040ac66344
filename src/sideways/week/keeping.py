"""The weekly list: why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("Which lessons you were offered in which week"),
        models=("week.weeklist",),
        why=_(
            "So that no lesson comes to you twice. It is locked away, and says what you were offered, never "
            "what you read."
        ),
        until=_("Until you close your account"),
        export="week.offered",
        erasure=_("Deleted."),
    ),
)
