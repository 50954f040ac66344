from django.utils import timezone
from django_tasks import task

from sideways.api import services


@task()
def tokens_forget() -> None:
    services.tokens_forget(at=timezone.now())


@task()
def requests_forget() -> None:
    services.requests_forget(at=timezone.now())
