"""Projects, mentors and proposals: why they are kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.villages.services.keeping import CLOSED_KEPT, DAYS_KEPT, OVER_KEPT

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("Cards of community projects"),
        models=("villages.project", "villages.project_topics"),
        why=_("So that a project finds a mentor, a local body and another project"),
        until=_("90 days after you close it"),
        after=CLOSED_KEPT,
        job="sideways.villages.tasks.projects_forget",
        export="villages.projects",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("That you can mentor, on what, where and how many projects"),
        models=("villages.mentor", "villages.mentor_topics"),
        why=_("So that projects can ask you, and never more than you take"),
        until=_("Until you stop"),
        export="villages.mentoring",
        erasure=_("Deleted. Of what you confirmed as a broker your name goes."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Who was proposed to whom for a project, and the answers"),
        models=("villages.proposal",),
        why=_("So that both can say yes before either learns who the other is"),
        until=_("30 days after it came to nothing or ended; else as long as the project"),
        after=OVER_KEPT,
        job="sideways.villages.tasks.proposals_forget",
        export="villages.asked_of_you",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Matching days: who was invited, whom you ranked or left out, and the result"),
        models=("villages.day", "villages.guest", "villages.wish", "villages.talk"),
        why=_("So that those who ranked each other meet. Nobody else reads whom you ranked."),
        until=_("90 days after the day"),
        after=DAYS_KEPT,
        job="sideways.villages.tasks.days_forget",
        export="villages.days",
        erasure=_("Deleted. Of a day you opened as a broker your name goes."),
    ),
)
