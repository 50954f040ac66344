from django.utils import timezone
from django_tasks import task

from sideways.villages import services


@task()
def projects_forget() -> None:
    services.projects_forget(at=timezone.now())


@task()
def days_forget() -> None:
    services.days_forget(at=timezone.now())


@task()
def proposals_forget() -> None:
    services.proposals_forget(at=timezone.now())
