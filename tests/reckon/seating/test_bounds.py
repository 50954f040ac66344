"""Bounds hold for every plan, and are reached where the answer is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckon.seating import Argument, Bound, FixedSeat, Score, SeatingProblem, SeatingResult, scored
from reckon.seating import bound_checks as checks
from reckon.seating.bound_checks import unproved_bounds
from reckon.seating.bounds import least_pairs
from reckon.seating.checks import counted
from reckon.seating.hard_rules import hard_rules
from reckon.seating.planning import bounds_of
from reckon.seating.score import profession_meetings
from tests.reckon.seating.rooms import every_plan, random_plan, room, rooms, rows_of, ruled_room


def bounds(problem, repeats=None):
    return bounds_of(problem, hard_rules(problem), repeats=repeats)


@given(rooms(), st.integers(0, 2**32))
def test_no_random_plan_beats_a_bound(problem, seed):
    plan = random_plan(problem, np.random.default_rng(seed))
    score = scored(problem, plan)

    limits = bounds(problem, score.repeats)

    assert score.repeats >= limits.repeats.value
    assert score.same_profession >= limits.same_profession.value
    assert score.same_organisation >= limits.same_organisation.value
    assert score.fewest_professions <= limits.fewest_professions.value


@given(rooms(), st.integers(0, 2**32))
def test_every_bound_is_proved_again_by_the_checks(problem, seed):
    plan = random_plan(problem, np.random.default_rng(seed))
    score = scored(problem, plan)

    result = SeatingResult(plan=plan, score=score, bounds=bounds(problem, score.repeats))

    assert unproved_bounds(problem, result) == []


@pytest.mark.parametrize(
    "problem",
    [
        room(4, 2, 3),
        room(5, 2, 2, n_professions=2),
        room(6, 2, 2, n_professions=3),
        room(6, 3, 2, met=[(0, 1), (0, 2), (1, 2), (3, 4)]),
        room(6, 2, 2, met=[(a, b) for a in range(6) for b in range(a)]),
    ],
)
def test_bounds_are_never_above_the_best_of_all_plans(problem):
    scores = [scored(problem, np.array(plan)) for plan in every_plan(problem)]

    best = min(scores, key=lambda score: score.key())

    limits = bounds(problem, best.repeats)
    assert limits.repeats.value <= best.repeats
    assert limits.same_profession.value <= min(s.same_profession for s in scores if s.repeats == best.repeats)
    assert limits.fewest_professions.value >= max(s.fewest_professions for s in scores)


def test_repeats_bound_when_all_have_met_is_every_meeting():
    problem = room(6, 2, 3, met=[(a, b) for a in range(6) for b in range(a)])

    assert bounds(problem).repeats.value == 3 * 2 * 3  # rounds, tables, pairs at a table


def test_repeats_bound_of_tables_larger_than_their_number():
    limit = bounds(room(30, 3, 2)).repeats

    # Ten people of one table at three tables of the next: 4 + 3 + 3 sit together again.
    assert (limit.value, limit.argument) == (3 * (6 + 3 + 3), Argument.TABLES)


def test_repeats_bound_of_a_clique_that_has_met():
    colleagues = [(a, b) for a in range(6) for b in range(a)]

    limit = bounds(room(20, 5, 2, met=colleagues)).repeats

    assert (limit.value, limit.argument) == (2, Argument.CLIQUES)
    assert sorted(limit.groups[0]) == [0, 1, 2, 3, 4, 5]


def test_a_clique_is_looked_for_from_who_has_met_most():
    # Begun with 0, who has met only 10, the clique would lose 10.
    colleagues = [(a, b) for a in range(10, 16) for b in range(10, a)]

    limit = bounds(room(20, 5, 2, met=[(0, 10), *colleagues])).repeats

    assert (limit.value, limit.argument) == (2, Argument.CLIQUES)
    assert sorted(limit.groups[0]) == [10, 11, 12, 13, 14, 15]


def test_repeats_bound_of_people_who_must_sit_together():
    limit = bounds(room(16, 4, 3, together=[(0, 1), (1, 2)])).repeats

    assert (limit.value, limit.argument) == (3 * 2, Argument.FORCED)


def test_repeats_bound_of_people_fixed_to_one_table():
    fixed = [FixedSeat(person=p, round=r, table=0) for p in (0, 1) for r in range(3)]

    assert bounds(room(16, 4, 3, fixed=fixed)).repeats.value == 2


def test_same_profession_bound_spreads_a_large_profession():
    limit = bounds(room(12, 3, 2, n_professions=2)).same_profession

    # Six of each at three tables: two at each, one pair, for two professions and two rounds.
    assert (limit.value, limit.argument) == (2 * 2 * 3, Argument.SHARES)


def test_same_profession_bound_when_people_run_out_of_others():
    limit = bounds(room(16, 8, 13, n_professions=4)).same_profession

    # Each meets 13 others in turn and has 12 of another profession: 16 meetings, each for two.
    assert (limit.value, limit.argument) == (8, Argument.OTHER_KINDS)


def test_same_profession_bound_falls_with_each_repeat_allowed():
    problem = room(16, 8, 13, n_professions=4)

    assert bounds(problem, repeats=3).same_profession.value == 5


@pytest.mark.parametrize(
    ("problem", "value", "argument"),
    [
        (room(12, 3, 4, n_professions=3), 2, Argument.KINDS),
        (room(12, 6, 2), 2, Argument.SEATS),
    ],
)
def test_professions_bound(problem, value, argument):
    limit = bounds(problem).fewest_professions

    assert (limit.value, limit.argument) == (value, argument)


def test_professions_bound_of_rare_professions():
    # One person each of five professions among thirty others can be met by only so many.
    jobs = [f"job {i}" if i < 5 else "nurse" for i in range(35)]
    problem = replace(room(35, 7, 2), professions=jobs)

    limit = bounds(problem).fewest_professions

    # Each of the five meets 8; the nurses are met by all five: (5 * 8 + 5) // 35.
    assert (limit.value, limit.argument) == (1, Argument.RARE_KINDS)


@pytest.mark.parametrize(("n_people", "n_tables", "pairs"), [(0, 3, 0), (3, 3, 0), (4, 3, 1), (7, 3, 5)])
def test_least_pairs(n_people, n_tables, pairs):
    assert least_pairs(n_people, n_tables) == pairs


@given(rooms(), st.integers(0, 2**32))
def test_scored_agrees_with_the_checks_pair_by_pair(problem, seed):
    plan = random_plan(problem, np.random.default_rng(seed))

    score, figures = scored(problem, plan), counted(problem, rows_of(problem, plan))

    assert (score.repeats, score.same_profession, score.same_organisation, score.fewest_professions) == (
        figures.repeats,
        figures.same_profession,
        figures.same_organisation,
        figures.fewest_professions,
    )
    assert all(type(value) is int for value in score.key())
    assert score.fewest_professions <= score.mean_professions <= len(set(problem.professions))


def test_the_mean_of_other_professions_met_by_hand():
    problem = SeatingProblem(ids="abcd", professions="xxyz", organisations=[""] * 4, n_tables=2, n_rounds=1)

    assert scored(problem, np.array([[0, 0, 1, 1]])).mean_professions == 0.5
    assert scored(problem, np.array([[0, 1, 0, 1]])).mean_professions == 1


def test_the_better_plan_has_the_smaller_key():
    score = Score(
        repeats=1, same_profession=2, same_organisation=3, fewest_professions=4, mean_professions=5.0
    )

    assert score.key() == (1, 2, 3, -4)
    assert replace(score, fewest_professions=5).key() < score.key()


def test_profession_meetings_counts_each_meeting_but_not_the_own_profession():
    problem = room(4, 2, 2, n_professions=2)
    plan = np.array([[0, 0, 1, 1], [0, 0, 1, 1]])

    assert profession_meetings(problem, plan).tolist() == [[0, 2], [2, 0], [0, 2], [2, 0]]


ABOUT_REPEATS = [Argument.NOUGHT, Argument.FORCED, Argument.ENOUGH_OTHERS, Argument.TABLES]
ABOUT_KINDS = [Argument.NOUGHT, Argument.FORCED, Argument.SHARES, Argument.OTHER_KINDS]
ABOUT_PROFESSIONS = [Argument.KINDS, Argument.SEATS, Argument.RARE_KINDS]


@pytest.mark.parametrize("first_seed", range(0, 200, 10))
def test_bounds_are_the_best_that_the_checks_prove_person_by_person(first_seed):
    for problem in map(ruled_room, range(first_seed, first_seed + 10)):
        for repeats in (0, 3):
            limits = bounds(problem, repeats)
            proved = {
                argument: checks._least_repeats(problem, Bound(value=0, argument=argument))
                for argument in ABOUT_REPEATS
            }
            cliques = checks._least_repeats(problem, replace(limits.repeats, argument=Argument.CLIQUES))
            proved[Argument.CLIQUES] = cliques
            assert limits.repeats.value == max(proved.values()) == proved[limits.repeats.argument]
            organisations = [name or f"alone {i}" for i, name in enumerate(problem.organisations)]
            for kinds, limit in (
                (problem.professions, limits.same_profession),
                (organisations, limits.same_organisation),
            ):
                alike = {
                    argument: checks._least_alike(problem, kinds, repeats, Bound(value=0, argument=argument))
                    for argument in ABOUT_KINDS
                }
                assert limit.value == max(alike.values()) == alike[limit.argument]
            met = {
                argument: checks._most_professions(problem, Bound(value=0, argument=argument))
                for argument in ABOUT_PROFESSIONS
            }
            fewest = limits.fewest_professions
            assert fewest.value == min(met.values()) == met[fewest.argument]
            for limit in (limits.repeats, limits.same_profession, limits.same_organisation):
                assert (limit.value == 0) == (limit.argument is Argument.NOUGHT)
            assert all(type(value) is int for value in limits.key())


@pytest.mark.parametrize("seed", range(40))
def test_a_bound_is_proved_to_the_last_pair(seed):
    problem = ruled_room(seed)
    plan = random_plan(problem, np.random.default_rng(seed))
    result = SeatingResult(plan=plan, score=scored(problem, plan), bounds=bounds(problem, 2))
    result = replace(result, score=replace(result.score, repeats=2))

    assert unproved_bounds(problem, result) == []
    for name, better in (
        ("repeats", 1),
        ("same_profession", 1),
        ("same_organisation", 1),
        ("fewest_professions", -1),
    ):
        limit = getattr(result.bounds, name)
        claimed = replace(result.bounds, **{name: replace(limit, value=limit.value + better)})
        assert unproved_bounds(problem, replace(result, bounds=claimed)) == [name]
