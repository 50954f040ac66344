from django.utils import timezone
from django_tasks import task

from sideways.introductions import services
from sideways.introductions.models import Round
from sideways.introductions.round_queries import rounds_not_over


@task()
def rounds_work() -> None:
    """Work out what waits, send out what is to be sent, take up what a killed worker left."""
    for round_id, state in rounds_not_over().values_list("pk", "state"):
        work = services.round_propose if state == Round.State.PUBLISHING else services.round_solve
        work(round_id=round_id, at=timezone.now())


@task()
def round_of_the_month() -> None:
    services.round_of_the_month(at=timezone.now())


@task()
def plans_forget() -> None:
    services.plans_forget(at=timezone.now())
