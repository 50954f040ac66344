"""Every cell of the table: ask as every reader, and look at what came back and what changed."""

import pytest

from tests.promise.checks import wrong_cells
from tests.promise.matrix import CANNOT_BE, the_matrix

pytestmark = [
    pytest.mark.django_db,  # the world itself is built around each module
    pytest.mark.no_cover,  # thousands of requests through lines that other tests cover
]


@pytest.mark.parametrize("row", the_matrix().rows, ids=str)
def test_every_reader_gets_what_the_table_says(row, world, record_property):
    wrong = wrong_cells(world, row)
    record_property("cells", sum(cell != CANNOT_BE for cell in row.cells.values()))
    record_property("leaks", len(wrong))
    assert wrong == []
