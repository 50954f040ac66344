"""Patterns: why they are kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.NOBODY,
        what=_("Patterns: what many lessons have in common"),
        models=("patterns.edition", "patterns.pattern"),
        why=_(
            "So that anyone can see what keeps going wrong. "
            "Never of fewer than 5 lessons from 3 organisations."
        ),
        until=_("Until the next month"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
    ),
    Kind(
        about=About.WRITING,
        what=_("In which pattern a lesson is counted"),
        models=("patterns.patternmember",),
        why=_("So that it is counted no more when you withdraw or change it"),
        until=_("Until the next month, or as long as the lesson"),
        export="Not in it: it follows from the words of your lessons, which are in it.",
        erasure=_("It goes with the lesson. It never says who wrote it."),
    ),
)
