"""What people write: why it is kept, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

DRAFTS_KEPT = timedelta(days=90)
WITHDRAWN_KEPT = timedelta(days=90)

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("Lessons you share"),
        models=("lessons.lesson", "lessons.lesson_topics", "lessons.lessonupdate", "lessons.lessonversion"),
        why=_("So that others can learn from them, and you can see what you wrote before"),
        until=_("Until you withdraw them"),
        export="lessons.written",
        erasure=_(
            "You choose: deleted, or left for others with nothing that leads back to you. Earlier "
            "wordings are deleted."
        ),
    ),
    Kind(
        about=About.WRITING,
        what=_("Drafts"),
        models=(),
        why=_("So that you can finish them later"),
        until=_("Until you delete them, or leave them alone for 90 days"),
        export="lessons.written",
        erasure=_("Deleted."),
        after=DRAFTS_KEPT,
        job="sideways.lessons.tasks.drafts_forget",
    ),
    Kind(
        about=About.WRITING,
        what=_("Lessons you withdraw"),
        models=(),
        why=_("So that you can put them back. Nobody else can read them."),
        until=_("90 days after you withdraw them"),
        export="lessons.written",
        erasure=_("Deleted."),
        after=WITHDRAWN_KEPT,
        job="sideways.lessons.tasks.withdrawn_forget",
    ),
    Kind(
        about=About.WRITING,
        what=_("Wordings for the public, and what a guardian wrote to you about them"),
        models=("lessons.lessonrelease",),
        why=_("So that you and the guardian can agree"),
        until=_("As long as the lesson"),
        export="lessons.written",
        erasure=_("Deleted, unless the lesson is public and you leave it for others."),
    ),
    Kind(
        about=About.WRITING,
        what=_("“Happened to us too”"),
        models=("lessons.lessonecho",),
        why=_("To show how common something is. Only your service shows."),
        until=_("Until you take it back, or as long as the lesson"),
        export="lessons.happened_to_you_too",
        erasure=_("It stays as a count for your service. Nothing leads from it to you."),
    ),
    Kind(
        about=About.WRITING,
        what=_("“I used this”, what you changed, and whether it held"),
        models=("lessons.lessonreuse",),
        why=_("So that others see what became of a lesson. Only your role and the kind of place show."),
        until=_("Until you take it back, or as long as the lesson"),
        export="lessons.used",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Searches you save, and when you last looked at each"),
        models=("lessons.savedsearch",),
        why=_("To tell you of new lessons that fit. What they found is not kept."),
        until=_("Until you stop them"),
        export="lessons.saved_searches",
        erasure=_("Deleted."),
    ),
)
