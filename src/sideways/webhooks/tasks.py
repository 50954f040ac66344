from django.utils import timezone
from django_tasks import task

from sideways.webhooks import services
from sideways.webhooks.queries import webhooks_at_work


@task()
def webhooks_run() -> None:
    at = timezone.now()
    if webhooks_at_work().exists():
        services.changes_look(at=at)
    services.deliveries_send(at=at)
