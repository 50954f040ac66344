"""What a reader may not open is found nowhere; what a reader may open is found."""

import pytest

from sideways.lessons.models import Lesson
from sideways.lessons.queries import lessons_matching
from sideways.people.trust import State
from tests.promise.checks import all_that_leaks, search_leaks
from tests.promise.matrix import the_matrix

pytestmark = pytest.mark.django_db


# What an account may is decided before any database is asked. PostgreSQL is asked for all there is by one
# from whom most is hidden, and searched also by one who may open most.
def readers_tried(*but, on_both):
    return [
        pytest.param(reader, marks=() if reader in on_both else pytest.mark.once)
        for reader in the_matrix().readers
        if reader not in but
    ]


@pytest.mark.parametrize("reader", readers_tried(on_both={"official"}))
def test_nothing_hidden_stands_in_anything_the_reader_gets(reader, matrix, world, record_property):
    found = all_that_leaks(world, matrix, reader)
    record_property("leaks", len(found))
    assert found == []


# One of the three kinds of oversight, for whom one rule holds.
@pytest.mark.parametrize(
    "reader", readers_tried("joining", "funder", "regulator", on_both={"practitioner", "official"})
)
def test_a_search_finds_what_the_reader_may_open(reader, matrix, world, record_property):
    found = search_leaks(world, matrix, reader)
    record_property("leaks", len(found))
    assert found == []


def test_no_search_compares_who_wrote_it(world):
    for planted in world.planted():
        for word in (planted.author.name, planted.author.email, *planted.organisations):
            answer = lessons_matching(Lesson.objects.all(), word)
            assert not (answer.every and answer.things.exists()), word
        if Lesson.objects.filter(pk=planted.lesson.pk, state=State.SHARED).exists():
            found = lessons_matching(Lesson.objects.all(), planted.texts["went_wrong"])
            assert planted.lesson in found.things
