from django.utils import timezone
from django_tasks import task

from sideways.live import services


@task()
def news_forget() -> None:
    services.news_forget(at=timezone.now())
