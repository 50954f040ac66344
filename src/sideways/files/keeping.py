"""Files beside lessons: why they are kept, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

WAITING_KEPT = timedelta(days=2)

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("Pictures and documents beside a lesson, with your description"),
        models=("files.lessonfile",),
        why=_(
            "So that readers see what words cannot show. Of the file you sent, nothing but what shows is "
            "kept: not its name, not where or when it was made."
        ),
        until=_("Until you remove them, or as long as the lesson"),
        export="files.beside_lessons",
        erasure=_("Deleted, also where you leave the lesson for others."),
    ),
    Kind(
        about=About.WRITING,
        what=_("Pictures and documents you have not yet said readers may see"),
        models=(),
        why=_("So that you can look at them first. Nobody else can."),
        until=_("Until you decide, at most 2 days"),
        export="files.beside_lessons",
        erasure=_("Deleted."),
        after=WAITING_KEPT,
        job="sideways.files.tasks.waiting_forget",
    ),
)
