"""What a problem refuses, by code; and that the refusal travels between processes."""

import pickle

import pytest

from reckon.errors import InvalidInputError
from tests.reckon.pairing.people import a_problem


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"level": [2]}, "shape"),
        ({"organisation": ["a", "b", "c"]}, "shape"),
        ({"topics": [()]}, "shape"),
        ({"level": [2, 8]}, "out_of_range"),
        ({"level": [0, 2]}, "out_of_range"),
        ({"level": [2, 2.5]}, "out_of_range"),
        ({"latitude": [53, 91]}, "out_of_range"),
        ({"longitude": [-181, 0]}, "out_of_range"),
        ({"max_km": [40, -1]}, "out_of_range"),
        ({"max_km": [40, 30_000]}, "out_of_range"),
        ({"waited": [0, -1]}, "out_of_range"),
        ({"latitude": [53, float("nan")]}, "not_finite"),
        ({"waited": [0, float("inf")]}, "not_finite"),
        ({"met": [(0, 2)]}, "unknown_person"),
        ({"apart": [(-1, 0)]}, "unknown_person"),
        ({"apart": [(1, 1)]}, "same_person"),
    ],
)
def test_problem_refuses(changes, code):
    with pytest.raises(InvalidInputError) as caught:
        a_problem(2, **changes)

    assert caught.value.code == code
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.params, str(again)) == (code, caught.value.params, str(caught.value))


@pytest.mark.parametrize(
    "changes",
    [
        {"level": [1, 7]},
        {"latitude": [-90, 90], "longitude": [-180, 180]},
        {"max_km": [0, 20_016]},
        {"waited": [0, 1e9]},
    ],
)
def test_problem_accepts_the_limits(changes):
    assert a_problem(2, **changes).n_people == 2
