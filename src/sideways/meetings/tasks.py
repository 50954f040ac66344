from django.utils import timezone
from django_tasks import task

from sideways.meetings import services


@task()
def meetings_tidy() -> None:
    services.meetings_tidy(at=timezone.now())
