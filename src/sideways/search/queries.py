"""Finding things by their words. What a reader may open is asked in the same statement, never afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Count, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from sideways.search.databases import hits, holders
from sideways.search.embedders import embedder
from sideways.search.fusion import fused
from sideways.search.meaning import close_to
from sideways.search.models import Document
from sideways.search.questions import (
    Question,
    as_meant,
    meant_by,
    question_from,
    question_like,
    question_unweighed,
    rarest,
)
from sideways.search.words import SMALL_STEMS

TELLING_WORDS = 24
MOST_FOUND = 1_000  # nobody reads further; narrowing finds others

MOST_NEAR = 24  # of things found by meaning: everything is a little like everything else
NEAR, MUCH_ALIKE = 0.35, 0.5  # of a cosine: what a question is about; what tells of the same
FIRST_LOOKED_UP, MOST_LOOKED_UP = 100, 16_000

T = TypeVar("T", bound=Model)

# The index is asked first and once; a thing is then looked up for each hit, not the other way round. The
# OFFSET keeps PostgreSQL from reading all things there are instead.
BEST = """
    WITH hits(subject, distance) AS MATERIALIZED ({hits}), things(pk) AS ({things})
    SELECT hits.subject FROM hits
    WHERE EXISTS (SELECT 1 FROM things WHERE things.pk = hits.subject LIMIT 1 OFFSET 0)
    ORDER BY hits.distance, hits.subject LIMIT %s
"""
FIRST = """
    WITH things(pk) AS ({things})
    SELECT 1 FROM (SELECT subject FROM ({hits}) AS ranked) AS hits CROSS JOIN things
    WHERE things.pk = hits.subject LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What was found: the best ``subjects``, the best first.

    ``every`` says whether those found by words hold every part; ``alike`` are those found by meaning alone.
    """

    question: Question
    subjects: list[UUID]
    among: QuerySet[T]
    every: bool
    alike: frozenset[UUID]

    @property
    def things(self) -> QuerySet[T]:
        """Return what was found, in no order."""
        return self.among.filter(pk__in=self.subjects)

    @property
    def is_cut(self) -> bool:
        """Say whether there may be more than was looked at."""
        return len(self.subjects) == MOST_FOUND


def ask(things: QuerySet[T], kind: str, text: str) -> Answer[T]:
    """Return the things that hold all that somebody looks for; where none does, those that hold some of it.

    What is found nowhere is taken for a slip. Where there is a model, what means much the same comes with it.
    Three queries where things hold all; some more where not, and for a model.
    """
    question = question_from(text)
    found, every = best(things, kind, question, every=True, limit=MOST_FOUND), True
    if question and not found:
        typed = question
        question = as_meant(typed, lambda part: _stands(things, kind, Question((part,))))
        if question != typed:
            found = best(things, kind, question, every=True, limit=MOST_FOUND)
        every = bool(found)
        found = found or _best_of_some(things, kind, question, MOST_FOUND)
    alike = near(things, text, limit=MOST_NEAR, least=NEAR) if question else []
    both = fused(found, alike)[:MOST_FOUND]
    return Answer(question, both, things, every, frozenset(alike).difference(found))


def best(things: QuerySet[T], kind: str, question: Question, *, every: bool, limit: int) -> list[UUID]:
    """Return which things fit a question best, the best first. One query."""
    if not question:
        return []
    asked = hits(kind, question, every=every)
    wanted, parameters = _wanted(things)
    with connection.cursor() as cursor:
        cursor.execute(BEST.format(hits=asked.sql, things=wanted), [*asked.parameters, *parameters, limit])
        return [UUID(str(subject)) for (subject,) in cursor.fetchall()]


def readings(things: QuerySet[T], kind: str, wanted: Sequence[tuple[Q, str]]) -> list[Question]:
    """Return how ``ask`` reads each of some texts among those of the things that pass its filter.

    One query for all of them; three more where nothing holds every part of some: there a slip is taken for
    what was meant.
    """
    typed = [question_unweighed(text) for _, text in wanted]
    held = _held(things, kind, [(among, each) for (among, _), each in zip(wanted, typed, strict=True)])
    lost = [n for n, question in enumerate(typed) if question and n not in held]
    parts = [(n, part) for n in lost for part in typed[n].parts]
    stand = _held(things, kind, [(wanted[n][0], Question((part,))) for n, part in parts])
    meant = meant_by({part for place, (_, part) in enumerate(parts) if place not in stand})
    stands = {pair for place, pair in enumerate(parts) if place in stand}
    return [
        Question(tuple(part if n in held or (n, part) in stands else meant[part] for part in question.parts))
        for n, question in enumerate(typed)
    ]


def _held(things: QuerySet[T], kind: str, asked: Sequence[tuple[Q, Question]]) -> set[int]:
    """Return the places of those questions that some thing holds whole, of those that pass its filter."""
    if not asked:
        return set()
    fits = [among & holding(kind, question) for among, question in asked]
    counts: dict[str, Any] = {str(n): Count("pk", filter=fit) for n, fit in enumerate(fits)}
    counted = things.filter(reduce(or_, fits)).order_by().aggregate(**counts)
    return {n for n in range(len(asked)) if counted[str(n)]}


def holding(kind: str, question: Question) -> Q:
    """Return what keeps the things that hold every part of a question: to filter by. No query.

    Nothing that comes close is kept, so that many can stand in one statement.
    """
    if not question:
        return Q(pk__in=[])
    asked = holders(kind, question)
    return Q(pk__in=RawSQL(asked.sql, asked.parameters))  # noqa: S611 (what was typed is a parameter)


def stems_of(kind: str, subjects: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Return the stems of some things, those of small words aside. One query."""
    said = Document.objects.filter(kind=kind, subject__in=subjects).values_list("subject", "head", "body")
    return {subject: frozenset([*head.split(), *body.split()]) - SMALL_STEMS for subject, head, body in said}


