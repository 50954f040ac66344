from django.utils import timezone
from django_tasks import task

from sideways.people import services


@task()
def sessions_clear() -> None:
    services.sessions_clear(at=timezone.now())


@task()
def accounts_forget_unverified() -> None:
    services.accounts_forget_unverified(at=timezone.now())
