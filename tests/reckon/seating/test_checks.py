"""The checks find what is wrong: each broken rule, each bound that is too good."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.seating import Argument, Bound, FixedSeat, SeatingProblem, SeatingResult, scored
from reckon.seating.bound_checks import unproved_bounds
from reckon.seating.checks import Figures, broken_rules, counted
from reckon.seating.hard_rules import hard_rules
from reckon.seating.planning import bounds_of
from tests.reckon.seating.rooms import random_plan, room, rows_of

PLAN = np.array([[0, 0, 1, 1]])


def broken(plan=PLAN, **rules):
    problem = room(4, 2, 1, **rules)
    return broken_rules(problem, rows_of(problem, plan))


def test_a_good_plan_breaks_nothing():
    fixed = [FixedSeat(person=3, round=0, table=1)]

    assert broken(apart=[(0, 2)], together=[(0, 1)], fixed=fixed, most_seats=2) == []


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"apart": [(0, 1)]}, "round 1: p0 and p1 are at one table"),
        ({"together": [(1, 2)]}, "round 1: p1 and p2 are at two tables"),
        ({"fixed": [FixedSeat(person=0, round=0, table=1)]}, "round 1: p0 is not at table 2"),
    ],
)
def test_a_broken_rule_is_named(rules, sentence):
    assert broken(**rules) == [sentence]


def test_uneven_tables_are_named():
    assert broken(np.array([[0, 0, 0, 1]])) == ["round 1: tables have 1 to 3 people"]


def test_a_table_above_its_seats_is_named():
    assert "round 1: a table has 3 people" in broken(np.array([[0, 0, 0, 1]]), most_seats=2)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(1, 1, "p0"), (1, 1, "p1"), (1, 2, "p2")], "round 1: p3 has no seat"),
        ([(1, 1, "p0"), (1, 1, "p1"), (1, 2, "p2"), (1, 2, "p9")], "round 1: p9 is not on the list"),
        ([(1, 1, "p0"), (1, 1, "p1"), (1, 2, "p2"), (1, 3, "p3")], "round 1: a table is not there"),
        ([(1, 1, "p0"), (1, 2, "p0")], "round 1: p0 has two seats"),
        ([(2, 1, "p0")], "round 2: there is no such round"),
    ],
)
def test_rows_that_do_not_fit_the_room_are_named(rows, sentence):
    assert sentence in broken_rules(room(4, 2, 1), rows)


ROOM = room(
    12,
    3,
    3,
    n_professions=2,
    n_organisations=3,
    met=[(a, b) for a in range(5) for b in range(a)],
    together=[(6, 7)],
)


def a_result(problem):
    """Any plan with the bounds it would get; the checks do not ask whether it keeps the rules."""
    plan = random_plan(problem, np.random.default_rng(0))
    score = scored(problem, plan)
    return SeatingResult(
        plan=plan, score=score, bounds=bounds_of(problem, hard_rules(problem), repeats=score.repeats)
    )


ABOUT_REPEATS = [Argument.NOUGHT, Argument.FORCED, Argument.ENOUGH_OTHERS, Argument.TABLES]
ABOUT_KINDS = [Argument.NOUGHT, Argument.FORCED, Argument.SHARES, Argument.OTHER_KINDS]


@pytest.mark.parametrize(
    ("name", "argument"),
    [("repeats", argument) for argument in ABOUT_REPEATS]
    + [("same_profession", argument) for argument in ABOUT_KINDS]
    + [("same_organisation", argument) for argument in ABOUT_KINDS],
)
def test_a_bound_above_what_its_argument_proves_is_named(name, argument):
    result = a_result(ROOM)

    claimed = replace(result.bounds, **{name: Bound(value=1000, argument=argument)})

    assert unproved_bounds(ROOM, replace(result, bounds=claimed)) == [name]


@pytest.mark.parametrize(
    "groups",
    [
        [(0, 1, 2, 3, 4), (0, 1, 2, 3, 4)],  # counted twice
        [(0, 1, 2, 3, 4, 5)],  # 5 has met nobody
    ],
)
def test_a_clique_bound_needs_disjoint_groups_who_have_all_met(groups):
    result = a_result(ROOM)

    claimed = replace(result.bounds, repeats=Bound(value=1, argument=Argument.CLIQUES, groups=tuple(groups)))

    assert unproved_bounds(ROOM, replace(result, bounds=claimed)) == ["repeats"]


@pytest.mark.parametrize("argument", [Argument.KINDS, Argument.SEATS, Argument.RARE_KINDS])
def test_a_professions_bound_below_what_its_argument_proves_is_named(argument):
    result = a_result(ROOM)

    claimed = replace(result.bounds, fewest_professions=Bound(value=0, argument=argument))

    assert unproved_bounds(ROOM, replace(result, bounds=claimed)) == ["fewest_professions"]


def test_every_fault_of_every_round_is_told_once():
    problem = room(
        6,
        2,
        3,
        apart=[(0, 1), (2, 3)],
        together=[(4, 5)],
        fixed=[FixedSeat(person=0, round=1, table=1), FixedSeat(person=2, round=2, table=0)],
    )
    plan = np.array([[0, 0, 1, 1, 0, 1], [0, 1, 0, 1, 0, 1], [1, 0, 0, 1, 1, 0]])

    assert broken_rules(problem, rows_of(problem, plan)) == [
        "round 1: p0 and p1 are at one table",
        "round 1: p2 and p3 are at one table",
        "round 1: p4 and p5 are at two tables",
        "round 2: p4 and p5 are at two tables",
        "round 2: p0 is not at table 2",
        "round 3: p4 and p5 are at two tables",
    ]


def test_somebody_without_a_seat_is_apart_from_all_and_together_with_nobody():
    problem = room(4, 2, 1, apart=[(0, 1)], together=[(2, 3)])

    assert broken_rules(problem, [(1, 1, "p2"), (1, 1, "p3")]) == [
        "round 1: p0 has no seat",
        "round 1: p1 has no seat",
        "round 1: tables have 0 to 2 people",
    ]
    assert broken_rules(problem, [(1, 1, "p0"), (1, 2, "p1")]) == [
        "round 1: p2 has no seat",
        "round 1: p3 has no seat",
        "round 1: p2 and p3 are at two tables",
    ]


@pytest.mark.parametrize("table", [1, 2])
@pytest.mark.parametrize("absent", [0, 1])
def test_who_has_no_seat_sits_with_nobody_at_whichever_table(absent, table):
    there = [(1, table, f"p{1 - absent}"), (1, 3 - table, "p2"), (1, table, "p3")]
    common = [f"round 1: p{absent} has no seat"]

    assert broken_rules(room(4, 2, 1, apart=[(0, 1)]), there) == common
    assert broken_rules(room(4, 2, 1, together=[(0, 1)]), there) == [
        *common,
        "round 1: p0 and p1 are at two tables",
    ]


def test_seats_that_stand_twice_and_rounds_that_are_not_there_are_all_told():
    problem = room(2, 1, 2)
    twice = [(1, 1, "p0"), (1, 1, "p1"), (1, 1, "p0"), (2, 1, "p1"), (2, 1, "p0"), (2, 1, "p1"), (0, 1, "p0")]

    assert broken_rules(problem, [*twice, (3, 1, "p0"), (4, 1, "p0")]) == [
        "round 1: p0 has two seats",
        "round 2: p1 has two seats",
        "round 0: there is no such round",
        "round 3: there is no such round",
        "round 4: there is no such round",
    ]


@pytest.mark.parametrize(
    ("tables", "fault"), [([0, 0, 1, 1, 1], []), ([0, 1, 1, 1, 1], ["round 1: tables have 1 to 4 people"])]
)
def test_tables_may_differ_by_one(tables, fault):
    problem = room(5, 2, 1)

    assert broken_rules(problem, rows_of(problem, np.array([tables]))) == fault


@pytest.mark.parametrize(("most", "fault"), [(3, []), (None, [])])
def test_a_table_may_be_full(most, fault):
    problem = room(5, 2, 1, most_seats=most)

    assert broken_rules(problem, rows_of(problem, np.array([[0, 0, 1, 1, 1]]))) == fault


def test_figures_are_those_counted_by_hand():
    problem = SeatingProblem(
        ids="abcdef",
        professions="xxyyzz",
        organisations=["o", "o", "o", "", "", "q"],
        n_tables=2,
        n_rounds=3,
        met=[(0, 1), (3, 4)],
    )
    plan = np.array([[0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 1, 1], [0, 1, 0, 1, 0, 1]])

    # Repeats: ab and de; ab and ef; ac, ce, bd and df. Alike: ab and ef in two rounds.
    # One organisation: ab, ac and bc; ab; ac; an empty name is nobody's.
    assert counted(problem, rows_of(problem, plan)) == Figures(
        repeats=8, same_profession=4, same_organisation=5, fewest_professions=2
    )
