from django.utils import timezone
from django_tasks import task

from sideways.patterns import services


@task()
def edition_make() -> None:
    services.edition_make(at=timezone.now())
