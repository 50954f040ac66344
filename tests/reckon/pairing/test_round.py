"""A round of pairing: the heaviest pairs, thirds for those left over, a reason for the rest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.pairing import PairingResult, Unmatched, check, pair_people
from reckon.pairing.candidates import Candidates
from tests.reckon.pairing.people import a_crowd, a_problem, allowed_weights, heaviest

SEEDS = st.integers(0, 10_000)


def may_all_meet(group, weights) -> bool:
    return all((a, b) in weights for a in group for b in group if a < b)


@given(st.integers(1, 13), SEEDS)
@settings(max_examples=150)
def test_round_weighs_as_much_as_the_best_of_all(n_people, seed):
    problem = a_crowd(n_people, seed)

    result = pair_people(problem)

    assert result.optimal
    assert result.total_weight == pytest.approx(heaviest(n_people, allowed_weights(problem)), abs=1e-9)
    assert check(problem, result).problems == ()


@given(st.integers(2, 60), SEEDS)
@settings(max_examples=60)
def test_nobody_is_left_over_who_could_be_a_third(n_people, seed):
    problem = a_crowd(n_people, seed)
    weights = allowed_weights(problem)

    result = pair_people(problem)

    for group in result.groups():
        assert may_all_meet(group, weights)
        for left_over in result.unmatched if len(group) == 2 else ():
            assert not may_all_meet(sorted((*group, left_over)), weights)


@given(st.integers(2, 60), SEEDS)
@settings(max_examples=40)
def test_order_of_the_people_does_not_matter(n_people, seed):
    problem = a_crowd(n_people, seed)
    order = np.random.default_rng(seed).permutation(n_people)
    row = np.argsort(order)
    names = ["level", "profession", "organisation", "service", "latitude", "longitude"]
    names += ["topics", "max_km", "waited"]
    shuffled = a_problem(
        n_people,
        **{name: [getattr(problem, name)[k] for k in order] for name in names},
        met=row[problem.met],
        apart=row[problem.apart],
    )

    assert pair_people(shuffled).total_weight == pytest.approx(pair_people(problem).total_weight, abs=1e-9)


@pytest.mark.parametrize("seed", [0, 7])
def test_large_round_is_proved_best_among_all_allowed_pairs(seed):
    problem = a_crowd(900, seed, spread=0.2)

    result = pair_people(problem)

    found = check(problem, result)
    assert found.problems == ()
    assert result.optimal
    assert found.upper_bound == pytest.approx(found.total_weight, abs=1e-6)


def test_people_alike_in_everything_are_all_paired():
    """Everybody has the same best partners; the candidates must not be the same few for all."""
    n_people = 2000

    result = pair_people(a_problem(n_people))

    assert len(result.pairs) == n_people // 2
    assert result.total_weight == pytest.approx(1.25 * n_people / 2)
    assert result.optimal


def test_same_input_gives_the_same_groups_whatever_the_seed():
    problem = a_crowd(200, 3)

    assert list(pair_people(problem, seed=0).groups()) == list(pair_people(problem, seed=5).groups())


def test_inputs_are_not_changed():
    waited = np.array([0.0, 9.0])
    problem = a_problem(2, waited=waited)

    pair_people(problem)

    assert waited.tolist() == [0, 9]
    with pytest.raises(ValueError, match="read-only"):
        problem.waited[0] = 1


def test_three_who_may_all_meet_form_one_group():
    result = pair_people(a_problem(3))

    assert list(map(sorted, result.groups())) == [[0, 1, 2]]
    assert result.unmatched == {}
    assert result.total_weight == pytest.approx(1.25)


def test_pair_takes_one_third_at_most():
    # 2 may meet everybody else, who are all of one profession but 0.
    result = pair_people(a_problem(5, profession=["a", "b", "c", "c", "c"], met=[(0, 3), (0, 4)]))

    assert sorted(len(group) for group in result.groups()) in ([2, 2], [2, 3])
    assert (
        check(a_problem(5, profession=["a", "b", "c", "c", "c"], met=[(0, 3), (0, 4)]), result).problems == ()
    )


def test_partner_changes_at_equal_weight_so_that_all_can_join():
    """0-1 and 4-0 weigh the same; only 1 can be a third of 2-3, only if 0 pairs with 4."""
    problem = a_problem(
        5,
        profession=["a", "b", "c", "d", "b"],
        met=[(0, 2), (0, 3), (2, 4), (3, 4)],
        topics=[(), (), ("damp",), ("damp",), ()],
    )

    result = pair_people(problem)

    assert sorted(map(sorted, result.groups())) == [[0, 4], [1, 2, 3]]


def test_third_joins_the_pair_that_fits_best():
    result = pair_people(a_problem(5, topics=[("x",), ("x",), ("y", "z"), ("y", "z"), ("y",)]))

    assert sorted(map(sorted, result.groups())) == [[0, 1], [2, 3, 4]]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"level": [2, 3]}, Unmatched.ALONE_AT_LEVEL),
        ({"latitude": [53.5, 54.5]}, Unmatched.NOBODY_NEAR),
        ({"max_km": [40, 5], "latitude": [53.5, 53.6]}, Unmatched.NOBODY_NEAR),
        ({"profession": ["nurse", "nurse"]}, Unmatched.SAME_BACKGROUND),
        ({"organisation": ["trust", "trust"]}, Unmatched.SAME_BACKGROUND),
        ({"met": [(1, 0)]}, Unmatched.ALL_MET),
        ({"met": [(1, 0)], "apart": [(0, 1)]}, Unmatched.ALL_MET),
        ({"apart": [(0, 1)]}, Unmatched.MET_OR_APART),
    ],
)
def test_unmatched_say_what_stands_between_them(changes, reason):
    result = pair_people(a_problem(2, **changes))

    assert result.unmatched == {0: reason, 1: reason}
    assert (result.total_weight, result.upper_bound, result.ratio) == (0, 0, 1)


def test_unmatched_when_the_only_partner_is_taken():
    result = pair_people(a_problem(3, profession=["a", "b", "b"], waited=[0, 4, 0]))

    assert list(result.groups()) == [(0, 1)]
    assert result.unmatched == {2: Unmatched.OTHERS_PAIRED}


def test_longer_wait_than_four_rounds_counts_as_four():
    assert pair_people(a_problem(2, waited=[4, 50])).total_weight == pytest.approx(1.25 + 1)


def test_quarter_of_a_great_circle():
    # A quarter of the circumference on the sphere of 6371.0088 km is 10,007.557 km.
    far = {"latitude": [0, 90], "longitude": [0, 0]}

    assert not list(pair_people(a_problem(2, max_km=[10_007.5, 20_000], **far)).groups())
    assert pair_people(a_problem(2, max_km=[10_007.558, 20_000], **far)).total_weight == pytest.approx(1)


@pytest.mark.parametrize("seed", range(5))
def test_candidates_hold_every_allowed_pair_when_all_partners_are_wanted(seed):
    problem = a_crowd(120, seed, spread=0.4)
    candidates = Candidates(problem)

    pairs = candidates.best_pairs(120)

    weights = candidates.weights(pairs) * candidates.unit
    found = dict(zip(map(tuple, np.sort(candidates.order[pairs], axis=1).tolist()), weights, strict=True))
    assert found == pytest.approx(allowed_weights(problem), abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_candidates_hold_the_best_partners_of_each(seed):
    problem = a_crowd(150, seed, spread=0.4)
    candidates = Candidates(problem)
    kept = set(map(tuple, np.sort(candidates.order[candidates.best_pairs(4)], axis=1).tolist()))

    weights = allowed_weights(problem)
    for person in range(problem.n_people):
        fits = sorted(
            (
                (weight - 0.125 * min(problem.waited[a if b == person else b], 4), (a, b))
                for (a, b), weight in weights.items()
                if person in (a, b)
            ),
            reverse=True,
        )
        least = fits[3][0] + 1e-6 if len(fits) > 4 else -1
        assert {pair for fit, pair in fits if fit > least} <= kept


def test_stopped_round_is_valid_and_its_bound_is_true():
    problem = a_crowd(300, 1, spread=0.2)

    result = pair_people(problem, time_limit_seconds=1e-9)

    assert isinstance(result, PairingResult)
    assert check(problem, result).problems == ()
    assert result.total_weight <= pair_people(problem).total_weight <= result.upper_bound
    assert not result.optimal


class Heard:
    """Keeps what it is told."""

    def __init__(self):
        self.shares = []

    def update(self, done, doing):
        self.shares.append(done)


def test_progress_never_falls():
    heard = Heard()

    pair_people(a_crowd(900, 0, spread=0.2), progress=heard)

    assert len(heard.shares) > 3
    assert heard.shares == sorted(heard.shares)
    assert 0 <= heard.shares[0] <= heard.shares[-1] <= 1


def test_round_of_nobody_is_empty_and_best():
    result = pair_people(a_problem(0))

    assert (list(result.groups()), result.unmatched, result.ratio, result.optimal) == ([], {}, 1, True)
