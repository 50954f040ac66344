"""The independent check finds every kind of wrong allocation, and nothing in a right one."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.funding import Allocation, FundingProblem, Kind, Limit, allocate, wrong_with
from tests.reckon.funding.funds import any_fund, programme

TWO = [programme("a", 100, 0.5, 0.01), programme("b", 100, 0.4, 0.01, place="York")]
PROBLEM = FundingProblem(programmes=TWO, budget=100, limits=[Limit(column="place", value="York", cap=100)])


def an_allocation(funded, expected, costs, **changes):
    """An allocation with the right sums for its list, whatever the list."""
    funded, expected = np.array(funded), np.array(expected, dtype=float)
    benefit = float(expected @ funded)
    right = {
        "funded": funded,
        "expected": expected,
        "total_benefit": benefit,
        "upper_bound": benefit,
        "spent": float(np.array(costs) @ funded),
        "probability": np.full(len(funded), 0.5),
        "whole_draws": True,
        "at_budget": {},
        "reasons": ("",) * len(funded),
    }
    return Allocation(**(right | changes))


def faults(funded, expected, *, costs=(100, 100, 100), budget=200.0, limits=(), changes=None, **others):
    """What is wrong with a list of three programmes, a and b in York and c in Leeds."""
    problem = FundingProblem(
        programmes=[
            programme(name, cost, 0.5, place=place, **others.get(name, {}))
            for name, cost, place in zip("abc", costs, ("York", "York", "Leeds"), strict=True)
        ],
        budget=budget,
        limits=list(limits),
    )
    return wrong_with(an_allocation(funded, expected, costs, **(changes or {})), problem)


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


@pytest.mark.parametrize(
    ("funded", "expected", "helps"),
    [
        ([True, True, False], [2, 2, 1], False),
        ([True, False, False], [2, 2, 1], True),  # one in
        ([True, True, False], [2, -1, 0], True),  # one out
        ([True, True, False], [3, 1, 2], True),  # one for another
        ([True, True, False], [2, 1, 1], False),  # for another that brings as much
        ([False, False, False], [-1, -1, -1], False),
        ([False, False, False], [1, 0, 0], True),
        ([True, True, False], [2, 2 - 1e-12, 2], False),  # for another that brings as much, but for rounding
    ],
)
def test_a_single_exchange_that_helps_is_found(funded, expected, helps):
    assert faults(funded, expected) == (["An exchange would bring more."] if helps else [])


def test_an_exchange_that_breaks_a_rule_does_not_help():
    assert faults([True, True, False], [1, 1, 5], costs=(100, 100, 150)) == []
    assert faults([True, True, False], [1, 1, 5], limits=[Limit(column="place", value="Leeds", cap=50)]) == []
    assert (
        faults([True, True, False], [1, 1, 5], limits=[Limit(column="place", value="York", floor=150)]) == []
    )
    assert faults([True, True, False], [1, 1, 5], c={"evidence": 2}) == []


def test_a_list_that_is_not_called_best_may_be_bettered():
    assert faults([True, False, False], [2, 2, 1], changes={"upper_bound": 9.0}) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"spent": 200.02}, "200.0 is spent, not 200.02."),
        ({"spent": 199.98}, "200.0 is spent, not 199.98."),
        ({"spent": 200.009}, None),
        ({"total_benefit": 4 + 1e-7, "upper_bound": 9.0}, "The benefits add up to 4.0, not 4.0000001."),
        ({"total_benefit": 4 - 1e-7}, "The benefits add up to 4.0, not 3.9999999."),
        ({"total_benefit": 4 + 4e-9, "upper_bound": 9.0}, None),
        ({"total_benefit": 4 - 5.5e-9}, "The benefits add up to 4.0, not 3.9999999945."),
        ({"upper_bound": 4 - 2e-9}, "The benefit lies above its bound."),
        ({"upper_bound": 4 - 5e-10}, None),
        ({"probability": np.array([0, 1, 1 + 2e-9])}, "A probability lies outside 0 to 1."),
        ({"probability": np.array([0, 1, -2e-9])}, "A probability lies outside 0 to 1."),
        ({"probability": np.array([0, 1 + 5e-10, -5e-10])}, None),
        ({"at_budget": {0.8: None, 1.2: np.array([True, True, False])}}, None),
        (
            {"at_budget": {0.8: None, 1.4: np.array([True, True, True])}},
            "At 140% of the budget: The budget is passed.",
        ),
    ],
)
def test_each_figure_may_be_off_by_rounding_only(changes, fault):
    assert faults([True, True, False], [2, 2, 1], changes=changes) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("limit", "fault"),
    [
        (Limit(column="place", value="York", cap=199.98), "place “York” gets 200.0, outside its limits."),
        (Limit(column="place", value="York", cap=199.995), None),
        (Limit(column="place", value="York", floor=200.02), "place “York” gets 200.0, outside its limits."),
        (Limit(column="place", value="York", floor=200.005), None),
        (Limit(column="place", value="Leeds", floor=0.02), "place “Leeds” gets 0, outside its limits."),
        (Limit(column="kind", value=Kind.PROVEN, cap=199), "kind “proven” gets 200.0, outside its limits."),
    ],
)
def test_a_limit_is_kept_to_the_penny(limit, fault):
    found = faults([True, True, False], [2, 2, 1], limits=[limit])

    assert [one.replace("gets 0.0,", "gets 0,") for one in found] == ([fault] if fault else [])


@pytest.mark.parametrize(("budget", "holds"), [(200, True), (199.995, True), (199.98, False)])
def test_the_budget_is_kept_to_the_penny(budget, holds):
    assert faults([True, True, False], [2, 2, 1], budget=budget) == (
        [] if holds else ["The budget is passed."]
    )


@pytest.mark.parametrize(
    ("others", "holds"),
    [
        ({"evidence": 2}, False),
        ({"evidence": 3}, True),
        ({"evidence": 2, "kind": Kind.LEARNING}, True),
    ],
)
def test_a_proven_award_needs_its_evidence(others, holds):
    found = faults([True, True, False], [2, 2, 1], b=others)

    assert found == ([] if holds else ["“b” is below the bar of evidence."])


@pytest.mark.parametrize("seed", range(4))
def test_a_right_allocation_of_any_fund_passes(seed):
    free = FundingProblem(programmes=any_fund(seed).programmes, budget=any_fund(seed).budget)

    assert wrong_with(allocate(free, n_draws=1), free) == []
