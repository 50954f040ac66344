"""What cannot be."""

import pickle

import pytest

from reckon.errors import InvalidInputError
from reckon.funding import FundingProblem, Limit
from tests.reckon.funding.funds import programme

TWO = [programme("a", 100, 0.5, 0.01), programme("b", 100, 0.4, 0.01, place="York")]


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
