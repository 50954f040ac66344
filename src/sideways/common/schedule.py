"""Regular jobs: settings.SCHEDULE names each task and how often; the worker enqueues what is due."""

import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from sideways.common.models import ScheduledJob

LOOK_EVERY_SECONDS = 15


def jobs_enqueue_due(*, at: datetime) -> list[str]:
    """Enqueue every regular job that is due and return their names. Two workers enqueue each once."""
    return [name for name, every in settings.SCHEDULE.items() if _claim(name, every, at)]


@transaction.atomic
def _claim(name: str, every: timedelta, at: datetime) -> bool:
    job, is_new = ScheduledJob.objects.get_or_create(pk=name, defaults={"started_at": at})
    due = ScheduledJob.objects.filter(pk=job.pk, started_at__lte=at - every)
    if not is_new and not due.update(started_at=at):
        return False
    transaction.on_commit(import_string(name).enqueue)
    return True


def keep_enqueuing(stop: threading.Event) -> None:
    """Look for due jobs until told to stop."""
    while not stop.is_set():
        close_old_connections()
        jobs_enqueue_due(at=timezone.now())
        stop.wait(LOOK_EVERY_SECONDS)
