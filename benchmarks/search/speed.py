"""Time of a search over 100,000 lessons, as one reader of many, on both databases."""

from collections.abc import Iterator

from benchmarks.fresh import told_by
from benchmarks.line import Line

N_PEOPLE, N_LESSONS, N_WORDS = 20_000, 100_000, 30_000
N_QUESTIONS = 200
MOST_MS = {"all": 50.0, "any": 200.0, "both": 200.0}
NAMES = {"all": "all words", "any": "any of the words", "both": "any of the words, or the meaning"}

MEASURE = """
import sys, time
from sideways.cli.site import prepare, start_django
start_django()
prepare(demo=False)
import numpy as np
from django.conf import settings
from django.db import connection
from benchmarks.network import fill
from sideways.common.batches import batches
from sideways.common.housekeeping import planner_inform
from sideways.lessons.queries import lessons_best, lessons_readable
from sideways.search.embedders import embedder
from sideways.search.meaning import packed
from sideways.search.models import Document, Embedding
from sideways.search.queries import ask
settings.SEARCH_MODEL = "none"
n_people, n_lessons, n_words, n_questions = map(int, sys.argv[1:])
rng = np.random.default_rng(1)
syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "zan"]
words = list(dict.fromkeys("".join(rng.choice(syllables, 4)) for _ in range(2 * n_words)))[:n_words]
reader = fill(n_people=n_people, n_lessons=n_lessons, seed=0, words=words)
planner_inform()
if connection.vendor == "postgresql":  # a server does so by itself; the throw-away one does not
    connection.cursor().execute("ANALYZE")
readable = lessons_readable(reader)
texts = list(readable.order_by("pk").values_list("went_wrong", flat=True)[:n_questions])
def questions(kind):
    for text in texts:
        said = text.split()[:-1]
        if kind == "all":
            yield " ".join(rng.choice(said, 2, replace=False))
        else:  # words of different lessons: hardly ever together
            others = rng.choice(texts, 4)
            yield " ".join(str(rng.choice(other.split()[:-1])) for other in others)
def give_meanings():
    # Each lesson means what one of the texts does, and some noise: they are all much alike.
    model = embedder()
    meant = model.embed(texts)
    for keys in batches(Document.objects.values_list("pk", flat=True).iterator(), 2000):
        rows = meant[rng.integers(len(meant), size=len(keys))]
        rows += rng.normal(0, 0.04, rows.shape)
        vectors = [row.tobytes() for row in packed(rows)]
        Embedding.objects.bulk_create(
            [Embedding(document_id=pk, model=model.name, vector=row) for pk, row in zip(keys, vectors)]
        )
for kind in ("all", "any", "both"):
    if kind == "both":
        settings.SEARCH_MODEL = ""
        give_meanings()
        ask(readable, "lessons.lesson", texts[0])  # the first one reads the vectors
    took, of_kind = [], 0
    for question in questions(kind):
        start = time.perf_counter()
        answer = ask(readable, "lessons.lesson", question)
        lessons_best(answer, answer.subjects[:20])
        took.append(time.perf_counter() - start)
        of_kind += answer.every == (kind == "all")
    word = str(rng.choice(texts[0].split()))
    start = time.perf_counter()
    list(readable.filter(went_wrong__contains=word).values_list("pk")[:20])
    scan = time.perf_counter() - start
    print(kind, np.quantile(took, 0.95) * 1000, of_kind, scan * 1000)
"""


def lines() -> Iterator[Line]:
    """Yield the time at the 95th percentile of finding the best 20, for each kind of question."""
    for database in ("SQLite", "PostgreSQL"):
        yield from _lines(database)


def _lines(database: str) -> Iterator[Line]:
    sizes = map(str, (N_PEOPLE, N_LESSONS, N_WORDS, N_QUESTIONS))
    for row in told_by(MEASURE, *sizes, database=database)[-3:]:
        kind, milliseconds, of_kind, scan = row.split()
        ours = float(milliseconds)
        yield Line(
            name=f"{database}: best 20 of {N_LESSONS:,} lessons, {NAMES[kind]} ({of_kind} questions)",
            ours=f"{ours:.0f} ms at p95",
            peer=f"{float(scan):.0f} ms to look through the texts for one word",
            ratio=f"{float(scan) / ours:.1f}",
            reach=f"≤ {MOST_MS[kind]:.0f} ms",
            holds=ours <= MOST_MS[kind],
        )
