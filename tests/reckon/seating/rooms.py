"""Rooms of people to seat, and plans as rows."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from reckon.seating import FixedSeat, SeatingProblem


def room(n_people, n_tables, n_rounds, *, n_professions=None, n_organisations=None, **rules):
    """People p0, p1, …; professions and organisations in turn, all different by default."""
    return SeatingProblem(
        ids=[f"p{i}" for i in range(n_people)],
        professions=[f"job {i % (n_professions or n_people)}" for i in range(n_people)],
        organisations=[f"org {i % (n_organisations or n_people)}" for i in range(n_people)],
        n_tables=n_tables,
        n_rounds=n_rounds,
        **rules,
    )


def rows_of(problem, plan):
    return [
        (round_ + 1, int(table) + 1, problem.ids[person])
        for round_, tables in enumerate(plan)
        for person, table in enumerate(tables)
    ]


def random_plan(problem, rng):
    tables = np.repeat(np.arange(problem.n_tables), problem.table_sizes)
    return np.array([rng.permutation(tables) for _ in range(problem.n_rounds)])


def every_plan(problem):
    """Every plan with even tables, without renaming tables: for small rooms only."""
    sizes = sorted(problem.table_sizes)
    seatings = [
        np.array(tables)
        for tables in product(range(problem.n_tables), repeat=problem.n_people)
        if sorted(np.bincount(tables, minlength=problem.n_tables)) == sizes
        and list(dict.fromkeys(tables)) == list(range(problem.n_tables))
    ]
    return product(seatings, repeat=problem.n_rounds)


@st.composite
def rooms(draw, most_people=14):
    """A room with prior meetings; a few kinds, so that colleagues have to share tables."""
    n_people = draw(st.integers(2, most_people))
    people = st.integers(0, n_people - 1)
    pairs = st.lists(st.tuples(people, people).filter(lambda pair: pair[0] != pair[1]), max_size=12)
    kinds = st.lists(st.sampled_from("abcd"), min_size=n_people, max_size=n_people)
    return SeatingProblem(
        ids=[f"p{i}" for i in range(n_people)],
        professions=draw(kinds),
        organisations=draw(st.lists(st.sampled_from(["", "x", "y"]), min_size=n_people, max_size=n_people)),
        n_tables=draw(st.integers(1, n_people)),
        n_rounds=draw(st.integers(1, 4)),
        met=draw(pairs),
    )


def ruled_room(seed):
    """A room with every kind of rule, taken from a plan that keeps them all."""
    rng = np.random.default_rng(seed)
    n_people = int(rng.integers(4, 15))
    n_tables, n_rounds = int(rng.integers(1, min(n_people, 6))), int(rng.integers(1, 5))
    pairs = np.array([(a, b) for b in range(n_people) for a in range(b)])
    some = {
        name: pairs[rng.random(len(pairs)) < share].tolist()
        for name, share in RULED[seed % len(RULED)].items()
    }
    problem = SeatingProblem(
        ids=[f"p{i}" for i in range(n_people)],
        professions=rng.choice(list("abcd"), n_people).tolist(),
        organisations=rng.choice(["", "x", "y"], n_people).tolist(),
        n_tables=n_tables,
        n_rounds=n_rounds,
        met=[tuple(pair) for pair in some.pop("met")],
    )
    plan = np.tile(rng.permutation(np.repeat(np.arange(n_tables), problem.table_sizes)), (n_rounds, 1))
    seats = rng.integers(0, (n_rounds, n_people), (3, 2)).tolist()
    return replace(
        problem,
        apart=[(a, b) for a, b in some["rules"] if plan[0, a] != plan[0, b]],
        together=[(a, b) for a, b in some["rules"] if plan[0, a] == plan[0, b]],
        fixed=[
            FixedSeat(person=person, round=round_, table=int(plan[0, person]))
            for round_, person in dict.fromkeys(map(tuple, seats))
        ],
    )


# Rooms in which many have met, in which few have, and in which rules are all there is.
RULED = (
    {"met": 0.9, "rules": 0.1},
    {"met": 0.3, "rules": 0.1},
    {"met": 0.0, "rules": 0.3},
    {"met": 0.6, "rules": 0},
)
