from django.core.management import call_command
from django_tasks import task


@task()
def results_prune() -> None:
    """Forget jobs that ended well after a day, and failed ones after two weeks."""
    call_command("prune_db_task_results", min_age_days=1, failed_min_age_days=14, queue_name="*", verbosity=0)
