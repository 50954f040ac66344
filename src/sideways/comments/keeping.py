"""What is said beside lessons: why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("Comments, questions, answers and advice beside a lesson"),
        models=("comments.comment",),
        why=_("So that peers can add to a lesson and ask its author. Who said it stands in the vault."),
        until=_("Until you take it back, or as long as the lesson"),
        export="comments.said",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.WRITING,
        what=_("Comments you report"),
        models=("comments.report",),
        why=_("So that a guardian can look at it. They do not learn who reports."),
        until=_("As long as the comment"),
        export="comments.reported",
        erasure=_("It stays, and nothing leads from it to you."),
    ),
    Kind(
        about=About.WRITING,
        what=_("That a guardian took down what you said, why, and your appeal"),
        models=("comments.removal",),
        why=_("So that you can read the reason, and a second guardian can look again"),
        until=_("As long as the comment"),
        export="comments.said",
        erasure=_("Deleted. Of what you decided as a guardian your name goes."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("That you are an expert here, and on what"),
        models=("comments.expert",),
        why=_("So that your advice can stand beside lessons, under your name"),
        until=_("Until an operator ends it"),
        export="comments.expert_on",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.NOBODY,
        what=_("How many comments were reported, taken down, appealed and put back, by month"),
        models=("comments.moderated",),
        why=_("So that anybody can see how often it happens"),
        until=_("As long as the service"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
    ),
)
