"""The best list for one set of rules: by looking at every list, and at what one pound more would bring."""

import time
from itertools import product

import numpy as np
import pytest

from reckon.funding import FundingProblem, Kind, Limit, best
from reckon.funding.best import BestLists, rules_of
from tests.reckon.funding.funds import any_fund, keeps_the_rules, programme

EVERY = np.array(list(product([False, True], repeat=7)))


def best_of_all(problem, benefit):
    """The highest benefit of any list of seven, or None."""
    allowed = [
        float(benefit @ listed) for listed in EVERY if keeps_the_rules(problem, np.flatnonzero(listed))
    ]
    return max(allowed, default=None)


@pytest.mark.parametrize("rough", [1e-3, 0.9])
@pytest.mark.parametrize("first_core", [60, 1])
@pytest.mark.parametrize("seed", range(30))
def test_the_best_list_is_the_best_of_all(seed, first_core, rough, monkeypatch):
    problem = any_fund(seed, n=7)
    monkeypatch.setattr("reckon.funding.best._FIRST_CORE", first_core - 3 * (1 + len(problem.limits)))
    monkeypatch.setattr("reckon.funding.best._ROUGH", rough)
    benefit = np.random.default_rng(seed).normal(0.2, 1, 7)
    most = best_of_all(problem, benefit)

    found = BestLists(rules_of(problem)).best(benefit)

    if most is None:
        assert found is None
        return
    assert keeps_the_rules(problem, np.flatnonzero(found.funded))
    assert found.benefit == pytest.approx(most, abs=1e-9)
    assert float(benefit @ found.funded) == found.benefit == found.bound


@pytest.mark.parametrize("seed", range(6))
def test_a_small_core_grows_until_nothing_outside_can_better_the_list(seed, monkeypatch):
    problem = any_fund(seed, n=40)
    benefit = np.random.default_rng(seed).normal(0.2, 1, 40)

    whole = BestLists(rules_of(problem)).best(benefit)
    monkeypatch.setattr("reckon.funding.best._FIRST_CORE", 1)
    by_core = BestLists(rules_of(problem)).best(benefit)

    assert by_core.benefit == pytest.approx(whole.benefit, abs=1e-9)
    assert keeps_the_rules(problem, np.flatnonzero(by_core.funded))


def plain_fund(budget=100.0, **others):
    """A thing of 60 that brings 6, one of 50 that brings 4 and one of 40 that brings 2."""
    programmes = [programme(name, cost, 0.5) for name, cost in (("a", 60), ("b", 50), ("c", 40))]
    return FundingProblem(programmes=programmes, budget=budget, **others), np.array([6.0, 4.0, 2.0])


def test_a_relaxed_list_funds_the_last_award_in_part():
    problem, benefit = plain_fund()

    assert BestLists(rules_of(problem)).relaxed(benefit) == pytest.approx([1, 0.8, 0])


def test_a_price_is_what_one_pound_more_would_bring():
    problem, benefit = plain_fund()

    # The last pound goes to b, which brings 4 for 50.
    assert BestLists(rules_of(problem)).best(benefit).prices == pytest.approx([0.08])


@pytest.mark.parametrize("seed", range(12))
def test_prices_are_those_of_the_relaxation(seed):
    problem = any_fund(seed, n=12)
    benefit = np.random.default_rng(seed).normal(0.3, 1, 12)
    rules = rules_of(problem)
    lists = BestLists(rules)
    found = lists.best(benefit)
    if found is None:
        return

    # Weak duality: what the prices promise is what the relaxation brings.
    reduced = (benefit - found.prices @ rules.rows) * rules.allowed
    limits = np.where(found.prices > 0, rules.high, rules.low)
    priced = found.prices != 0
    promised = found.prices[priced] @ limits[priced] + np.maximum(reduced, 0).sum()
    assert promised == pytest.approx(benefit @ lists.relaxed(benefit), abs=1e-6)


