"""Writes of the index. Features call these in the transaction that changes what can be found."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction

from sideways.common.batches import batches
from sideways.search import kinds
from sideways.search.databases import stems_held
from sideways.search.kinds import Text
from sideways.search.models import Document, Embedding, Word
from sideways.search.words import Word as SaidWord
from sideways.search.words import words_in

BATCH = 500

Held = dict[UUID, tuple[str, str]]


@transaction.atomic
def documents_put(*, kind: str, texts: Iterable[Text]) -> int:
    """Let each text be found by its words and no others. Returns how many. Seven queries at most each 500.

    What a changed text meant is forgotten; the worker looks at it anew.
    """
    count = 0
    for batch in batches(texts, BATCH):
        held = _held(kind, [text.subject for text in batch])
        said = {text.subject: [list(words_in(part)) for part in (text.head, text.body)] for text in batch}
        rows = [_document(kind, subject, *parts) for subject, parts in said.items()]
        Document.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "subject"], update_fields=["head", "body"]
        )
        _add_words({word.plain: word.stem for parts in said.values() for part in parts for word in part})
        changed = [row.subject for row in rows if held.get(row.subject) not in {None, (row.head, row.body)}]
        if changed:
            Embedding.objects.filter(document__kind=kind, document__subject__in=changed).delete()
        _forget_words(_stems(held).difference(_stems({row.subject: (row.head, row.body) for row in rows})))
        count += len(rows)
    return count


@transaction.atomic
def documents_remove(*, kind: str, subjects: Collection[UUID]) -> None:
    """Let these be found no more, and forget what they meant and the words that stand in nothing else."""
    held = _held(kind, subjects)
    Document.objects.filter(kind=kind, subject__in=subjects).delete()
    _forget_words(_stems(held))


@transaction.atomic
def index_make_again() -> int:
    """Write the whole index anew from what can be found. Returns how many documents it holds.

    A model does not look again at texts that have not changed.
    """
    Word.objects.all().delete()
    for kind in kinds.all_kinds():
        documents_put(kind=kind.name, texts=kind.texts())
        _remove_what_is_gone(kind)
    Document.objects.exclude(kind__in=[kind.name for kind in kinds.all_kinds()]).delete()
    words_count()
    return Document.objects.count()


@transaction.atomic
def words_count() -> int:
    """Count in how many documents each word stands, and forget words that stand in none.

    Two that are withdrawn in the same moment may each have left a word to the other. Returns how many
    were forgotten. Reads every document once.
    """
    counted: Counter[str] = Counter()
    for head, body in Document.objects.values_list("head", "body").iterator(chunk_size=2_000):
        counted.update({*head.split(), *body.split()})
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


def _remove_what_is_gone(kind: kinds.Kind) -> None:
    there = Document.objects.filter(kind=kind.name).values_list("subject", flat=True)
    for subjects in batches(there.iterator(chunk_size=2_000), BATCH):
        gone = set(subjects) - {text.subject for text in kind.texts(subjects)}
        Document.objects.filter(kind=kind.name, subject__in=gone).delete()


def _held(kind: str, subjects: Collection[UUID]) -> Held:
    said = Document.objects.filter(kind=kind, subject__in=subjects).values_list("subject", "head", "body")
    return {subject: (head, body) for subject, head, body in said}


def _stems(held: Held) -> set[str]:
    return {stem for parts in held.values() for part in parts for stem in part.split()}


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
