from django_tasks import task

from sideways.comments import services


@task()
def groups_widen() -> None:
    services.groups_widen()
