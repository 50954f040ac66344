"""The table and the site name the same addresses, and what has no row is refused."""

import pytest

from sideways.people.models import Person
from tests.promise.addresses import every_address, is_about_lesson
from tests.promise.answers import ask
from tests.promise.matrix import CANNOT_BE, NOBODY, Call, the_matrix

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is refused does not hang on the database

REFUSED = {"405", "404", "401", "sign in", "join"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE")
ADDRESSES = every_address()


def test_every_address_has_a_row_and_every_row_an_address():
    told = {row.call.name for row in the_matrix().rows}
    assert ADDRESSES.keys() - told == set()
    assert told - ADDRESSES.keys() == set()


def test_every_address_of_a_lesson_stands_among_the_lessons():
    of_lessons = {name for name in ADDRESSES if is_about_lesson(name)}
    assert of_lessons == {row.call.name for row in the_matrix().lessons} - {"lessons:new"}


def test_readers_are_every_kind_of_account_and_those_not_let_in(matrix):
    not_let_in = {Person.Standing.WAITING, Person.Standing.JOINING}
    assert set(matrix.readers) == {NOBODY, *Person.Kind.values, *not_let_in}
    assert all(tuple(row.cells) == matrix.readers for row in the_matrix().rows)


def test_no_row_stands_twice():
    told = [(row.call, row.about) for row in the_matrix().rows]
    assert len(told) == len(set(told))


def test_every_word_of_a_cell_is_explained(matrix):
    words = {
        "yes",
        "again",
        "same",
        "file",
        "404",
        "401",
        "409",
        "not yet",
        CANNOT_BE,
        *matrix.words.values(),
    }
    assert {cell for row in the_matrix().rows for cell in row.cells.values()} <= words


def test_every_relation_is_in_the_world(matrix, world):
    for relation in matrix.relations:
        assert world.lesson(relation, "practitioner") is not None, relation
    assert {*world.shared_by_all, *(relation for relation, _ in world.own)} == set(matrix.relations)


def abouts(name):
    """Return what an address may be about: the objects of its rows, or one lesson."""
    if is_about_lesson(name):
        return {"same level"}
    return {row.about for row in the_matrix().pages if row.call.name == name}


def without_a_row(name, methods):
    """Return the ways to ask an address that no row tells of, each with what the address may be about."""
    told = {row.call.method for row in the_matrix().rows if row.call.name == name}
    return [
        (Call(method, name), about) for method in sorted(methods - told) for about in sorted(abouts(name))
    ]


# One of each who may differ in what they may at all.
@pytest.mark.parametrize("reader", ["nobody", "practitioner", "guardian", "official", "operator", "joining"])
def test_methods_without_a_row_are_refused(reader, world):
    wrong = {}
    for name in sorted(ADDRESSES):
        for call, about in without_a_row(name, {"GET", "POST"}):
            word = ask(world, reader, call, about, world.lesson(about, reader)).word
            if word not in REFUSED:
                wrong[str(call), about] = word
    assert wrong == {}


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_no_other_method_changes_anything(method, world):
    changed = []
    for name in sorted(ADDRESSES):
        for call, about in without_a_row(name, {method}):
            lesson = world.lesson("own", "practitioner") if about == "same level" else None
            if "changed" in ask(world, "practitioner", call, about, lesson).word:
                changed.append((str(call), about))
    assert changed == []
