from django.utils import timezone
from django_tasks import task

from sideways.lessons import services


@task()
def drafts_forget() -> None:
    services.drafts_forget(at=timezone.now())


@task()
def groups_widen() -> None:
    services.groups_widen()


@task()
def withdrawn_forget() -> None:
    services.withdrawn_forget(at=timezone.now())
