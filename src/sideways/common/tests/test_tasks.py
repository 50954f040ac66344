from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sideways.common.tasks import results_prune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs_in_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def ended(status, days_ago):
    results_prune.enqueue()
    row = DBTaskResult.objects.latest("enqueued_at")
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=status, finished_at=timezone.now() - timedelta(days=days_ago)
    )
    return row.pk


def test_jobs_that_ended_are_forgotten_and_failed_ones_kept_for_two_weeks():
    ended("SUCCESSFUL", 2)
    ended("FAILED", 15)
    kept = {ended("SUCCESSFUL", 0), ended("FAILED", 2)}

    results_prune.func()

    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept
