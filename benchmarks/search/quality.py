"""Whether a search finds what belongs to a text, in real reports of others, on both databases.

NASA: a lesson, asked word by word, should lead to the report of its own event. SAFENET: a report should lead
to the others of the same day in the same state, which are often of the same fire.
"""

from collections.abc import Iterator

from tests.shared import DATA

from benchmarks.fresh import told_by
from benchmarks.line import Line

FOLDER = DATA / "lessons"
# Textbook BM25 over every word of the question is the peer: it has no database to be quick in.
LEAST_OF_PEER = 0.95

MEASURE = """
import csv, math, sys, uuid
from collections import Counter, defaultdict
from pathlib import Path
from sideways.cli.site import prepare, start_django
start_django()
prepare(demo=False)
from django.db import connection
from sideways.search.databases import hits
from sideways.search.questions import question_like
from sideways.search.queries import TELLING_WORDS
from sideways.search.services import Text, documents_put, words_count
from sideways.search.words import stems_in
csv.field_size_limit(10**8)
folder = Path(sys.argv[1])
def rows(name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return {uuid.uuid4(): row for row in csv.DictReader(file)}
reports = {"nasa": rows("nasa_llis_250.csv"), "safenet": rows("safenet_open_1500.csv")}
for kind, found in reports.items():
    documents_put(kind=kind, texts=[Text(pk, row["what_happened"], "") for pk, row in found.items()])
words_count()
same = defaultdict(set)
for pk, row in reports["safenet"].items():
    same[row["event_date"], row["state"]].add(pk)
def asked(kind):
    for pk, row in reports[kind].items():
        if kind == "nasa":
            yield pk, row["lesson"], {pk}
        elif others := same[row["event_date"], row["state"]] - {pk}:
            yield pk, row["what_happened"], others
def ours(kind):
    def find(text):
        question = question_like(text, TELLING_WORDS)
        if not question:
            return []
        asked = hits(kind, question, every=False)
        with connection.cursor() as cursor:
            best = f"SELECT subject FROM ({asked.sql}) AS hits ORDER BY distance, subject LIMIT 11"
            cursor.execute(best, asked.parameters)
            return [uuid.UUID(str(subject)) for (subject,) in cursor.fetchall()]
    return find
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
    for find in (ours(kind), textbook(kind)):
        ranks, recalls = [], []
        for pk, text, wanted in asked(kind):
            found = [each for each in find(text) if kind == "nasa" or each != pk][:10]
            places = [place for place, each in enumerate(found, 1) if each in wanted]
            ranks.append(1 / places[0] if places else 0.0)
            recalls.append(len(places) / min(10, len(wanted)))
        print(kind, len(ranks), sum(ranks) / len(ranks), sum(recalls) / len(recalls))
"""


def lines() -> Iterator[Line]:
    """Yield MRR and recall@10 on each database, beside the peer's."""
    for database in ("SQLite", "PostgreSQL"):
        yield from _lines(database)


def _lines(database: str) -> Iterator[Line]:
    rows = [row.split() for row in told_by(MEASURE, str(FOLDER), database=database)[-4:]]
    for ours, peers in zip(rows[::2], rows[1::2], strict=True):
        kind, count, *figures = ours
        for name, figure, peer in zip(("MRR", "recall@10"), figures, peers[2:], strict=True):
            ratio = float(figure) / float(peer)
            yield Line(
                name=f"{database}: {name} of {count} questions to {kind}, by words",
                ours=f"{float(figure):.3f}",
                peer=f"{float(peer):.3f}",
                ratio=f"{ratio:.2f}",
                reach=f"≥ {LEAST_OF_PEER} of the peer",
                holds=ratio >= LEAST_OF_PEER,
            )
