from django_tasks import task

from sideways.search import services


@task()
def words_count() -> None:
    services.words_count()
