import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from sideways.common import schedule
from sideways.common.models import ScheduledJob
from sideways.common.schedule import jobs_enqueue_due, keep_enqueuing

pytestmark = pytest.mark.django_db
JOB = "sideways.lessons.tasks.drafts_forget"


@pytest.fixture(autouse=True)
def one_daily_job(settings):
    settings.SCHEDULE = {JOB: timedelta(days=1)}


def test_job_that_never_ran_is_due():
    assert jobs_enqueue_due(at=timezone.now()) == [JOB]


def test_job_is_due_again_only_after_its_time():
    at = timezone.now()
    jobs_enqueue_due(at=at)

    assert jobs_enqueue_due(at=at + timedelta(hours=23)) == []
    assert jobs_enqueue_due(at=at + timedelta(hours=24)) == [JOB]
    assert ScheduledJob.objects.get(pk=JOB).started_at == at + timedelta(hours=24)


def test_every_job_of_the_settings_is_a_task(settings):
    from sideways.config.settings import SCHEDULE

    for name in SCHEDULE:
        assert callable(import_string(name).enqueue)


def test_keep_enqueuing_looks_until_told_to_stop(monkeypatch):
    stop = threading.Event()
    looked = []

    def look(*, at):
        looked.append(at)
        stop.set()

    monkeypatch.setattr(schedule, "jobs_enqueue_due", look)
    monkeypatch.setattr(schedule, "close_old_connections", lambda: None)

    keep_enqueuing(stop)

    assert len(looked) == 1
