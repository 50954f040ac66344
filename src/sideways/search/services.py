"""Writes of the index. Features call these in the transaction that changes what can be found."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction

from sideways.common.batches import batches
from sideways.search import kinds
from sideways.search.databases import stems_held
from sideways.search.kinds import Text
from sideways.search.models import Document, Word
from sideways.search.words import Word as SaidWord
from sideways.search.words import words_in

BATCH = 500


@transaction.atomic
def documents_put(*, kind: str, texts: Iterable[Text]) -> int:
    """Let each text be found by its words and no others. Returns how many. Six queries at most each 500."""
    count = 0
    for batch in batches(texts, BATCH):
        before = _stems_of(kind, [text.subject for text in batch])
        said = {text.subject: [list(words_in(part)) for part in (text.head, text.body)] for text in batch}
        rows = [_document(kind, subject, *parts) for subject, parts in said.items()]
        Document.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "subject"], update_fields=["head", "body"]
        )
        _add_words({word.plain: word.stem for parts in said.values() for part in parts for word in part})
        _forget_words(before.difference(*(_stems(row.head, row.body) for row in rows)))
        count += len(rows)
    return count


@transaction.atomic
def documents_remove(*, kind: str, subjects: Collection[UUID]) -> None:
    """Let these be found no more, and forget the words that stand in nothing else."""
    stems = _stems_of(kind, subjects)
    Document.objects.filter(kind=kind, subject__in=subjects).delete()
    _forget_words(stems)


@transaction.atomic
def index_make_again() -> int:
    """Write the whole index anew from what can be found. Returns how many documents it holds."""
    Document.objects.all().delete()
    Word.objects.all().delete()
    count = sum(documents_put(kind=kind.name, texts=kind.texts()) for kind in kinds.all_kinds())
    words_count()
    return count


@transaction.atomic
def words_count() -> int:
    """Count in how many documents each word stands, and forget words that stand in none.

    Two that are withdrawn in the same moment may each have left a word to the other. Returns how many
    were forgotten. Reads every document once.
    """
    counted: Counter[str] = Counter()
    for head, body in Document.objects.values_list("head", "body").iterator(chunk_size=2_000):
        counted.update(_stems(head, body))
    changed, gone = [], []
    for word in Word.objects.iterator(chunk_size=2_000):
        count = counted[word.stem]
        if not count:
            gone.append(word.pk)
        elif count != word.documents:
            word.documents = count
            changed.append(word)
    Word.objects.bulk_update(changed, ["documents"], batch_size=BATCH)
    for some in batches(gone, BATCH):
        Word.objects.filter(pk__in=some).delete()
    return len(gone)


def _stems(head: str, body: str) -> set[str]:
    return {*head.split(), *body.split()}


def _stems_of(kind: str, subjects: Collection[UUID]) -> set[str]:
    said = Document.objects.filter(kind=kind, subject__in=subjects).values_list("head", "body")
    return set().union(*(_stems(head, body) for head, body in said))


def _forget_words(stems: set[str]) -> None:
    if stems:
        Word.objects.filter(stem__in=stems - stems_held(stems)).delete()


def _document(kind: str, subject: UUID, head: Iterable[SaidWord], body: Iterable[SaidWord]) -> Document:
    about, rest = (" ".join(word.stem for word in part) for part in (head, body))
    return Document(kind=kind, subject=subject, head=about, body=rest)


def _add_words(stems: Mapping[str, str]) -> None:
    # In one order, so that two who add the same words never wait for each other in a circle.
    rows = [Word(plain=plain, stem=stem, length=len(plain)) for plain, stem in sorted(stems.items())]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
