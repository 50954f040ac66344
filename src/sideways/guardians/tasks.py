from django.utils import timezone
from django_tasks import task

from sideways.guardians import services


@task()
def unmaskings_forget() -> None:
    services.unmaskings_forget(at=timezone.now())
