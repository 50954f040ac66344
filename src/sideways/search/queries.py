"""Finding things by their words. What a reader may open is asked in the same statement, never afterwards."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from sideways.search.databases import hits
from sideways.search.questions import Question, as_meant, question_from, question_like

TELLING_WORDS = 10

T = TypeVar("T", bound=Model)

# The index is asked first and once; a thing is then looked up for each hit, not the other way round.
BEST = """
    WITH hits(subject, distance) AS MATERIALIZED ({hits}), things(pk) AS ({things})
    SELECT hits.subject FROM hits CROSS JOIN things WHERE things.pk = hits.subject
    ORDER BY hits.distance, hits.subject LIMIT %s OFFSET %s
"""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What was found, in no order yet, and whether it holds ``every`` part of the question or only some."""

    kind: str
    question: Question
    things: QuerySet[T]
    every: bool

    def best(self, limit: int, offset: int = 0) -> list[UUID]:
        """Return which things fit best, the best first. One query."""
        return best(self.things, self.kind, self.question, every=self.every, limit=limit, offset=offset)


def matching(things: QuerySet[T], kind: str, question: Question, *, every: bool) -> QuerySet[T]:
    """Return the things that hold every part of a question, or any. A question without parts matches none."""
    if not question:
        return things.none()
    found = hits(kind, question, every=every)
    subjects = f"SELECT subject FROM ({found.sql}) AS hits"  # noqa: S608 (words are parameters)
    return things.filter(pk__in=RawSQL(subjects, found.parameters))  # noqa: S611 (the same)


def best(
    things: QuerySet[T], kind: str, question: Question, *, every: bool, limit: int, offset: int = 0
) -> list[UUID]:
    """Return which things fit a question best, the best first. One query."""
    if not question:
        return []
    found = hits(kind, question, every=every)
    wanted, parameters = things.order_by().values("pk").query.sql_with_params()
    statement = BEST.format(hits=found.sql, things=wanted)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*found.parameters, *parameters, limit, offset])
        return [UUID(str(subject)) for (subject,) in cursor.fetchall()]


def ask(things: QuerySet[T], kind: str, text: str) -> Answer[T]:
    """Return the things that hold all that somebody looks for; where none does, those that hold some of it.

    What is found nowhere is taken for a slip. Three queries where things hold all; some more where not.
    """
    question = question_from(text)
    found = matching(things, kind, question, every=True)
    if not question or found.exists():
        return Answer(kind, question, found, every=True)
    question = as_meant(question, lambda part: matching(things, kind, Question((part,)), every=True).exists())
    found = matching(things, kind, question, every=True)
    if found.exists():
        return Answer(kind, question, found, every=True)
    return Answer(kind, question, matching(things, kind, question, every=False), every=False)


def like(things: QuerySet[T], kind: str, text: str, *, limit: int) -> list[UUID]:
    """Return the things that share the telling words of a text, the most alike first. Three queries."""
    return best(things, kind, question_like(text, TELLING_WORDS), every=False, limit=limit)
