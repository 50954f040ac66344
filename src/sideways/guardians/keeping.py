"""What guardians write and ask: why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.keeping import AUDIT_KEPT
from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("What a guardian writes to you about a lesson, and what you answer"),
        models=("guardians.guardianmessage",),
        why=_("So that they can ask or thank you without knowing who you are. Only you two read it."),
        until=_("As long as the lesson"),
        export="guardians.messages",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.RUNNING,
        what=_("That a guardian asked to find out who wrote a lesson, why, and what a second one answered"),
        models=("guardians.unmasking",),
        why=_("So that you are told, and anybody can see how often it happens"),
        until=_("Two years. After that it is only counted."),
        export="guardians.told_who_you_are",
        erasure=_("It stays, and nothing leads from it to you."),
        after=AUDIT_KEPT,
        job="sideways.guardians.tasks.unmaskings_forget",
    ),
)
