from django.utils import timezone
from django_tasks import task

from sideways.week import services


@task()
def weeks_choose(after: int = 0) -> None:
    last = services.weeks_choose(at=timezone.now(), after=after)
    if last is not None:
        weeks_choose.enqueue(after=last)  # other jobs have their turn first
