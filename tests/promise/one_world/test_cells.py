"""Every cell of the table: ask as every reader, and look at what came back and what changed."""

from itertools import groupby

import pytest

from tests.promise.checks import wrong_cells
from tests.promise.matrix import CANNOT_BE, the_matrix

pytestmark = pytest.mark.django_db

# A lesson is looked up in one way for its readers, its author, those who read its files, and guardians. Any
# other page of a lesson asks one of these.
WAYS = {
    "lessons:lesson",
    "lessons:edit",
    "files:content",
    "receipts:own",
    "lessons:release_propose",
    "guardians:lesson",
}
OF_LESSONS = {row.call.name for row in the_matrix().lessons}


def rows_tried(call, rows):
    """Who may read what is asked on both databases. Sending on one: it looks up by the same rules, and the
    API asks as the pages do."""
    is_the_same = call.name in OF_LESSONS - WAYS or call.name.startswith("api:")
    once = call.method != "GET" or is_the_same
    return pytest.param(list(rows), id=str(call), marks=pytest.mark.once if once else ())


ROWS = sorted(the_matrix().rows, key=lambda row: str(row.call))


@pytest.mark.parametrize("rows", [rows_tried(*group) for group in groupby(ROWS, key=lambda row: row.call)])
def test_every_reader_gets_what_the_table_says(rows, world, record_property):
    wrong = [sentence for row in rows for sentence in wrong_cells(world, row)]
    record_property("cells", sum(cell != CANNOT_BE for row in rows for cell in row.cells.values()))
    record_property("leaks", len(wrong))
    assert wrong == []
