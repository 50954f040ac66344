from django.utils import timezone
from django_tasks import task

from sideways.busy import services


@task()
def busy_times_forget() -> None:
    services.busy_times_forget(at=timezone.now())
