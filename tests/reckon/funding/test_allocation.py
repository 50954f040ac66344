"""Lists known by hand, by looking at every list, and properties of all of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.errors import InfeasibleError, ReckonError
from reckon.evidence import Interval, pool
from reckon.funding import FundingProblem, Kind, Limit, Programme, allocate, wrong_with
from reckon.funding.benefit import expected_benefits
from tests.reckon.funding.funds import any_fund, best_by_looking_at_all, programme


def funded_ids(problem, **options):
    allocation = allocate(problem, n_draws=5, **options)
    return {one.id for one, funded in zip(problem.programmes, allocation.funded, strict=True) if funded}


def test_the_best_list_is_not_the_greedy_one():
    # By rate "small" comes first, but then neither of the others fits.
    problem = FundingProblem(
        programmes=[
            programme("small", 60, 0.7, 0.01),
            programme("left", 50, 0.5, 0.01),
            programme("right", 50, 0.5, 0.01),
        ],
        budget=100,
    )

    assert funded_ids(problem) == {"left", "right"}


def test_a_lucky_small_study_does_not_win():
    steady = [programme(f"steady {i}", 100, 0.3 + i / 50, 0.02) for i in range(5)]
    problem = FundingProblem(programmes=[*steady, programme("lucky", 100, 0.6, 0.5)], budget=100)

    assert funded_ids(problem) == {"steady 4"}


@pytest.mark.parametrize("seed", range(150))
def test_small_funds_agree_with_looking_at_every_list(seed):
    problem = any_fund(seed)
    worth = expected_benefits(problem).expected
    best = best_by_looking_at_all(problem, worth)
    if best is None:
        with pytest.raises(InfeasibleError):
            allocate(problem, n_draws=1)
        return

    allocation = allocate(problem, n_draws=3)

    assert allocation.total_benefit == pytest.approx(best, abs=1e-9)
    assert wrong_with(allocation, problem) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_core_finds_what_the_whole_search_finds(seed, monkeypatch):
    problem = any_fund(seed, n=400)

    by_core = allocate(problem, n_draws=1).total_benefit
    monkeypatch.setattr("reckon.funding.best._FIRST_CORE", 10**6)

    assert allocate(problem, n_draws=1).total_benefit == pytest.approx(by_core, abs=1e-7)


def test_expected_benefits_are_shrunk_by_hand():
    problem = FundingProblem(
        programmes=[
            programme("a", 1, 0.0, 0.1),
            programme("b", 1, 1.0, 0.1),
            programme("c", 1, None, None, kind=Kind.LEARNING),
        ],
        budget=1,
    )
    pooled = pool([0, 1], [0.01, 0.01], interval=Interval.Z)

    benefits = expected_benefits(problem)

    # The average is as sure as the normal interval says.
    unlike = [programme("a", 1, 0.0, 0.1), programme("b", 1, 1.0, 0.4), programme("c", 1, 0.2, 0.3)]
    average = pool([0, 1, 0.2], [0.01, 0.16, 0.09], interval=Interval.Z)
    assert expected_benefits(FundingProblem(programmes=unlike, budget=1)).average_error == pytest.approx(
        average.standard_error
    )
    # tau² = 0.5 - 0.01: each keeps 0.98 of its distance from the average.
    assert benefits.expected == pytest.approx([0.01, 0.99, 0.5])
    assert (benefits.average, benefits.spread) == pytest.approx((0.5, 0.7))
    assert benefits.average_error == pytest.approx(pooled.standard_error)


def test_draws_have_the_mean_and_spread_of_their_uncertainty():
    problem = FundingProblem(
        programmes=[programme("a", 1, 0.0, 0.5), programme("b", 1, 2.0, 0.5), programme("c", 1, 1.0, 0.5)],
        budget=1,
    )
    benefits, rng = expected_benefits(problem), np.random.default_rng(0)
    draws = np.array([benefits.draw(rng) for _ in range(20_000)])

    trust = benefits.spread**2 / (benefits.spread**2 + 0.25)
    variance = 0.25 * trust + (1 - trust) ** 2 * benefits.average_error**2
    assert draws.mean(axis=0) == pytest.approx(benefits.expected, abs=0.02)
    assert draws.var(axis=0) == pytest.approx([variance] * 3, rel=0.05)
    # What two have in common is the average alone.
    common = (1 - trust) ** 2 * benefits.average_error**2
    assert np.cov(draws.T)[np.triu_indices(3, 1)] == pytest.approx([common] * 3, abs=0.01)


def test_probabilities_tell_the_sure_from_the_unsure():
    problem = FundingProblem(
        programmes=[
            programme("sure", 100, 5.0, 0.1),
            programme("even 1", 100, 1.0, 0.5),
            programme("even 2", 100, 1.0, 0.5),
            programme("never", 100, -5.0, 0.1),
        ],
        budget=200,
    )

    probability = allocate(problem, n_draws=400).probability

    assert probability[0] == 1
    assert probability[3] == 0
    assert probability[1:3] == pytest.approx([0.5, 0.5], abs=0.1)


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_more_money_never_brings_less(seed):
    problem = any_fund(seed)
    free = FundingProblem(programmes=problem.programmes, budget=problem.budget)
    allocation = allocate(free, n_draws=1)

    totals = [float(allocation.expected @ listed) for listed in allocation.at_budget.values()]

    assert totals == sorted(totals) or np.diff(totals).min() > -1e-9
    assert (allocation.at_budget[1.0] == allocation.funded).all()


def test_the_same_seed_gives_the_same_chances_and_0_is_a_seed():
    problem = FundingProblem(programmes=[programme(str(i), 100, i / 10, 0.5) for i in range(6)], budget=300)

    chances = [allocate(problem, seed=seed, n_draws=50).probability.tolist() for seed in (0, 0, 1)]

    assert chances[0] == chances[1]
    assert chances[0] != chances[2]


def test_a_large_fund_counts_part_awards_in_its_draws():
    problem = any_fund(1, n=150)
    free = FundingProblem(programmes=problem.programmes, budget=problem.budget)

    allocation = allocate(free, n_draws=10)

    assert not allocation.whole_draws
    assert wrong_with(allocation, free) == []


def test_a_floor_that_cannot_be_kept_says_by_how_much_to_lower_it():
    problem = FundingProblem(
        programmes=[programme("a", 100, 0.5, place="York"), programme("b", 100, 0.4, place="Leeds")],
        budget=100,
        limits=[Limit(column="place", value="York", floor=250)],
    )

    with pytest.raises(InfeasibleError) as caught:
        allocate(problem)

    assert caught.value.code == "floors"
    assert caught.value.params["lower_by"] == {"place “York”": pytest.approx(150)}
    assert (
        str(caught.value)
        == "No list keeps every floor. The least change: lower the floor for place “York” by £150."
    )


def test_a_smaller_budget_that_cannot_keep_the_floors_has_no_list():
    problem = FundingProblem(
        programmes=[programme("a", 100, 0.5, place="York"), programme("b", 100, 0.4, place="Leeds")],
        budget=100,
        limits=[Limit(column="place", value="York", floor=100)],
    )

    at_budget = allocate(problem, n_draws=1).at_budget

    assert [listed is None for listed in at_budget.values()] == [True, True, False, False, False]


def test_nothing_that_is_asked_for_speaks_of_failures():
    names = " ".join(Programme.__dataclass_fields__).lower()

    assert not any(word in names for word in ("fail", "lesson", "wrong", "setback"))


def test_a_time_limit_that_is_over_gives_no_list_or_one_with_an_honest_bound():
    problem = any_fund(2, n=600)
    free = FundingProblem(programmes=problem.programmes, budget=problem.budget)
    best = allocate(free, n_draws=1).total_benefit

    with pytest.raises(ReckonError) as caught:
        allocate(free, time_limit_seconds=1e-9)

    assert caught.value.code == "time_limit"
    for seconds in (0.02, 0.05, 0.1, 0.3):
        try:
            allocation = allocate(free, time_limit_seconds=seconds)
        except ReckonError:
            continue
        assert allocation.total_benefit <= best + 1e-9 <= allocation.upper_bound + 2e-9
        assert wrong_with(allocation, free) == []