def test_rules_are_the_budget_and_then_each_limit():
    limits = [
        Limit(column="kind", value=Kind.LEARNING, floor=10, cap=70),
        Limit(column="place", value="York"),
    ]
    programmes = [
        programme("a", 60, 0.5, place="York"),
        programme("b", 50, 0.5, kind=Kind.LEARNING, evidence=0),
        programme("c", 40, 0.5, evidence=2),
        programme("d", 30, 0.5, evidence=3),
    ]

    rules = rules_of(FundingProblem(programmes=programmes, budget=100, limits=limits))

    assert rules.allowed.tolist() == [True, True, False, True]
    assert rules.rows.tolist() == [[60, 50, 40, 30], [0, 50, 0, 0], [60, 0, 0, 0]]
    assert rules.low.tolist() == [-np.inf, 10, 0]
    assert rules.high.tolist() == [100, 70, np.inf]


def test_another_share_changes_the_budget_alone():
    limits = [Limit(column="kind", value=Kind.PROVEN, floor=10, cap=70)]
    rules = rules_of(plain_fund(limits=limits)[0])

    half = rules.at(0.5)

    assert half.high.tolist() == [50, 70]
    assert (half.low == rules.low).all()
    assert (half.rows == rules.rows).all()
    assert (half.allowed == rules.allowed).all()


def test_rules_that_no_list_keeps_have_no_best_list():
    problem, benefit = plain_fund(limits=[Limit(column="kind", value=Kind.PROVEN, floor=101)])
    between = plain_fund(limits=[Limit(column="kind", value=Kind.PROVEN, floor=91, cap=99)])[0]

    assert BestLists(rules_of(problem)).best(benefit) is None
    assert BestLists(rules_of(problem)).relaxed(benefit) is None
    assert BestLists(rules_of(between)).best(benefit) is None  # though part awards would
    assert BestLists(rules_of(between)).relaxed(benefit) is not None


def test_a_list_that_time_cut_short_has_the_bound_and_the_prices_of_the_relaxation(monkeypatch):
    problem, benefit = plain_fund()
    lists = BestLists(rules_of(problem), deadline=time.monotonic() + 3600)
    later = iter([0.0, np.inf])  # the search begins in time, and ends too late
    monkeypatch.setattr("reckon.funding.best.time.monotonic", lambda: next(later))

    found = lists.best(benefit)

    assert keeps_the_rules(problem, np.flatnonzero(found.funded))
    assert found.benefit == float(benefit @ found.funded)
    assert found.bound == pytest.approx(9.2)  # a, and b in part
    assert found.prices == pytest.approx([0.08])


def test_pennies_count_among_millions():
    # Together they cost a penny more than there is.
    programmes = [programme("a", 2_000_000.00, 0.5), programme("b", 1_000_000.01, 0.4)]
    problem = FundingProblem(programmes=programmes, budget=3_000_000)

    assert BestLists(rules_of(problem)).best(np.array([0.5, 0.4])).funded.tolist() == [True, False]


def test_the_best_list_is_the_best_to_the_last_penny():
    # Programmes that bring what they cost: thousands of lists come within a ten-thousandth of the best.
    rng = np.random.default_rng(3)
    costs = rng.integers(10**6, 3 * 10**6, 16)
    problem = FundingProblem(
        programmes=[programme(str(i), float(cost), 0.5) for i, cost in enumerate(costs)],
        budget=float(costs.sum() // 2 - 12_345),
    )
    totals = (np.arange(2**16)[:, None] >> np.arange(16) & 1) @ costs

    found = BestLists(rules_of(problem)).best(costs / 10**6)

    assert round(found.benefit * 10**6) == totals[totals <= problem.budget].max()


def test_a_search_that_ends_before_any_list_is_known_has_none(monkeypatch):
    problem, benefit = plain_fund()
    monkeypatch.setattr(BestLists, "_over_core", lambda *_, **__: None)

    assert BestLists(rules_of(problem), deadline=-1.0).best(benefit) is None


def test_the_search_gets_the_time_that_is_left(monkeypatch):
    problem, benefit = plain_fund()
    lists, given = BestLists(rules_of(problem), deadline=time.monotonic() + 5), []
    minimise = best.Model.minimise

    def noted(model, cost, **how):
        given.append(how.get("seconds", np.inf))
        return minimise(model, cost, **how)

    monkeypatch.setattr(best.Model, "minimise", noted)
    lists.best(benefit)

    assert given[0] == np.inf  # the relaxation, which takes no time
    assert all(0 < seconds <= 5 for seconds in given[1:])
    assert len(given) > 1
