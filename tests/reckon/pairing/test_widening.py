"""Wider than usual, for those who both want it; and those who have waited longest first."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.errors import InvalidInputError
from reckon.pairing import (
    Unmatched,
    check,
    group_reason,
    pair_people,
    pair_weights,
    unmatched_reason,
    why_unmatched,
)
from tests.reckon.pairing.people import a_crowd, a_problem, a_wide_crowd, allowed_weights, heaviest

SEEDS = st.integers(0, 10_000)


def placed_at_best(problem, weights):
    """How many of each step in front can be placed at once at best, the longest waiting first."""
    most = 100.0
    worth = [most ** int(step) if step else 0.0 for step in problem.first_step]
    best = heaviest(problem.n_people, {(a, b): worth[a] + worth[b] for a, b in weights})
    return best, worth


@given(st.integers(1, 12), SEEDS)
@settings(max_examples=150)
def test_a_wider_round_weighs_as_much_as_the_best_of_all(n_people, seed):
    problem = a_wide_crowd(n_people, seed)
    weights = allowed_weights(problem)

    result = pair_people(problem)

    assert result.optimal
    assert result.total_weight == pytest.approx(heaviest(n_people, weights), abs=1e-9)
    assert check(problem, result).problems == ()
    for group in result.groups():
        assert all(pair in weights for pair in combinations(sorted(group), 2))


@pytest.mark.parametrize("seed", [0, 7])
def test_a_large_wide_round_is_proved_best_among_all_allowed_pairs(seed):
    problem = a_wide_crowd(600, seed, first_from=3)

    result = pair_people(problem)

    assert check(problem, result).problems == ()
    assert result.optimal


def test_one_who_widens_alone_meets_nobody():
    for alike in ({"level": [2, 3]}, {"profession": ["nurse"] * 2}, {"region": ["North", "South"]}):
        name = f"widen_{next(iter(alike))}"
        alone = a_problem(2, **alike, **{name: [True, False]})
        both = a_problem(2, **alike, **{name: [True, True]})

        assert pair_people(alone).n_matched == 0
        assert pair_people(both).n_matched == 2


def test_two_levels_apart_is_too_far_whatever_both_want():
    assert pair_people(a_problem(2, level=[2, 4], widen_level=[True, True])).n_matched == 0


def test_what_was_asked_for_first_is_preferred_to_what_is_wider():
    problem = a_problem(3, profession=["nurse", "nurse", "GP"], widen_profession=[True] * 3, max_km=[0] * 3)

    first, second = next(iter(pair_people(problem).groups()))[:2]

    assert {problem.profession[first], problem.profession[second]} == {"nurse", "GP"}


def test_a_reason_says_what_is_wider():
    problem = a_problem(
        2,
        level=[2, 3],
        profession=["nurse"] * 2,
        region=["North", "South"],
        widen_level=[True] * 2,
        widen_profession=[True] * 2,
        widen_region=[True] * 2,
    )

    assert group_reason(problem, (0, 1)) == (
        "At levels 2 and 3: a nurse and a nurse, in the same place; wider than usual, as they wish: "
        "another level, the same profession and another region."
    )


def test_one_who_is_near_but_in_another_region_is_told_so():
    problem = a_problem(2, region=["North", "South"])

    assert pair_people(problem).unmatched == dict.fromkeys((0, 1), Unmatched.NOBODY_NEAR)
    assert "near enough and in your region" in unmatched_reason(problem, 0, Unmatched.NOBODY_NEAR)


@given(st.integers(2, 12), SEEDS)
@settings(max_examples=150)
def test_nobody_who_waited_longer_is_left_over_for_somebody_who_waited_less(n_people, seed):
    rng = np.random.default_rng(seed)
    problem = a_wide_crowd(n_people, seed, first_from=3, waited=rng.integers(0, 8, n_people))
    weights = allowed_weights(problem)

    result = pair_people(problem)

    best, worth = placed_at_best(problem, weights)
    assert sum(worth[row] for pair in result.pairs.tolist() for row in pair) == best
    # Among the rounds that place as many of them, it is the heaviest.
    step = 1000.0
    both = {(a, b): weights[a, b] + step * (worth[a] + worth[b]) for a, b in weights}
    assert result.total_weight + step * best == pytest.approx(heaviest(n_people, both), rel=1e-12, abs=1e-3)
    assert result.optimal
    assert check(problem, result).problems == ()


@pytest.mark.parametrize("n_links", [1, 6, 40])
def test_one_who_comes_first_is_placed_however_many_must_change_for_it(n_links):
    n_people = 2 * n_links + 1
    # Pairs 0-1, 2-3, … share a topic, so the weights leave the last one over.
    topics = [{f"topic {k // 2}"} for k in range(n_people)]
    apart = [(a, b) for a, b in combinations(range(n_people), 2) if b != a + 1]
    waited = [0] * (n_people - 1) + [3]
    usual = a_problem(n_people, topics=topics, apart=apart, waited=waited)
    fair = a_problem(n_people, topics=topics, apart=apart, waited=waited, first_from=3)

    if n_links > 3:
        assert list(pair_people(usual).unmatched) == [n_people - 1]
    result = pair_people(fair)
    assert n_people - 1 not in result.unmatched
    assert check(fair, result).problems == ()


def test_everybody_meets_within_as_many_rounds_as_there_are_who_must_share_one_partner():
    """One nurse, six work coaches: each round one or two of them; none waits for a newer one."""
    n_coaches, met, waited, rounds_until = 6, [], Counter(), {}
    for turn in range(1, 7):
        problem = a_problem(
            n_coaches + 1,
            profession=["nurse"] + ["work coach"] * n_coaches,
            waited=[0] + [waited[k] for k in range(1, n_coaches + 1)],
            met=met,
            first_from=3,
        )
        result = pair_people(problem)
        (group,) = result.groups()
        met += [(0, row) for row in group if row]
        for row in range(1, n_coaches + 1):
            if row in group:
                rounds_until[row], waited[row] = turn, 0
            else:
                waited[row] += 1
    assert len(rounds_until) == n_coaches


@given(st.integers(2, 30), SEEDS)
@settings(max_examples=40)
def test_why_and_weights_are_told_of_any_people(n_people, seed):
    problem = a_wide_crowd(n_people, seed)
    weights = allowed_weights(problem)
    result = pair_people(problem)

    assert why_unmatched(problem, list(result.unmatched)) == result.unmatched
    pairs = list(weights) or [(0, 1)]
    found = dict(zip(pairs, pair_weights(problem, pairs), strict=True))
    assert {pair: found[pair] for pair in weights} == pytest.approx(weights, abs=1e-8)


def test_by_default_nothing_is_wider_and_nobody_first():
    problem = a_crowd(40, 5)

    assert allowed_weights(problem)
    for one, other in allowed_weights(problem):
        assert problem.level[one] == problem.level[other]
        assert problem.profession[one] != problem.profession[other]
    assert not problem.first_step.any()


@pytest.mark.parametrize("first_from", [0, -1, float("nan")])
def test_coming_first_begins_after_a_round_at_the_earliest(first_from):
    with pytest.raises(InvalidInputError, match="first_from"):
        a_problem(2, first_from=first_from)


def test_an_answer_is_needed_of_everybody():
    with pytest.raises(InvalidInputError, match="widen_level has 1 rows"):
        a_problem(2, widen_level=[True])
    with pytest.raises(InvalidInputError, match="widen_level has 1 rows"):
        a_problem(2, widen_level=True)
