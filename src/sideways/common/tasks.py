from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from sideways.common import housekeeping
from sideways.common.keeping import FAILED_JOBS_KEPT_DAYS


@task()
def results_prune() -> None:
    """Forget jobs that ended well after a day, and failed ones after two weeks."""
    call_command(
        "prune_db_task_results",
        min_age_days=1,
        failed_min_age_days=FAILED_JOBS_KEPT_DAYS,
        queue_name="*",
        verbosity=0,
    )


@task()
def planner_inform() -> None:
    housekeeping.planner_inform()


@task()
def audit_forget() -> None:
    housekeeping.audit_forget(at=timezone.now())


@task()
def cache_clear() -> None:
    housekeeping.cache_clear(at=timezone.now())
