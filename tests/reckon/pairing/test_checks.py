"""The checks find every kind of wrong round."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.pairing import Certificate, Matching, Unmatched, certified_bound, check, pair_people
from reckon.pairing.checks import (
    TOLERANCE,
    _allowed_pairs,
    _km,
    _may_meet,
    _rounding,
    _weight,
    _worth_of_coming_first,
)
from reckon.pairing.matching import doubled_bound
from tests.reckon.pairing.people import (
    a_crowd,
    a_problem,
    a_wide_crowd,
    allowed_weights,
    heaviest,
    worth_of_coming_first,
)

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
        np.array([3, 3, 0, -1]),  # the first person as blossom
        np.array([3, 3, 9, -1]),  # in none that exists
        np.array([3, 3, 4, -1]),  # in the one after the last
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


CROWDS = [
    *(a_crowd(30, seed, spread=0.4) for seed in range(12)),
    *(a_wide_crowd(30, seed, first_from=3) for seed in range(6)),
]


@pytest.mark.parametrize("problem", CROWDS)
def test_allowed_pairs_and_their_weights_are_those_of_the_definition(problem):
    expected, worth = allowed_weights(problem), worth_of_coming_first(problem)

    found = [
        (tuple(sorted((one, other))), weight - worth[one] - worth[other])
        for one, others, weights in _allowed_pairs(problem)
        for other, weight in zip(others.tolist(), weights.tolist(), strict=True)
    ]

    assert len(found) == len(expected)
    assert dict(found) == pytest.approx(expected, abs=1e-7)
    assert {pair: _weight(problem, *pair) for pair in expected} == pytest.approx(expected, abs=1e-7)
    barred = {tuple(sorted(pair)) for pair in [*problem.met.tolist(), *problem.apart.tolist()]}
    for one in range(30):
        for other in range(one):
            assert _may_meet(problem, one, other) == _may_meet(problem, other, one)
            assert _may_meet(problem, one, other) == ((other, one) in expected) or (other, one) in barred


def test_each_step_in_front_outweighs_a_round_and_there_are_eight():
    problem = a_problem(5, waited=[2, 3, 4.5, 10, 20], first_from=3)

    assert _worth_of_coming_first(problem).tolist() == [0, 7, 14, 56, 56]
    assert _worth_of_coming_first(a_problem(3)).tolist() == [0, 0, 0]


def test_the_heavier_what_comes_first_the_coarser_a_sum_may_be():
    heavy = a_problem(5, waited=[0, 0, 0, 0, 20], first_from=3)  # 56 for one, 112 for a pair

    assert _rounding(heavy) == 5 * 112 * 2.0**-39
    assert _rounding(a_problem(3)) == _rounding(a_problem(0)) == 0


def test_what_comes_first_stands_in_no_figure_and_is_allowed_its_rounding():
    problem = a_problem(2, waited=[20, 20], first_from=1)
    result = pair_people(problem)
    found = check(problem, result)
    assert found.upper_bound == pytest.approx(found.total_weight) == pytest.approx(2.25)

    fine = TOLERANCE * found.upper_bound
    for off, fault in ((fine + _rounding(problem) / 2, False), (fine + 2 * _rounding(problem), True)):
        wrong = replace(result, total_weight=result.total_weight + off)
        assert bool(check(problem, wrong).problems) == fault


def test_nobody_has_to_go_anywhere_at_one_place():
    problem = a_problem(2, max_km=[0, 0])

    assert [weights.tolist() for _, _, weights in _allowed_pairs(problem)] == [[1.25], []]
    assert _weight(problem, 0, 1) == 1.25
    assert _may_meet(problem, 0, 1)
    crowd = [weights.tolist() for _, _, weights in _allowed_pairs(a_problem(60, max_km=[0] * 60))]
    assert crowd == [[1.25] * k for k in reversed(range(60))]


def test_a_short_way_is_a_share_of_a_short_reach():
    problem = a_problem(2, latitude=[0, 0.001], longitude=[0, 0], max_km=[0.5, 1])
    way = 6371.0088 * np.radians(0.001) / 0.5

    assert _weight(problem, 0, 1) == pytest.approx(1.25 - 0.25 * way)
    assert next(_allowed_pairs(problem))[2] == pytest.approx([1.25 - 0.25 * way])


def test_a_small_round_is_allowed_little():
    problem = a_problem(2)
    right = pair_people(problem)

    for off, fault in ((1.1e-9, False), (1.5e-9, True)):
        wrong = replace(right, total_weight=right.total_weight + off)
        assert bool(check(problem, wrong).problems) == fault


def test_nobody_is_further_than_half_way_round_the_world():
    # Rounding takes what the distance is the arc sine of above 1 here.
    for longitude in range(-179, 0, 3):
        places = {"latitude": [-82, 82], "longitude": [longitude, longitude + 180], "max_km": [20_016] * 2}
        assert _km(a_problem(2, **places), 0, np.array([1])) == pytest.approx([np.pi * 6371.0088])


def random_certificate(rng, n_people):
    """Duals on people and on nested odd sets, and the people of each set."""
    order = rng.permutation(n_people).tolist()
    parent, members = [-1] * n_people, []
    for held in ([order[0], order[1], order[2]], [order[3], order[4], order[5]], None, order[6:9]):
        if held is None:  # the first two sets and one person more
            held = [n_people, n_people + 1, order[9]]
        for node in held:
            parent[node] = n_people + len(members)
        inside = [members[node - n_people] if node >= n_people else {node} for node in held]
        members.append(set().union(*inside))
        parent.append(-1)
    dual = np.where(rng.random(n_people) < 0.2, 0, rng.uniform(0, 1.2, n_people))
    burden = np.where(rng.random(4) < 0.2, -1.0, rng.uniform(0, 1, 4))
    return Certificate(person_dual=dual, parent=np.array(parent), blossom_dual=burden), members


@pytest.mark.parametrize("seed", range(25))
def test_the_bound_is_the_sum_of_the_duals_and_of_what_each_person_lacks(seed):
    problem, rng = a_crowd(12, seed, spread=0.2), np.random.default_rng(seed)
    certificate, members = random_certificate(rng, 12)
    burden = np.maximum(certificate.blossom_dual, 0)

    lacks = np.zeros(12)
    for (one, other), weight in allowed_weights(problem).items():
        common = sum(z for z, inside in zip(burden, members, strict=True) if {one, other} <= inside)
        lack = weight - certificate.person_dual[one] - certificate.person_dual[other] - common
        lacks[[one, other]] = np.maximum(lacks[[one, other]], lack)
    inside = sum(z * (len(people) // 2) for z, people in zip(burden, members, strict=True))
    expected = certificate.person_dual.sum() + inside + lacks.sum() / 2

    assert certified_bound(problem, certificate) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("seed", range(10))
def test_a_matching_tells_the_bound_of_its_duals(seed):
    certificate, members = random_certificate(np.random.default_rng(seed), 12)
    vertex_dual = (certificate.person_dual * 100).astype(np.int64)
    blossom_dual = np.maximum(certificate.blossom_dual * 100, 0).astype(np.int64)
    matching = Matching(
        mate=np.full(12, -1),
        vertex_dual=vertex_dual,
        parent=certificate.parent,
        blossom_dual=blossom_dual,
        fractional_bound=np.inf,
        complete=True,
    )

    expected = vertex_dual.sum() + sum(
        z * (len(people) // 2) for z, people in zip(blossom_dual, members, strict=True)
    )

    assert doubled_bound(matching) == expected
    assert matching.bound == expected / 2


def test_what_many_pairs_lack_in_the_last_digits_is_not_forgotten():
    n_people, little = 400, 5e-11
    problem = a_problem(n_people)
    certificate = Certificate(
        person_dual=np.full(n_people, 0.625 - little / 2),
        parent=np.full(n_people, -1),
        blossom_dual=np.zeros(0),
    )

    assert certified_bound(problem, certificate) >= 1.25 * n_people / 2
    assert certified_bound(problem, certificate) <= 1.25 * n_people / 2 + 2 * TOLERANCE


def test_parts_of_a_certificate_must_fit_each_other():
    certificate = Certificate(
        person_dual=np.array([1.0, 1.0]), parent=np.array([-1, -1]), blossom_dual=np.zeros(0)
    )

    assert certified_bound(a_problem(2), certificate) == pytest.approx(2)
    for parent in (np.array([-1, -1, -1]), np.array([-1])):
        assert certified_bound(a_problem(2), replace(certificate, parent=parent)) == np.inf


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"total_weight": 3.7 + 2e-8}, ["The total weight is"]),
        ({"total_weight": 3.7 - 2e-8}, ["The total weight is"]),
        ({"total_weight": 3.7 + 2e-9}, []),
        ({"total_weight": 3.7 - 2e-9}, []),
        ({"upper_bound": 3.7 - 2e-8}, ["The certificate proves only"]),
        ({"upper_bound": 3.7 - 1e-9}, []),
        ({"upper_bound": 9.0}, []),
        (
            {"pairs": PAIRS[:1], "third": np.array([-1]), "total_weight": 1.85, "optimal": False},
            ["Everybody must"],
        ),
    ],
)
def test_each_figure_may_be_off_by_rounding_only(changes, sentences):
    found = check(PROBLEM, the_round(**changes)).problems

    assert [any(found.startswith(start) for start in sentences) for found in found] == [True] * len(sentences)


def test_a_round_of_pairs_that_may_not_meet_is_above_its_bound():
    problem = a_problem(2, apart=[(0, 1)])
    forbidden = replace(
        pair_people(a_problem(2)), certificate=pair_people(problem).certificate, upper_bound=0.0
    )

    assert check(problem, forbidden).problems == (
        "Persons 0 and 1 may not meet.",
        "The total weight 1.25 is above the bound 5e-10.",
    )


def test_a_round_that_is_nearly_optimal_is_not_optimal():
    # The bound is raised by a little: more than rounding allows, and less.
    result = pair_people(PROBLEM)
    for little, called_wrong in ((1e-7, True), (1e-10, False)):
        dual = np.add(result.certificate.person_dual, [little, 0, 0, 0, 0])
        loose = replace(
            result,
            certificate=replace(result.certificate, person_dual=dual),
            upper_bound=result.upper_bound + 1,
        )
        assert bool(check(PROBLEM, loose).problems) == called_wrong
