"""What cannot be, and what the independent check finds."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from reckon.errors import InvalidInputError
from reckon.funding import FundingProblem, Limit, allocate, wrong_with
from tests.reckon.funding.funds import programme

TWO = [programme("a", 100, 0.5, 0.01), programme("b", 100, 0.4, 0.01, place="York")]
PROBLEM = FundingProblem(programmes=TWO, budget=100, limits=[Limit(column="place", value="York", cap=100)])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"budget": 0}, "budget"),
        ({"budget": float("nan")}, "budget"),
        ({"programmes": [TWO[0], TWO[0]]}, "duplicate_id"),
        ({"programmes": [*TWO, programme("c", 0, 1)]}, "cost"),
        ({"programmes": [*TWO, programme("c", float("nan"), 1)]}, "cost"),
        ({"programmes": [*TWO, programme("c", 1, 1, None)]}, "effect"),
        ({"programmes": [*TWO, programme("c", 1, float("nan"))]}, "effect"),
        ({"programmes": [*TWO, programme("c", 1, 1, 0)]}, "standard_error"),
        ({"programmes": [*TWO, programme("c", 1, 1, -1)]}, "standard_error"),
        ({"programmes": [*TWO, programme("c", 1, 1, evidence=6)]}, "evidence"),
        ({"programmes": TWO[:1]}, "too_few_effects"),
        ({"limits": [Limit(column="colour", value="red")]}, "unknown_column"),
        ({"limits": [Limit(column="place", value="York")] * 2}, "duplicate_limit"),
        ({"limits": [Limit(column="place", value="York", floor=2, cap=1)]}, "floor_above_cap"),
        ({"limits": [Limit(column="place", value="York", floor=-1)]}, "floor_above_cap"),
    ],
)
def test_a_fund_that_cannot_be_is_refused(changes, code):
    with pytest.raises(InvalidInputError) as caught:
        FundingProblem(**{"programmes": TWO, "budget": 100} | changes)

    assert caught.value.code == code
    assert pickle.loads(pickle.dumps(caught.value)).code == code


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"funded": np.array([True, True]), "spent": 200.0}, "budget is passed"),
        ({"spent": 90.0}, "is spent"),
        ({"total_benefit": 9.0}, "add up"),
        ({"upper_bound": 0.1}, "above its bound"),
        ({"probability": np.array([1.5, 0.0])}, "outside 0 to 1"),
        ({"at_budget": {0.8: np.array([True, False])}}, "At 80%"),
    ],
)
def test_a_wrong_allocation_is_found(changes, words):
    wrong = replace(allocate(PROBLEM, n_draws=1), **changes)

    assert any(words in fault for fault in wrong_with(wrong, PROBLEM))


def test_a_worse_list_is_found():
    right = allocate(PROBLEM, n_draws=1)
    worse = replace(right, funded=np.array([False, True]), total_benefit=float(right.expected[1]))
    worse = replace(worse, upper_bound=worse.total_benefit)

    assert wrong_with(worse, PROBLEM) == ["An exchange would bring more."]


def test_a_broken_limit_and_a_programme_below_the_bar_are_found():
    right = allocate(PROBLEM, n_draws=1)
    stricter = FundingProblem(
        programmes=TWO, budget=100, evidence_bar=5, limits=[Limit(column="place", value="York", floor=50)]
    )

    faults = wrong_with(right, stricter)

    assert any("below the bar" in fault for fault in faults)
    assert any("outside its limits" in fault for fault in faults)