def like(
    things: QuerySet[T], kind: str, text: str, *, limit: int, telling: int = TELLING_WORDS, least: int = 1
) -> list[UUID]:
    """Return the things that share the telling words of a text or mean much the same, the most alike first.

    ``telling`` is how many words are looked for, and ``least`` how many of them a thing must share. Four
    queries, and those for a model.
    """
    question = question_like(text, telling)
    found = _best_of_some(things, kind, question, limit)
    stems = {stem for phrase in question.phrases() for stem in phrase}
    said = Document.objects.filter(kind=kind, subject__in=found).values_list("subject", "head", "body")
    shared = {subject: stems & {*head.split(), *body.split()} for subject, head, body in said}
    by_words = [subject for subject in found if len(shared.get(subject, ())) >= least]
    return fused(by_words, near(things, text, limit=limit, least=MUCH_ALIKE))[:limit]


def near(things: QuerySet[T], text: str, *, limit: int, least: float) -> list[UUID]:
    """Return the things that mean much the same as a text, the closest first; none where there is no model.

    Two queries where most of what is close may be opened, a few more for somebody who may open little.
    """
    model = embedder()
    if not (model and text.strip()):
        return []
    close = close_to(model.name, model.embed([text])[0], least=least)
    found: list[UUID] = []
    step = FIRST_LOOKED_UP
    while len(found) < limit and (part := list(islice(close, step))):
        there = set(things.filter(pk__in=part).order_by().values_list("pk", flat=True))
        found += [subject for subject in part if subject in there]
        step = min(2 * step, MOST_LOOKED_UP)
    return found[:limit]


def _best_of_some(things: QuerySet[T], kind: str, question: Question, limit: int) -> list[UUID]:
    """Return what holds some of a question. One query; two where what holds its rare parts is hidden."""
    few = rarest(question, MOST_FOUND)
    found = best(things, kind, few, every=False, limit=limit)
    return found or (best(things, kind, question, every=False, limit=limit) if few != question else [])


def _stands(things: QuerySet[T], kind: str, question: Question) -> bool:
    """Say whether any of the things holds this. One query."""
    wanted, parameters = _wanted(things)
    asked = hits(kind, question, every=True)
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(hits=asked.sql, things=wanted), [*parameters, *asked.parameters])
        return cursor.fetchone() is not None


def _wanted(things: QuerySet[T]) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that asks which things there are, also where it is known that there are none."""
    compiler = things.order_by().values("pk").query.get_compiler(connection=connection, elide_empty=False)
    sql, parameters = compiler.as_sql()
    return sql, parameters
