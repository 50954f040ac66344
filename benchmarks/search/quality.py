"""Whether a search finds what belongs to a text, in real reports of others, on both databases.

NASA: a lesson, asked word by word, should lead to the report of its own event. SAFENET: a report should lead
to the others of the same day in the same state, which are often of the same fire. By words, by
meaning, and both.
"""

from collections.abc import Iterator

from tests.shared import DATA

from benchmarks.fresh import told_by
from benchmarks.line import Line

FOLDER = DATA / "lessons"
# Textbook BM25 over every word of the question is the peer: it has no database to be quick in.
LEAST_OF_PEER = 0.95
# So much more than by words alone, or a site is better off without the model.
WORTH_A_MODEL = 0.02

MEASURE = """
import csv, math, sys, uuid
from collections import Counter, defaultdict
from pathlib import Path
from sideways.cli.site import prepare, start_django
start_django()
prepare(demo=False)
from django.db import connection
from sideways.search import kinds
from sideways.search.databases import hits
from sideways.search.embedders import embedder
from sideways.search.embedding_services import embeddings_make
from sideways.search.fusion import fused
from sideways.search.kinds import Text
from sideways.search.meaning import close_to
from sideways.search.questions import question_like
from sideways.search.queries import MOST_NEAR, MUCH_ALIKE, TELLING_WORDS
from sideways.search.services import documents_put, words_count
from sideways.search.words import stems_in
csv.field_size_limit(10**8)
folder = Path(sys.argv[1])
def rows(name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return {uuid.uuid4(): row for row in csv.DictReader(file)}
reports = {"nasa": rows("nasa_llis_250.csv"), "safenet": rows("safenet_open_1500.csv")}
for kind, found in reports.items():
    def texts(subjects=None, found=found):
        wanted = found.keys() if subjects is None else subjects
        return [Text(pk, found[pk]["what_happened"], "") for pk in wanted]
    kinds.register(kinds.Kind(kind, texts))
    documents_put(kind=kind, texts=texts())
words_count()
while embeddings_make(most=500):
    pass
same = defaultdict(set)
for pk, row in reports["safenet"].items():
    same[row["event_date"], row["state"]].add(pk)
def asked(kind):
    for pk, row in reports[kind].items():
        if kind == "nasa":
            yield pk, row["lesson"], {pk}
        elif others := same[row["event_date"], row["state"]] - {pk}:
            yield pk, row["what_happened"], others
def by_words(kind):
    def find(text):
        question = question_like(text, TELLING_WORDS)
        if not question:
            return []
        asked = hits(kind, question, every=False)
        with connection.cursor() as cursor:
            best = f"SELECT subject FROM ({asked.sql}) AS hits ORDER BY distance, subject LIMIT 50"
            cursor.execute(best, asked.parameters)
            return [uuid.UUID(str(subject)) for (subject,) in cursor.fetchall()]
    return find
def by_meaning(kind, least=-1):
    model = embedder()
    def find(text):
        close = close_to(model.name, model.embed([text])[0], least=least)
        return [pk for pk in close if pk in reports[kind]][:MOST_NEAR]
    return find
def hybrid(kind):
    words, meaning = by_words(kind), by_meaning(kind, MUCH_ALIKE)
    return lambda text: fused(words(text), meaning(text))
def textbook(kind, k1=1.2, b=0.75):
    held = {pk: Counter(stems_in(row["what_happened"])) for pk, row in reports[kind].items()}
    lengths = {pk: sum(stems.values()) for pk, stems in held.items()}
    mean = sum(lengths.values()) / len(lengths)
    within = Counter(stem for stems in held.values() for stem in stems)
    def find(text):
        scores = Counter()
        for stem in set(stems_in(text)) & within.keys():
            rarity = math.log(1 + (len(held) - within[stem] + 0.5) / (within[stem] + 0.5))
            for pk, stems in held.items():
                if count := stems[stem]:
                    scores[pk] += rarity * count * (k1 + 1) / (count + k1 * (1 - b + b * lengths[pk] / mean))
        return [pk for pk, _ in scores.most_common(11)]
    return find
for kind in reports:
    for way in (by_words, by_meaning, hybrid, textbook):
        find = way(kind)
        ranks, recalls = [], []
        for pk, text, wanted in asked(kind):
            found = [each for each in find(text) if kind == "nasa" or each != pk][:10]
            places = [place for place, each in enumerate(found, 1) if each in wanted]
            ranks.append(1 / places[0] if places else 0.0)
            recalls.append(len(places) / min(10, len(wanted)))
        print(kind, way.__name__, len(ranks), sum(ranks) / len(ranks), sum(recalls) / len(recalls))
"""


def lines() -> Iterator[Line]:
    """Yield MRR and recall@10 on each database: by words, by meaning, and both."""
    for database in ("SQLite", "PostgreSQL"):
        yield from _lines(database)


def _lines(database: str) -> Iterator[Line]:
    told = [row.split() for row in told_by(MEASURE, str(FOLDER), database=database)[-8:]]
    for start in (0, 4):
        kind, _, count, *_ = told[start]
        words, meaning, both, peer = (
            [float(figure) for figure in row[3:]] for row in told[start : start + 4]
        )
        for place, name in enumerate(("MRR", "recall@10")):
            what = f"{database}: {name} of {count} questions to {kind}"
            ratio = words[place] / peer[place]
            yield _line(
                f"{what}, by words", words, peer, place, f"≥ {LEAST_OF_PEER} of BM25", ratio >= LEAST_OF_PEER
            )
            yield _line(f"{what}, by meaning", meaning, peer, place, "none: told to compare", True)
            more = WORTH_A_MODEL if name == "MRR" else 0.0
            won = round(both[place] - words[place], 3) >= more
            yield _line(f"{what}, by both", both, words, place, f"≥ {more} over words alone", won)


def _line(name: str, ours: list[float], peer: list[float], place: int, reach: str, holds: bool) -> Line:
    return Line(
        name=name,
        ours=f"{ours[place]:.3f}",
        peer=f"{peer[place]:.3f}",
        ratio=f"{ours[place] / peer[place]:.2f}",
        reach=reach,
        holds=holds,
    )
