from django.utils import timezone
from django_tasks import task

from sideways.people import services, uploads


@task()
def sessions_clear() -> None:
    services.sessions_clear(at=timezone.now())


@task()
def accounts_forget_unverified() -> None:
    services.accounts_forget_unverified(at=timezone.now())


@task()
def accounts_forget_unfinished() -> None:
    services.accounts_forget_unfinished(at=timezone.now())


@task()
def invitations_forget() -> None:
    services.invitations_forget(at=timezone.now())


@task()
def proposals_forget() -> None:
    services.proposals_forget()


@task()
def uploads_forget() -> None:
    uploads.uploads_forget()
