"""Plans of `seat`: rules, order of comparison, and what must not matter."""

import copy
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reckon.seating import FixedSeat, scored, seat, sentences, verdict
from reckon.seating.bound_checks import unproved_bounds
from reckon.seating.checks import broken_rules, counted
from tests.reckon.seating.rooms import every_plan, room, rooms, rows_of

FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


def assert_sound(problem, result):
    rows = rows_of(problem, result.plan)
    figures = counted(problem, rows)
    assert broken_rules(problem, rows) == []
    assert unproved_bounds(problem, result) == []
    assert figures.repeats == result.score.repeats
    assert figures.same_profession == result.score.same_profession
    assert figures.same_organisation == result.score.same_organisation
    assert figures.fewest_professions == result.score.fewest_professions
    assert all(found >= bound for found, bound in zip(result.score.key(), result.bounds.key(), strict=True))


@FEW
@given(rooms(), st.integers(0, 3))
def test_seat_is_sound_in_any_room(problem, seed):
    assert_sound(problem, seat(problem, seed=seed))


@FEW
@given(rooms(most_people=16), st.data())
def test_seat_keeps_every_hard_rule(problem, data):
    # Rules taken from a plan that exists can be kept.
    tables = np.repeat(np.arange(problem.n_tables), problem.table_sizes)
    pairs = list(combinations(range(problem.n_people), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=8))
    fixed = data.draw(st.lists(st.integers(0, problem.n_people - 1), max_size=3, unique=True))
    ruled = replace(
        problem,
        apart=[pair for pair in chosen if tables[pair[0]] != tables[pair[1]]],
        together=[pair for pair in chosen if tables[pair[0]] == tables[pair[1]]],
        fixed=[FixedSeat(person=person, round=0, table=int(tables[person])) for person in fixed],
    )

    assert_sound(ruled, seat(ruled))


@pytest.mark.parametrize(
    "problem",
    [
        room(4, 2, 3),
        room(5, 2, 2, n_professions=2),
        room(6, 2, 2, n_professions=3, n_organisations=2),
        room(6, 3, 2, n_professions=2, met=[(0, 1), (0, 2), (1, 2), (3, 4)]),
        room(6, 2, 3, n_professions=2, apart=[(0, 1)]),
        room(6, 2, 2, n_professions=3, together=[(0, 3)]),
        room(7, 3, 2, n_professions=3, met=[(0, 1), (2, 3)]),
    ],
)
def test_seat_finds_the_best_of_all_plans(problem):
    best = min(
        scored(problem, np.array(plan)).key()
        for plan in every_plan(problem)
        if broken_rules(problem, rows_of(problem, np.array(plan))) == []
    )

    assert seat(problem).score.key() == best


def test_seat_with_the_same_seed_gives_the_same_plan():
    problem = room(23, 5, 4, n_professions=6, met=[(0, 1), (5, 9)])

    assert (seat(problem, seed=7).plan == seat(problem, seed=7).plan).all()


def test_seat_takes_seed_nought_for_a_seed():
    problem = room(12, 3, 3, n_professions=4, together=[(0, 4)])

    assert (seat(problem, seed=0).plan == seat(problem).plan).all()
    assert (seat(problem, seed=0).plan != seat(problem, seed=1).plan).any()


def test_seat_does_not_change_its_input():
    problem = room(12, 3, 3, n_professions=4, met=[(3, 1)], together=[(0, 4)])
    before = copy.deepcopy(problem)

    seat(problem)

    assert problem == before


def test_seat_gives_as_good_a_plan_when_people_are_listed_in_another_order():
    problem = room(48, 8, 4, n_professions=8)
    order = np.random.default_rng(1).permutation(48)
    shuffled = replace(
        problem,
        ids=[problem.ids[i] for i in order],
        professions=[problem.professions[i] for i in order],
        organisations=[problem.organisations[i] for i in order],
    )

    one, two = seat(problem), seat(shuffled)

    assert one.bounds.key() == two.bounds.key()
    assert one.score.key()[:2] == two.score.key()[:2] == (0, 0)


def test_seat_avoids_those_who_have_met():
    problem = room(4, 2, 1, met=[(0, 1), (0, 2)])

    plan = seat(problem).plan[0]

    assert plan[0] == plan[3] != plan[1] == plan[2]


def test_repeats_come_before_professions():
    # Only a meeting of colleagues is new: the order of comparison asks for it.
    problem = room(4, 2, 1, n_professions=2, met=[(0, 1), (2, 3), (0, 3), (1, 2)])

    score = seat(problem).score

    assert (score.repeats, score.same_profession) == (0, 2)


def test_an_empty_organisation_is_nobodys():
    problem = replace(room(4, 1, 1), organisations=[""] * 4)

    assert seat(problem).score.same_organisation == 0


def test_hosts_stay_and_nobody_repeats():
    hosts = [FixedSeat(person=t, round=r, table=t) for t in range(7) for r in range(4)]
    problem = room(35, 7, 4, n_professions=7, fixed=hosts)

    result = seat(problem)

    assert_sound(problem, result)
    assert result.score.repeats == 0


def test_seat_keeps_whole_groups_when_they_only_just_fit():
    # Tables of five take a three and a two each; a three and a three leave no room.
    threes, twos = [(0, 1), (1, 2), (3, 4), (4, 5)], [(6, 7), (8, 9)]
    problem = room(10, 2, 3, together=[*threes, *twos])

    assert_sound(problem, seat(problem))


def test_couples_who_stay_together_repeat_nobody_else():
    couples = [(2 * i, 2 * i + 1) for i in range(8)]

    result = seat(room(48, 8, 4, together=couples))

    # Each couple meets in four rounds: three of these repeat, and nothing more does.
    assert result.score.repeats == result.bounds.repeats.value == 8 * 3


def test_time_limit_ends_the_search_with_a_sound_plan():
    problem = room(90, 7, 6, n_professions=5, met=[(i, i + 1) for i in range(80)])

    assert_sound(problem, seat(problem, time_limit_seconds=0.01))


class Heard:
    def __init__(self):
        self.shares = []

    def update(self, done, doing):
        assert doing
        self.shares.append(done)


def test_progress_never_falls_and_ends_at_one():
    heard = Heard()

    seat(room(23, 4, 4, n_professions=6), progress=heard)

    assert heard.shares == sorted(heard.shares)
    assert heard.shares[-1] == 1


def test_sentences_say_proved_best_only_when_it_is():
    result = seat(room(9, 3, 4))
    worse = replace(result, score=replace(result.score, repeats=3))

    assert result.proven_optimal
    assert sentences(result)["repeats"] == "No repeated meetings: proved best."
    assert not worse.proven_optimal
    assert sentences(worse)["repeats"] == "3 repeated meetings: at most 3 from the best."


def test_sentences_say_why_no_plan_can_do_better():
    result = seat(room(8, 2, 2, n_professions=2))

    assert sentences(result)["repeats"] == (
        "4 repeated meetings: proved best, because the tables seat more people than there are tables."
    )
    assert verdict(7, result.bounds.repeats) == "at most 3 from the best"
