"""Every cell of the table: ask as every reader, and look at what came back and what changed."""

import pytest

from tests.promise.checks import wrong_cells
from tests.promise.matrix import CANNOT_BE, the_matrix

pytestmark = pytest.mark.django_db


def row_tried(row):
    """Who may read what is asked on both databases. Sending on one: it looks up by the same rules, and the
    API asks as the pages do."""
    once = row.call.method != "GET" or row.call.name.startswith("api:")
    return pytest.param(row, id=str(row), marks=pytest.mark.once if once else ())


@pytest.mark.parametrize("row", [row_tried(row) for row in the_matrix().rows])
def test_every_reader_gets_what_the_table_says(row, world, record_property):
    wrong = wrong_cells(world, row)
    record_property("cells", sum(cell != CANNOT_BE for cell in row.cells.values()))
    record_property("leaks", len(wrong))
    assert wrong == []
