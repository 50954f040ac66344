"""Rooms of people to seat, and plans as rows."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from reckon.seating import SeatingProblem


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
