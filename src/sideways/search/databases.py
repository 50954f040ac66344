"""Where the databases differ: how an index is asked, and how well a document fits."""

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db import connection

from sideways.search.questions import Part, Question

# CROSS JOIN keeps SQLite from looking the other way round: into the whole index for each document.
# A word in the head of a document counts as much as two and a half in its body, on both databases.
ON_SQLITE = """
    SELECT document.subject AS subject, bm25(search_index, 2.5, 1.0) AS distance
    FROM search_index CROSS JOIN search_document AS document
    WHERE search_index MATCH %s AND document.id = search_index.rowid AND document.kind = %s
"""
ON_POSTGRESQL = """
    SELECT document.subject AS subject, -({fit}) AS distance
    FROM search_document AS document
    WHERE document.words @@ to_tsquery('simple', %s) AND document.kind = %s
"""
HOLDERS_ON_SQLITE = """
    SELECT document.subject FROM search_index CROSS JOIN search_document AS document
    WHERE search_index MATCH %s AND document.id = search_index.rowid AND document.kind = %s
"""
HOLDERS_ON_POSTGRESQL = """
    SELECT document.subject FROM search_document AS document
    WHERE document.words @@ to_tsquery('simple', %s) AND document.kind = %s
"""
HELD_ON_SQLITE = """
    SELECT stem.value FROM json_each(%s) AS stem
    WHERE EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH '"' || stem.value || '"')
"""
HELD_ON_POSTGRESQL = """
    SELECT stem.value FROM jsonb_array_elements_text(%s::jsonb) AS stem(value)
    WHERE EXISTS (
        SELECT 1 FROM search_document WHERE words @@ to_tsquery('simple', '''' || stem.value || '''')
    )
"""


class Hits(NamedTuple):
    """A statement that gives subjects, the smaller their distance the better, and what it is filled with."""

    sql: str
    parameters: tuple[str | float, ...]


def hits(kind: str, question: Question, *, every: bool) -> Hits:
    """Return how to ask for the documents that hold every part of a question, or any."""
    on_this = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return on_this(kind, question.parts, every)


def holders(kind: str, question: Question) -> Hits:
    """Return how to ask which documents hold every part of a question, in no order and without ranking."""
    if connection.vendor == "postgresql":
        return Hits(
            HOLDERS_ON_POSTGRESQL, (_for_postgresql(_each_on_postgresql(question.parts), " & "), kind)
        )
    return Hits(HOLDERS_ON_SQLITE, (_for_sqlite(question.parts, " AND "), kind))


def _on_sqlite(kind: str, parts: Sequence[Part], every: bool) -> Hits:
    return Hits(ON_SQLITE, (_for_sqlite(parts, " AND " if every else " OR "), kind))


def _for_sqlite(parts: Sequence[Part], between: str) -> str:
    # A stem holds letters and digits only, so that nothing in it can end the quotes around it.
    each = [" OR ".join(f'"{" ".join(phrase)}"' for phrase in part.phrases) for part in parts]
    return between.join(f"({phrases})" for phrases in each)


def _on_postgresql(kind: str, parts: Sequence[Part], every: bool) -> Hits:
    each = _each_on_postgresql(parts)
    wanted = _for_postgresql(each, " & " if every else " | ")
    # Its own ranks know nothing of how rare a word is, so that each part is weighed by itself.
    fit = " + ".join(["%s * ts_rank(document.words, to_tsquery('simple', %s), 1)"] * len(parts))
    weighed = [value for part, phrases in zip(parts, each, strict=True) for value in (part.weight, phrases)]
    return Hits(ON_POSTGRESQL.format(fit=fit), (*weighed, wanted, kind))


def _each_on_postgresql(parts: Sequence[Part]) -> list[str]:
    return [
        " | ".join(" <-> ".join(f"'{stem}'" for stem in phrase) for phrase in part.phrases) for part in parts
    ]


def _for_postgresql(each: Sequence[str], between: str) -> str:
    return between.join(f"({phrases})" for phrases in each)


def stems_held(stems: Collection[str]) -> set[str]:
    """Return those of some stems that stand in any document. One query."""
    statement = HELD_ON_POSTGRESQL if connection.vendor == "postgresql" else HELD_ON_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(sorted(stems))])
        return {stem for (stem,) in cursor.fetchall()}
