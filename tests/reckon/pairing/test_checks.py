"""The checks find every kind of wrong round."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.pairing import Unmatched, certified_bound, check, pair_people
from tests.reckon.pairing.people import a_crowd, a_problem, allowed_weights, heaviest

PROBLEM = a_problem(5, profession=["a", "b", "c", "d", "a"], level=[2, 2, 3, 3, 4], topics=[("x",)] * 5)
PAIRS = np.array([[0, 1], [2, 3]])


def the_round(**changes):
    return replace(pair_people(PROBLEM), **changes)


def test_check_agrees_with_a_right_round():
    found = check(PROBLEM, the_round())

    assert found.problems == ()
    assert found.total_weight == pytest.approx(2 * 1.85)
    assert found.upper_bound == pytest.approx(2 * 1.85)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"third": np.array([2, -1])}, "Person 2 is in two groups."),
        ({"third": np.array([4, -1])}, "Persons 0 and 4 may not meet."),
        ({"unmatched": {}}, "Everybody must be either in a group or unmatched with a reason."),
        (
            {"unmatched": {4: Unmatched.NOBODY_NEAR, 0: Unmatched.NOBODY_NEAR}},
            "Everybody must be either in a group or unmatched with a reason.",
        ),
        ({"total_weight": 3.8}, "The total weight is 3.7"),
        ({"upper_bound": 3.6}, "The certificate proves only 3.7"),
        ({"pairs": PAIRS[:1], "third": np.array([-1])}, "The round is called optimal but weighs 1.85"),
    ],
)
def test_check_finds_what_is_wrong(changes, sentence):
    assert any(problem.startswith(sentence) for problem in check(PROBLEM, the_round(**changes)).problems)


@pytest.mark.parametrize(
    "changes",
    [
        {"level": [2, 3, 3, 3, 4]},
        {"profession": ["a", "a", "c", "d", "a"]},
        {"organisation": ["o", "o", "p", "q", "r"]},
        {"latitude": [53.5, 53.9, 53.5, 53.5, 53.5]},
        {"met": [(1, 0)]},
        {"apart": [(0, 1)]},
    ],
)
def test_check_finds_a_pair_that_may_not_meet(changes):
    rows = {"profession": PROBLEM.profession, "level": PROBLEM.level, "topics": PROBLEM.topics}

    problems = check(a_problem(5, **(rows | changes)), the_round()).problems

    assert "Persons 0 and 1 may not meet." in problems


def test_bound_rises_by_what_the_duals_lack():
    certificate = pair_people(PROBLEM).certificate
    nothing = replace(certificate, person_dual=np.zeros(5))

    # Each of the two pairs lacks its whole weight; half of it is added at each end.
    assert certified_bound(PROBLEM, nothing) == pytest.approx(2 * 1.85)


def test_bound_counts_no_dual_below_zero():
    certificate = pair_people(PROBLEM).certificate
    below = replace(certificate, person_dual=certificate.person_dual - [0, 0, 0, 0, 9])

    assert certified_bound(PROBLEM, below) == pytest.approx(2 * 1.85)


def test_bound_of_three_alike_needs_the_blossom():
    problem = a_problem(3)
    certificate = pair_people(problem).certificate
    assert certified_bound(problem, certificate) == pytest.approx(1.25)

    without = replace(certificate, blossom_dual=certificate.blossom_dual * 0)

    assert certified_bound(problem, without) > 1.25 + 0.1


@pytest.mark.parametrize(
    "parent",
    [
        np.array([3, 3, -1, -1]),  # a blossom of two
        np.array([3, 3, 3, 3]),  # in itself
        np.array([3, 3, 2, -1]),  # a person as blossom
        np.array([3, 3, 9, -1]),  # in none that exists
        np.array([-1, -1, -1]),  # one blossom, of nobody known
    ],
)
def test_nothing_is_proved_by_blossoms_that_are_not_nested_odd_sets(parent):
    problem = a_problem(3)
    certificate = replace(pair_people(problem).certificate, parent=parent, blossom_dual=np.array([1.25]))

    assert certified_bound(problem, certificate) == np.inf


@pytest.mark.parametrize("seed", range(8))
def test_any_duals_prove_a_bound_that_no_round_passes(seed):
    problem = a_crowd(11, seed)
    rng = np.random.default_rng(seed)
    certificate = pair_people(problem).certificate
    shaken = replace(certificate, person_dual=certificate.person_dual + rng.normal(0, 0.3, 11))

    assert certified_bound(problem, shaken) >= heaviest(11, allowed_weights(problem)) - 1e-9
