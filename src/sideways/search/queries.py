"""Finding things by their words. What a reader may open is asked in the same statement, never afterwards."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from sideways.search.databases import hits
from sideways.search.models import Document
from sideways.search.questions import Question, as_meant, question_from, question_like

TELLING_WORDS = 24
MOST_FOUND = 1_000  # nobody reads further; narrowing finds others

T = TypeVar("T", bound=Model)

# The index is asked first and once; a thing is then looked up for each hit, not the other way round.
BEST = """
    WITH hits(subject, distance) AS MATERIALIZED ({hits}), things(pk) AS ({things})
    SELECT hits.subject FROM hits CROSS JOIN things WHERE things.pk = hits.subject
    ORDER BY hits.distance, hits.subject LIMIT %s
"""
FIRST = """
    WITH things(pk) AS ({things})
    SELECT 1 FROM (SELECT subject FROM ({hits}) AS ranked) AS hits CROSS JOIN things
    WHERE things.pk = hits.subject LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What was found: the best ``subjects``, the best first, and whether they hold ``every`` part."""

    question: Question
    subjects: list[UUID]
    things: QuerySet[T]
    every: bool

    @property
    def is_cut(self) -> bool:
        """Say whether there may be more than was looked at."""
        return len(self.subjects) == MOST_FOUND


def ask(things: QuerySet[T], kind: str, text: str) -> Answer[T]:
    """Return the things that hold all that somebody looks for; where none does, those that hold some of it.

    What is found nowhere is taken for a slip. Three queries where things hold all; some more where not.
    """
    question = question_from(text)
    found, every = best(things, kind, question, every=True, limit=MOST_FOUND), True
    if question and not found:
        typed = question
        question = as_meant(typed, lambda part: _stands(things, kind, Question((part,))))
        if question != typed:
            found = best(things, kind, question, every=True, limit=MOST_FOUND)
        every = bool(found)
        found = found or best(things, kind, question, every=False, limit=MOST_FOUND)
    return Answer(question, found, things.filter(pk__in=found), every)


def best(things: QuerySet[T], kind: str, question: Question, *, every: bool, limit: int) -> list[UUID]:
    """Return which things fit a question best, the best first. One query."""
    if not question:
        return []
    asked = hits(kind, question, every=every)
    wanted, parameters = _wanted(things)
    with connection.cursor() as cursor:
        cursor.execute(BEST.format(hits=asked.sql, things=wanted), [*asked.parameters, *parameters, limit])
        return [UUID(str(subject)) for (subject,) in cursor.fetchall()]


def like(
    things: QuerySet[T], kind: str, text: str, *, limit: int, telling: int = TELLING_WORDS, least: int = 1
) -> list[UUID]:
    """Return the things that share the telling words of a text, the most alike first. Four queries.

    ``telling`` is how many words are looked for, and ``least`` how many of them a thing must share.
    """
    question = question_like(text, telling)
    found = best(things, kind, question, every=False, limit=limit)
    stems = {stem for phrase in question.phrases() for stem in phrase}
    said = Document.objects.filter(kind=kind, subject__in=found).values_list("subject", "head", "body")
    shared = {subject: stems & {*head.split(), *body.split()} for subject, head, body in said}
    return [subject for subject in found if len(shared.get(subject, ())) >= least]


def _stands(things: QuerySet[T], kind: str, question: Question) -> bool:
    """Say whether any of the things holds this. One query."""
    wanted, parameters = _wanted(things)
    asked = hits(kind, question, every=True)
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(hits=asked.sql, things=wanted), [*parameters, *asked.parameters])
        return cursor.fetchone() is not None


def _wanted(things: QuerySet[T]) -> tuple[str, tuple[Any, ...]]:
    return things.order_by().values("pk").query.sql_with_params()
