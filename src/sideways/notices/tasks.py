from django.utils import timezone
from django_tasks import task

from sideways.notices import services
from sideways.notices.services import digests, outbox, plans


@task()
def emails_send() -> None:
    if services.emails_send(at=timezone.now()) >= outbox.MOST_AT_ONCE:
        emails_send.enqueue()  # there may be more; other jobs have their turn first


@task()
def digests_send() -> None:
    looked = services.digests_send(at=timezone.now())
    if looked:
        emails_send.enqueue()
    if looked >= digests.MOST_AT_ONCE:
        digests_send.enqueue()


@task()
def plans_begin() -> None:
    if services.plans_begin(at=timezone.now()) >= plans.BEGUN_AT_ONCE:
        plans_begin.enqueue()
