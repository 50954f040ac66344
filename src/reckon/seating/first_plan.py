"""A first plan that keeps every hard rule: by hand when that is easy, by a solver when it is not."""

import numpy as np
from numpy.typing import NDArray

from reckon.seating.hard_rules import FREE, HardRules
from reckon.seating.problem import Plan, SeatingProblem

TRIES = 20


def first_plan(problem: SeatingProblem, rules: HardRules, rng: np.random.Generator) -> Plan:
    """Return a plan, at random, that keeps the hard rules and nothing else.

    Raises
    ------
    InfeasibleError
        ``apart_too_many``: proved by the solver, with the fewest rules to drop by name.
        ``no_seats``: those kept together do not fit the tables even without ``apart``.
    InvalidInputError
        ``undecided``: the solver could not tell in its time.
    """
    apart = _apart_matrix(problem)
    return np.array([_one_round(problem, rules, apart, round_, rng) for round_ in range(problem.n_rounds)])


def _apart_matrix(problem: SeatingProblem) -> NDArray[np.bool_]:
    apart = np.zeros((problem.n_people, problem.n_people), dtype=bool)
    for one, two in problem.apart:
        apart[one, two] = apart[two, one] = True
    return apart


def _one_round(
    problem: SeatingProblem,
    rules: HardRules,
    apart: NDArray[np.bool_],
    round_: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    for _ in range(TRIES):
        tables = _by_hand(problem, rules, apart, round_, rng)
        if tables is not None:
            return tables
    from reckon.seating.seat_model import seats_by_solver

    return seats_by_solver(problem, rules, round_)


def _by_hand(
    problem: SeatingProblem,
    rules: HardRules,
    apart: NDArray[np.bool_],
    round_: int,
    rng: np.random.Generator,
) -> NDArray[np.int64] | None:
    """Seat the largest groups and those with the most to avoid first, each where most room is left."""
    tables = rules.fixed_table[round_].copy()
    counts = np.bincount(tables[tables != FREE], minlength=problem.n_tables)
    to_avoid = apart.sum(axis=1)
    waiting = [group for group in rules.groups if tables[group[0]] == FREE]
    chance = rng.random(len(waiting))
    order = sorted(
        range(len(waiting)),
        key=lambda i: (-len(waiting[i]), -to_avoid[list(waiting[i])].sum(), chance[i]),
    )
    for i in order:
        group = list(waiting[i])
        avoided = tables[apart[group].any(axis=0)]
        room = np.where(counts + len(group) <= problem.largest, problem.largest - counts, -1)
        room[avoided[avoided != FREE]] = -1
        best = np.flatnonzero(room == room.max())
        if room.max() < 0:
            return None
        table = int(best[rng.integers(len(best))])
        tables[group] = table
        counts[table] += len(group)
    return tables if counts.min() >= problem.table_sizes[-1] else None
