"""What is refused, by code, and with the names of those concerned."""

import pickle

import pytest

from reckon.errors import InfeasibleError, InvalidInputError
from reckon.seating import FixedSeat, SeatingProblem, seat
from tests.reckon.seating.rooms import room


def fixed(person, table, round_=0):
    return FixedSeat(person=person, round=round_, table=table)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"n_people": 0, "n_tables": 1, "n_rounds": 1}, "no_people"),
        ({"n_people": 5001, "n_tables": 9, "n_rounds": 1}, "too_many_people"),
        ({"n_people": 4, "n_tables": 0, "n_rounds": 1}, "too_few_tables"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 0}, "too_few_rounds"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1001}, "too_many_rounds"),
        ({"n_people": 4, "n_tables": 5, "n_rounds": 1}, "more_tables_than_people"),
        ({"n_people": 9, "n_tables": 2, "n_rounds": 1, "most_seats": 4}, "tables_too_small"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1, "met": [(0, 4)]}, "pair_unknown"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1, "apart": [(-1, 0)]}, "pair_unknown"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1, "together": [(2, 2)]}, "pair_with_self"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1, "fixed": [fixed(0, 2)]}, "fixed_unknown"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1, "fixed": [fixed(0, 0, 1)]}, "fixed_unknown"),
        ({"n_people": 4, "n_tables": 2, "n_rounds": 1, "fixed": [fixed(0, 0), fixed(0, 1)]}, "fixed_twice"),
    ],
)
def test_seating_problem_refuses(arguments, code):
    with pytest.raises(InvalidInputError) as caught:
        room(**arguments)

    assert caught.value.code == code


def test_seating_problem_refuses_lists_of_different_length():
    with pytest.raises(InvalidInputError) as caught:
        SeatingProblem(ids="ab", professions="x", organisations="xy", n_tables=1, n_rounds=1)

    assert caught.value.code == "shape"


def test_seating_problem_refuses_a_duplicate_id_by_name():
    with pytest.raises(InvalidInputError, match="“b”") as caught:
        SeatingProblem(ids="abb", professions="xxx", organisations="xyz", n_tables=1, n_rounds=1)

    assert caught.value.code == "duplicate_id"


@pytest.mark.parametrize(
    ("rules", "code", "named"),
    [
        ({"apart": [(0, 1)], "together": [(0, 1)]}, "apart_and_together", ["p0", "p1"]),
        ({"apart": [(0, 2)], "together": [(0, 1), (1, 2)]}, "apart_and_together", ["p0", "p2"]),
        ({"together": [(0, 1), (1, 2), (2, 3), (3, 4)]}, "together_too_many", ["p0", "p4"]),
        ({"together": [(0, 1)], "fixed": [fixed(0, 0), fixed(1, 1)]}, "together_fixed_apart", ["p0", "p1"]),
        ({"apart": [(0, 1)], "fixed": [fixed(0, 0), fixed(1, 0)]}, "apart_fixed_together", ["p0", "p1"]),
        ({"fixed": [fixed(i, 0) for i in range(5)]}, "fixed_too_many", ["table 1"]),
    ],
)
def test_seat_refuses_rules_that_contradict_each_other(rules, code, named):
    with pytest.raises(InvalidInputError) as caught:
        seat(room(8, 2, 1, **rules))

    assert caught.value.code == code
    assert all(name in caught.value.message for name in named)


def test_seat_refuses_too_many_larger_tables():
    # Ten at three tables are four, three and three: only one table can seat four.
    with pytest.raises(InvalidInputError) as caught:
        seat(room(10, 3, 1, fixed=[fixed(person, person // 4) for person in range(8)]))

    assert caught.value.code == "fixed_too_many"


def test_seat_names_the_fewest_apart_rules_to_drop():
    five = [(a, b) for a in range(5) for b in range(a)]

    with pytest.raises(InfeasibleError) as caught:
        seat(room(12, 4, 2, apart=five))

    assert caught.value.code == "apart_too_many"
    assert len(caught.value.params["pairs"]) == 1
    assert "drop 1 “apart” rule" in caught.value.message


def test_seat_says_when_groups_do_not_fit_the_tables():
    # Three groups of three cannot share two tables of five and four and leave nobody over.
    groups = [(0, 1), (1, 2), (3, 4), (4, 5), (6, 7), (7, 8)]

    with pytest.raises(InfeasibleError) as caught:
        seat(room(9, 2, 1, together=groups))

    assert caught.value.code == "no_seats"


def test_errors_survive_pickling():
    with pytest.raises(InvalidInputError) as caught:
        seat(room(8, 2, 1, apart=[(0, 1)], together=[(0, 1)]))

    again = pickle.loads(pickle.dumps(caught.value))

    assert (again.code, again.message, again.params) == (
        caught.value.code,
        caught.value.message,
        caught.value.params,
    )
