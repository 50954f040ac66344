from django.utils import timezone
from django_tasks import task

from sideways.files import services


@task()
def waiting_forget() -> None:
    services.waiting_forget(at=timezone.now())
