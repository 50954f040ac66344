"""Time of a search over 100,000 lessons, as one reader of many, on both databases."""

from collections.abc import Iterator

from benchmarks.fresh import told_by
from benchmarks.line import Line

N_PEOPLE, N_LESSONS, N_WORDS = 20_000, 100_000, 30_000
N_QUESTIONS = 200
MOST_MS = {"all": 50.0, "any": 200.0}

MEASURE = """
import sys, time
from sideways.cli.site import prepare, start_django
start_django()
prepare(demo=False)
import numpy as np
from benchmarks.network import fill
from sideways.lessons.models import Lesson
from sideways.common.housekeeping import planner_inform
from sideways.lessons.queries import lessons_best, lessons_readable
from sideways.search.queries import ask
n_people, n_lessons, n_words, n_questions = map(int, sys.argv[1:])
rng = np.random.default_rng(1)
syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "zan"]
words = list(dict.fromkeys("".join(rng.choice(syllables, 4)) for _ in range(2 * n_words)))[:n_words]
reader = fill(n_people=n_people, n_lessons=n_lessons, seed=0, words=words)
planner_inform()
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
for kind in ("all", "any"):
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
    for row in told_by(MEASURE, *sizes, database=database)[-2:]:
        kind, milliseconds, of_kind, scan = row.split()
        ours = float(milliseconds)
        yield Line(
            name=f"{database}: best 20 of {N_LESSONS:,} lessons, {kind} words ({of_kind} questions)",
            ours=f"{ours:.0f} ms at p95",
            peer=f"{float(scan):.0f} ms to look through the texts for one word",
            ratio=f"{float(scan) / ours:.1f}",
            reach=f"≤ {MOST_MS[kind]:.0f} ms",
            holds=ours <= MOST_MS[kind],
        )
