from django.utils import timezone
from django_tasks import task

from sideways.notices import services


@task()
def emails_send() -> None:
    services.emails_send(at=timezone.now())
