"""The cells of the table: ask as every reader, and look at what came back and what changed.

`python -m tests.promise` asks whoever may read nothing in particular for every single lesson as well.
"""

from dataclasses import replace
from itertools import groupby

import pytest
from django.db import connection
from django.http import HttpResponse

from sideways.web import errors
from tests.promise.checks import wrong_cells
from tests.promise.matrix import CANNOT_BE, the_matrix

pytestmark = pytest.mark.django_db

ROWS = sorted(the_matrix().rows, key=lambda row: str(row.call))
BY_CALL = {call: list(rows) for call, rows in groupby(ROWS, key=lambda row: row.call)}
# A lesson is looked up in one way for its readers, its author, those who read its files, and guardians:
# these are asked whole. Every other address looks it up in one of these ways.
WAYS = {
    "GET lessons:lesson",
    "GET lessons:edit",
    "GET files:content",
    "GET receipts:own",
    "GET lessons:release_propose",
    "GET guardians:lesson",
}
# Lessons in these relations everybody asks for at every address. For one in any other relation a peer and
# somebody of oversight ask there, and whoever gets something: what the others may is decided before it is
# looked up.
BY_EVERYBODY = {
    "own",
    "same level",
    "other level, for their level",
    "other level, for peers",
    "senior in the same organisation",
    "withdrawn",
    "public",
}
BY_ONE_OF_EACH = ("practitioner", "official")
BEFORE_ANY_ROW_IS_READ = {CANNOT_BE, "401", "sign in", "join", "not yet"}


def one_of_each_answer(rows):
    """Return for each answer that an address gives, having looked, one cell that says so."""
    told, tried = set(BEFORE_ANY_ROW_IS_READ), []
    for row in rows:
        new = {word: reader for reader, word in row.cells.items() if word not in told}
        told |= new.keys()
        tried.append(replace(row, cells={reader: word for word, reader in new.items()}))
    return tried


def by_one_of_each(rows):
    """Return the cells of a few readers and of all who get something, and all of the relations promised."""
    lessons = set(the_matrix().relations) - BY_EVERYBODY
    return [replace(row, cells=cells_of_a_few(row)) if row.about in lessons else row for row in rows]


def cells_of_a_few(row):
    nothing = BEFORE_ANY_ROW_IS_READ | {"404"}
    return {
        reader: word for reader, word in row.cells.items() if reader in BY_ONE_OF_EACH or word not in nothing
    }


def undrawn(_request, _template, *, status):
    """Answer an error without its page, which knows of the reader alone: to draw it takes a third of all.

    That it tells nothing is looked at where a lesson is looked up, and by `test_not_found`.
    """
    return HttpResponse(status=status)


@pytest.mark.parametrize("call", BY_CALL, ids=str)
def test_every_reader_gets_what_the_table_says(call, world, record_property, monkeypatch):
    rows = BY_CALL[call]
    if str(call) not in WAYS:
        monkeypatch.setattr(errors, "render", undrawn)
        rows = one_of_each_answer(rows) if connection.vendor == "postgresql" else by_one_of_each(rows)
    elif connection.vendor == "postgresql":
        rows = by_one_of_each(rows)
    wrong = [sentence for row in rows for sentence in wrong_cells(world, row)]
    record_property("cells", sum(cell != CANNOT_BE for row in rows for cell in row.cells.values()))
    record_property("leaks", len(wrong))
    assert wrong == []
