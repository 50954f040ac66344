"""Writes of what texts mean, as a model sees it. The worker makes them, some at a time."""

from collections.abc import Iterator
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from sideways.common.batches import batches
from sideways.search import kinds
from sideways.search.embedders import Embedder, embedder
from sideways.search.meaning import packed
from sideways.search.models import Document, Embedding

AT_A_TIME = 16
MOST_A_RUN = 200  # ten seconds or so: letters wait for the same worker


def embeddings_make(*, most: int = MOST_A_RUN) -> int:
    """Let a model look at what it has not seen yet, at most so many, and return how many it saw.

    Each few are kept as they are done, so that a run that is cut off is taken up where it was. What another
    model saw is forgotten. Reads no more than it looks at.
    """
    model = embedder()
    other = Embedding.objects.exclude(model=model.name) if model else Embedding.objects.all()
    other.delete()
    if model is None:
        return 0
    waiting = list(embeddings_missing().order_by("kind", "pk")[:most])
    return sum(_look_at(model, kind, rows) for kind, rows in _by_kind(waiting))


def embeddings_missing() -> QuerySet[Document]:
    """Return the documents no model has looked at."""
    return Document.objects.filter(embedding=None)


def _by_kind(waiting: list[Document]) -> Iterator[tuple[str, list[Document]]]:
    for kind, rows in groupby(waiting, key=lambda document: document.kind):
        for batch in batches(rows, AT_A_TIME):
            yield kind, batch


def _look_at(model: Embedder, kind: str, rows: list[Document]) -> int:
    texts = {text.subject: text for text in kinds.named(kind).texts([row.subject for row in rows])}
    there = [row for row in rows if row.subject in texts]
    if not there:
        return 0
    said = [f"{texts[row.subject].head}\n{texts[row.subject].body}" for row in there]
    vectors = packed(model.embed(said))
    return _keep(model, {row.pk: vector.tobytes() for row, vector in zip(there, vectors, strict=True)}, there)


@transaction.atomic
def _keep(model: Embedder, vectors: dict[int, bytes], rows: list[Document]) -> int:
    # Meanwhile a lesson may have been changed or withdrawn: what it was then must not be found.
    now = {row.pk: row for row in Document.objects.select_for_update().filter(pk__in=vectors)}
    same = [row for row in rows if row.pk in now and _says(now[row.pk]) == _says(row)]
    made = [Embedding(document=row, model=model.name, vector=vectors[row.pk]) for row in same]
    Embedding.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _says(row: Document) -> tuple[str, str]:
    return row.head, row.body
