from django.utils import timezone
from django_tasks import task

from sideways.introductions import services


@task()
def introductions_close() -> None:
    at = timezone.now()
    services.introductions_close_due(at=at)
    services.talks_close_due(at=at)


@task()
def introductions_forget() -> None:
    at = timezone.now()
    services.introductions_forget(at=at)
    services.talks_forget(at=at)
    services.board_cards_forget(at=at)
