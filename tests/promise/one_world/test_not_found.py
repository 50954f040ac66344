"""What a reader may not open is answered like what never was, byte by byte (P1)."""

from uuid import uuid4

import pytest

from tests.promise.answers import get, without_what_changes
from tests.promise.checks import READABLE
from tests.promise.matrix import the_matrix

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the page asks for nothing but the reader


def page(world, reader, lesson_id):
    """Return all that is sent for a lesson, but for what is drawn anew each time."""
    return without_what_changes(get(world, reader, f"/lessons/{lesson_id}/").decode())


@pytest.mark.parametrize("reader", the_matrix().readers)
def test_a_hidden_lesson_is_answered_like_one_that_never_was(reader, matrix, world):
    never = page(world, reader, uuid4())
    lessons = {each: planted.lesson for each in matrix.relations if (planted := world.lesson(each, reader))}
    opens = {each for each, lesson in lessons.items() if page(world, reader, lesson.pk) != never}
    assert opens == {each for each in lessons if matrix.read(each)[reader] in READABLE}
