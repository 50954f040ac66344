from django_tasks import task

from sideways.search import embedding_services, services


@task()
def words_count() -> None:
    services.words_count()


@task()
def embeddings_make() -> None:
    embedding_services.embeddings_make()
