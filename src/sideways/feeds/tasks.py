from django.utils import timezone
from django_tasks import task

from sideways.feeds import services


@task()
def addresses_forget() -> None:
    services.addresses_forget(at=timezone.now())
