"""Repairs on the day: the promise, few moves, and rounds that are over stay as they were."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reckon.errors import InvalidInputError
from reckon.seating import FixedSeat, Reseat, remaining, reseat, seat
from reckon.seating.checks import broken_rules, counted
from tests.reckon.seating.rooms import room, rooms, rows_of

NOWHERE = -1


def with_late(problem, n_late):
    """The same room and ``n_late`` people more, who bring no rule."""
    extra = range(n_late)
    return replace(
        problem,
        ids=[*problem.ids, *(f"late{i}" for i in extra)],
        professions=[*problem.professions, *("late job" for _ in extra)],
        organisations=[*problem.organisations, *("" for _ in extra)],
    )


def extended(plan, n_late):
    return np.hstack([plan, np.full((len(plan), n_late), NOWHERE)])


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(rooms(), st.data())
def test_reseat_seats_everybody_who_is_there_and_keeps_the_rules(problem, data):
    n_late = data.draw(st.integers(0, 3))
    most_absent = problem.n_people + n_late - problem.n_tables
    people = st.integers(0, problem.n_people - 1)
    absent = data.draw(st.sets(people, max_size=min(3, most_absent)))
    first_round = data.draw(st.integers(0, problem.n_rounds - 1))
    plan = extended(seat(problem).plan, n_late)

    job = remaining(with_late(problem, n_late), plan, first_round=first_round, absent=absent)
    result = reseat(job)

    rows = rows_of(job.problem, result.plan)
    assert broken_rules(job.problem, rows) == []
    assert counted(job.problem, rows).repeats == result.score.repeats
    stayed = job.before != NOWHERE
    assert result.moves == ((result.plan != job.before) & stayed).sum() >= result.moves_bound
    assert result.n_remaining_seats == stayed.sum()


def test_reseat_moves_nobody_when_nobody_is_missing():
    problem = room(24, 6, 4, n_professions=4)
    before = seat(problem).plan

    result = reseat(remaining(problem, before, first_round=1))

    assert result.moves == 0
    assert (result.plan == before[1:]).all()
    assert result.promise_kept


def test_reseat_moves_only_one_when_one_table_is_short_of_two():
    problem = room(24, 4, 1)
    before = seat(problem).plan
    absent = np.flatnonzero(before[0] == 2)[:2]

    result = reseat(remaining(problem, before, first_round=0, absent=absent.tolist()))

    assert (result.moves, result.moves_bound) == (1, 1)


def test_reseat_counts_meetings_of_rounds_that_are_over():
    problem = room(6, 3, 2)
    before = np.array([[0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0]])

    job = remaining(problem, before, first_round=1)

    assert set(job.problem.met) == {(0, 1), (2, 3), (4, 5)}
    assert job.promise == (0, 0, 0)


def test_remaining_counts_the_promise_with_those_who_are_absent():
    problem = room(4, 2, 1, n_professions=2)
    before = np.array([[0, 1, 0, 1]])  # each table holds two of one profession

    job = remaining(problem, before, first_round=0, absent=[0])

    assert job.promise == (0, 2, 0)
    assert job.problem.n_people == 3


def test_reseat_keeps_rules_that_the_old_plan_broke():
    problem = room(8, 2, 2, n_professions=4)
    before = seat(problem).plan
    one = 0
    two = int(np.flatnonzero(before[1] == before[1, one])[1])
    ruled = replace(problem, apart=[(one, two)], fixed=[FixedSeat(person=3, round=1, table=0)])

    job = remaining(ruled, before, first_round=1)
    result = reseat(job)

    assert broken_rules(job.problem, rows_of(job.problem, result.plan)) == []


def test_reseat_with_the_same_seed_gives_the_same_plan():
    problem = room(40, 7, 4, n_professions=6)
    job = remaining(problem, seat(problem).plan, first_round=1, absent=[3, 17, 20])

    assert (reseat(job, seed=5).plan == reseat(job, seed=5).plan).all()


def test_reseat_repairs_ten_per_cent_of_no_shows_with_few_moves():
    problem = room(120, 15, 4, n_professions=9, n_organisations=30)
    plan = seat(problem).plan
    absent = np.random.default_rng(0).choice(120, 12, replace=False)

    result = reseat(remaining(problem, plan, first_round=1, absent=absent.tolist()))

    assert result.score.repeats == 0
    assert result.promise_kept
    assert result.moves <= 0.15 * result.n_remaining_seats


@pytest.mark.parametrize("before", [np.zeros((1, 3), dtype=int), np.full((1, 4), 2), np.full((1, 4), -2)])
def test_reseat_refuses_old_tables_that_do_not_fit(before):
    with pytest.raises(InvalidInputError):
        Reseat(problem=room(4, 2, 1), before=before, promise=(0, 0, 0))


def test_remaining_refuses_when_nobody_is_left():
    with pytest.raises(InvalidInputError) as caught:
        remaining(room(2, 1, 1), np.zeros((1, 2), dtype=int), first_round=0, absent=[0, 1])

    assert caught.value.code == "nobody_left"
