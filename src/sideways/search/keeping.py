"""The index of the search: why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("The words of shared lessons, and what a model makes of them, for the search"),
        models=("search.document", "search.embedding", "search.word"),
        why=_("So that others find a lesson. Who wrote it is not in there."),
        until=_("Until the lesson is withdrawn, changed or deleted"),
        export="Not in it: these are the words of your lessons, which are in it.",
        erasure=_("They go with the lesson."),
        travels=False,
        made_again="sideways.search.services.index_make_again",
    ),
)
