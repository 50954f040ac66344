"""Who may meet and what it weighs: what is compiled says, pair by pair, what the definition says.

Each function is run as plain Python too, so that a change of it can be tested without compiling.
"""

from itertools import combinations

import numpy as np
import pytest

from reckon.pairing import _people_kernel as kernel
from reckon.pairing.candidates import REASONS, Candidates, _people
from reckon.pairing.result import Unmatched
from tests.reckon.pairing.people import (
    a_crowd,
    a_problem,
    a_wide_crowd,
    allowed_weights,
    great_circle_km,
    worth_of_coming_first,
)

UNIT = Candidates.unit


def plain(function):
    return getattr(function, "py_func", function)


def people_of(problem):
    """The people as compiled code and plain Python both read them."""
    people = _people(problem)
    return people._replace(rows=people.rows.view(np.recarray))


def every_pair(problem):
    return np.array(list(combinations(range(problem.n_people), 2))).reshape(-1, 2).T


CROWDS = [
    *(a_crowd(24, seed, spread=0.3) for seed in range(6)),
    *(a_wide_crowd(24, seed, first_from=3) for seed in range(4)),
]


@pytest.mark.parametrize("problem", CROWDS)
@pytest.mark.parametrize("way", [plain, lambda function: function], ids=["plain", "compiled"])
def test_who_may_meet_and_what_it_weighs_are_those_of_the_definition(problem, way):
    people, (first, second) = people_of(problem), every_pair(problem)

    for one, other in ((first, second), (second, first)):
        allowed = way(kernel.allowed)(people, one, other)
        weights = way(kernel.scaled_weights)(people, one[allowed], other[allowed]) * UNIT

        pairs = list(zip(first[allowed].tolist(), second[allowed].tolist(), strict=True))
        found = dict(zip(pairs, weights, strict=True))
        worth = worth_of_coming_first(problem)
        expected = {
            (i, j): weight + worth[i] + worth[j] for (i, j), weight in allowed_weights(problem).items()
        }
        assert found == pytest.approx(expected, abs=1e-9)


def test_at_one_place_nobody_has_to_go_anywhere():
    people = people_of(a_problem(2, max_km=[0, 0]))

    assert plain(kernel.may_meet)(people, 0, 1, 0.0)
    assert plain(kernel.pair_fit)(people, 0, 1, 0.0) == 0.25


def test_a_topic_is_shared_whichever_number_it_has():
    # More topics than a signature has bits; each two people share one.
    problem = a_problem(140, topics=[(f"topic {k // 2}",) for k in range(140)])
    people = people_of(problem)

    assert [plain(kernel.jaccard)(people, 2 * k, 2 * k + 1) for k in range(70)] == [1] * 70
    assert [plain(kernel.jaccard)(people, 2 * k, 2 * k + 2) for k in range(69)] == [0] * 69


def test_the_end_of_the_way_still_counts():
    people = people_of(a_problem(2, max_km=[30, 40]))

    assert plain(kernel.may_meet)(people, 0, 1, 30.0)
    assert not plain(kernel.may_meet)(people, 0, 1, 30.000001)


def test_a_short_way_is_a_share_of_a_short_reach():
    people = people_of(a_problem(2, max_km=[0.5, 1]))

    assert plain(kernel.pair_fit)(people, 0, 1, 0.1) == pytest.approx(0.25 * 0.8)


def test_nobody_meets_themselves():
    people = people_of(a_problem(2, profession=["a", "b"]))

    assert plain(kernel.allowed)(people, np.array([0, 0, 1]), np.array([0, 1, 1])).tolist() == [
        False,
        True,
        False,
    ]


def test_nowhere_is_further_than_half_way_round():
    # Rounding makes the chord between these two longer than the sphere is wide.
    people = people_of(a_problem(2, latitude=[8, -8], longitude=[-51, 129], max_km=[20_016] * 2))

    for way in (plain, lambda function: function):
        assert way(kernel.pair_km)(people, 0, 1) == pytest.approx(np.pi * 6371.0088)


def test_a_weight_is_rounded_to_the_nearest_unit():
    problem = a_crowd(24, 1, spread=0.3)
    people, (first, second) = people_of(problem), every_pair(problem)

    for i, j in zip(first, second, strict=True):
        km = plain(kernel.pair_km)(people, i, j)
        terms = people.rows[i].waited_term + people.rows[j].waited_term
        exact = (1 + plain(kernel.pair_fit)(people, i, j, km) + terms) / UNIT
        assert abs(plain(kernel.scaled_weight)(people, i, j, km) - exact) <= 0.5


def why_nobody(problem, one):
    """What stands between one person and everybody, straight from the definition; None if nothing does."""
    barred = {frozenset(pair) for pair in [*problem.met.tolist(), *problem.apart.tolist()]}
    met = {frozenset(pair) for pair in problem.met.tolist()}
    level = [k for k in range(problem.n_people) if k != one and problem.level[k] == problem.level[one]]
    near = [
        k
        for k in level
        if great_circle_km(problem, *sorted((one, k))) <= min(problem.max_km[one], problem.max_km[k])
    ]
    suited = [
        frozenset((one, k))
        for k in near
        if problem.profession[k] != problem.profession[one]
        and problem.organisation[k] != problem.organisation[one]
    ]
    steps = (
        (not level, Unmatched.ALONE_AT_LEVEL),
        (not near, Unmatched.NOBODY_NEAR),
        (not suited, Unmatched.SAME_BACKGROUND),
        (set(suited) <= met, Unmatched.ALL_MET),
        (set(suited) <= barred, Unmatched.MET_OR_APART),
    )
    return next((reason for holds, reason in steps if holds), None)


def small_crowd(seed):
    """Six people of whom most may meet nobody."""
    rng = np.random.default_rng(seed)
    pairs = np.array(list(combinations(range(6), 2)))
    share = rng.choice([0.1, 0.9])
    return a_crowd(
        6,
        seed,
        spread=float(rng.choice([0.0, 0.1, 1.0])),
        level=rng.integers(2, 4, 6),
        met=pairs[rng.random(15) < share],
        apart=pairs[rng.random(15) < 0.3],
    )


@pytest.mark.parametrize("way", [plain, lambda function: function], ids=["plain", "compiled"])
def test_why_somebody_may_meet_nobody_is_what_the_definition_says(way):
    told = set()
    for seed in range(150):
        problem = small_crowd(seed)
        reasons = {one: why_nobody(problem, one) for one in range(6)}
        alone = [one for one, reason in reasons.items() if reason is not None]

        found = [
            REASONS[k] for k in way(kernel.why_nobody)(people_of(problem), np.array(alone, dtype=np.int64))
        ]

        assert found == [reasons[one] for one in alone]
        told.update(found)
    assert told == set(REASONS)
