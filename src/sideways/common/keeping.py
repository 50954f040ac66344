"""What the program notes for itself, and the log of what was done: why, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

AUDIT_KEPT = timedelta(days=2 * 365)
FAILED_JOBS_KEPT_DAYS = 14

KINDS = (
    Kind(
        about=About.RUNNING,
        what=_("The log of what was done to accounts and lessons"),
        models=("common.auditrow",),
        why=_(
            "So that somebody can check the people who run this service. It never names the author of a "
            "lesson."
        ),
        until=_("Two years"),
        export="what_was_done_to_your_account",
        erasure=_("What was done and when stays; your name and the words about you go."),
        after=AUDIT_KEPT,
        job="sideways.common.tasks.audit_forget",
    ),
    Kind(
        about=About.RUNNING,
        what=_("Tries to sign in, counted by address"),
        models=(),
        why=_("So that nobody can guess passwords"),
        until=_("At most a day"),
        export="Not in it: it says nothing of you that you did not send a moment ago.",
        erasure=_("Gone within a day."),
        after=timedelta(days=1),
        job="sideways.common.tasks.cache_clear",
        travels=False,
    ),
    Kind(
        about=About.NOBODY,
        what=_("Jobs of the program"),
        models=("django_tasks_database.dbtaskresult", "common.scheduledjob"),
        why=_("So that a job that fails can be found and mended. They name nobody."),
        until=_("Jobs that ended well a day, failed ones two weeks"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
        after=timedelta(days=FAILED_JOBS_KEPT_DAYS),
        job="sideways.common.tasks.results_prune",
        travels=False,
    ),
    Kind(
        about=About.NOBODY,
        what=_("Names of the program’s own tables"),
        models=(
            "contenttypes.contenttype",
            "auth.permission",
            "auth.group",
            "auth.group_permissions",
        ),
        why=_("Part of the tools the program is built with. They name nobody."),
        until=_("As long as the program"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
        travels=False,
    ),
)
