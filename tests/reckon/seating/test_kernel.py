"""The compiled objective: what a swap changes is what counting the whole plan again says.

The functions are run as plain Python, so that a change of one can be tested without compiling.
"""

import numpy as np
import pytest

from reckon.seating import FixedSeat
from reckon.seating import _kernel as kernel
from reckon.seating.first_plan import first_plan
from reckon.seating.hard_rules import hard_rules
from reckon.seating.search import Search
from tests.reckon.seating.rooms import room


def plain(function):
    return getattr(function, "py_func", function)


def opened(seed):
    """A room with a random plan, rules, empty seats and homes, ready to be changed."""
    rng = np.random.default_rng(seed)
    n_tables = int(rng.integers(2, 5))
    n_people = int(rng.integers(2 * n_tables, 5 * n_tables))
    pairs = rng.permutation(n_people)[: 2 * (n_people // 2)].reshape(-1, 2)
    problem = room(
        n_people,
        n_tables,
        3,
        n_professions=3,
        n_organisations=4,
        met=[tuple(pair) for pair in rng.choice(pairs, len(pairs) // 2, replace=False)],
        apart=[tuple(pair) for pair in pairs[:2]],
        fixed=[FixedSeat(person=int(pairs[-1, 0]), round=0, table=0)],
    )
    rules = hard_rules(problem)
    plan, homes = (first_plan(problem, rules, rng) for _ in range(2))
    homes[:, ::3] = -1
    search = Search(problem, rules, rng, floors=(1, 2, 3, 4), homes=homes)
    return search, plan, *search._opened(plan, (8.0, 4.0, 2.0, 1.0)), rng


def leave(room_, tally, rng):
    """Choose a round, two tables and as many people of each; return round, number and tables."""
    round_ = int(rng.integers(room_.seats.shape[0]))
    tables = rng.choice(room_.seats.shape[1] // room_.size, 2, replace=False).tolist()
    count = int(rng.integers(1, room_.size + 1))
    for side, table in enumerate(tables):
        at_table = room_.seats[round_, table * room_.size : (table + 1) * room_.size]
        tally.leavers[side, :count] = rng.choice(at_table, count, replace=False)
    return round_, count, tuple(tables)


def swapped(search, room_, tally, round_, count, tables):
    """The seats after the swap, made by hand."""
    seats = room_.seats.copy()
    for side in range(2):
        for k in range(count):
            goes, comes = tally.leavers[side, k], tally.leavers[1 - side, k]
            seats[round_, room_.places[round_, goes]] = comes
    return seats


def keeps_the_rules(search, seats):
    apart = {frozenset(pair) for pair in search.problem.apart}
    for tables in seats.reshape(len(seats), -1, search.problem.largest):
        for table in tables:
            if (table >= search.problem.n_people).sum() > 1:
                return False  # two empty seats
            if any(frozenset((int(a), int(b))) in apart for a in table for b in table):
                return False
    return True


@pytest.mark.parametrize("seed", range(40))
def test_a_swap_changes_what_counting_again_says(seed):
    search, _, room_, tally, rng = opened(seed)
    n_people = search.problem.n_people
    made = 0
    for _ in range(30):
        round_, count, tables = leave(room_, tally, rng)
        before = [array.copy() for array in (room_.seats, room_.places, room_.seen)]
        after = swapped(search, room_, tally, round_, count, tables)
        score = search.figures(search.plan(room_.seats))

        allowed = plain(kernel._weigh)(room_, tally, round_, count, tables)

        assert not tally.marks.any()
        assert allowed == keeps_the_rules(search, after)
        if not allowed:
            continue
        made += 1
        assert (score + tally.change).tolist() == search.figures(search.plan(after)).tolist()
        plain(kernel._swap)(room_, tally, round_, count, tables)
        assert (room_.seats == after).all()
        assert (room_.places == np.argsort(after, axis=1)).all()
        assert (tally.score == search.figures(search.plan(after))).all()
        expected = search._seen(search.plan(after))
        assert (room_.seen[:n_people, :n_people] == expected[:n_people, :n_people]).all()
        if made % 2:  # and back again
            tally.change[:] = -tally.change
            tally.leavers[:] = tally.leavers[::-1].copy()
            plain(kernel._swap)(room_, tally, round_, count, tables)
            for array, old in zip((room_.seats, room_.places, room_.seen), before, strict=True):
                assert (array == old).all()
    assert made > 2


@pytest.mark.parametrize("seed", range(10))
def test_the_rise_counts_only_what_is_above_the_floors(seed):
    *_, tally, rng = opened(seed)
    for _ in range(30):
        tally.score[:], tally.change[:] = rng.integers(0, 8, 4), rng.integers(-5, 5, 4)

        above = np.maximum(0, tally.score + tally.change - tally.floors) - np.maximum(
            0, tally.score - tally.floors
        )

        assert plain(kernel._rise)(tally) == above @ [8, 4, 2, 1]


@pytest.mark.parametrize(
    ("score", "best", "sign"),
    [
        ((5, 5, 5, 5), (5, 5, 5, 5), 0),
        ((4, 9, 9, 9), (5, 5, 5, 5), -1),
        ((6, 2, 3, 4), (5, 9, 9, 9), 1),
        ((5, 4, 9, 9), (5, 5, 5, 5), -1),
        ((5, 5, 6, 4), (5, 5, 5, 9), 1),
        ((5, 5, 5, 6), (5, 5, 5, 7), -1),
        ((0, 1, 2, 3), (1, 2, 3, 4), 0),  # nothing is gained below the floors
        ((0, 5, 5, 5), (1, 4, 5, 5), 1),
        ((1, 5, 5, 5), (0, 6, 5, 5), -1),
        ((2, 5, 5, 5), (0, 6, 5, 5), 1),
    ],
)
def test_plans_are_compared_in_order_above_the_floors(score, best, sign):
    *_, tally, _ = opened(0)
    tally.score[:], tally.best[:] = score, best

    assert np.sign(plain(kernel._compared_with_best)(tally)) == sign


def test_at_the_floors_is_every_figure_at_or_below_its_floor():
    floors = np.array([1, 2, 3, 4])

    assert plain(kernel.at_floors)(np.array([1, 2, 3, 4]), floors)
    assert plain(kernel.at_floors)(np.array([0, 2, 0, 4]), floors)
    assert not plain(kernel.at_floors)(np.array([0, 0, 0, 5]), floors)
