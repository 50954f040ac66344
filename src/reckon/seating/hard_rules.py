"""The rules that no plan may break, worked out once: who moves as one, who sits where."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.errors import InvalidInputError
from reckon.seating.problem import SeatingProblem

FREE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class HardRules:
    """What ``together`` and ``fixed`` come to when they are read together.

    ``groups`` holds everybody once, most in a group of their own; ``group_of[person]`` is a
    position in it. ``fixed_table[round, person]`` is a table, or ``FREE``: a group that holds
    one fixed person is fixed as a whole.
    """

    groups: tuple[tuple[int, ...], ...]
    group_of: NDArray[np.int64]
    fixed_table: NDArray[np.int64]


def hard_rules(problem: SeatingProblem) -> HardRules:
    """Read the hard rules, and refuse those that contradict each other.

    Raises
    ------
    InvalidInputError
        ``apart_and_together``, ``together_too_many``, ``together_fixed_apart``,
        ``fixed_too_many``, ``apart_fixed_together``; the message names the people.
    """
    groups = _groups(problem)
    group_of = np.empty(problem.n_people, dtype=np.int64)
    for position, group in enumerate(groups):
        group_of[list(group)] = position
    _check_groups(problem, groups, group_of)
    fixed_table = _fixed_tables(problem, groups, group_of)
    _check_fixed_tables(problem, fixed_table)
    return HardRules(groups=groups, group_of=group_of, fixed_table=fixed_table)


def _groups(problem: SeatingProblem) -> tuple[tuple[int, ...], ...]:
    parent = list(range(problem.n_people))

    def root(person: int) -> int:
        while parent[person] != person:
            parent[person] = parent[parent[person]]
            person = parent[person]
        return person

    for one, two in problem.together:
        parent[root(two)] = root(one)
    members: dict[int, list[int]] = {}
    for person in range(problem.n_people):
        members.setdefault(root(person), []).append(person)
    return tuple(tuple(group) for group in members.values())


def _check_groups(
    problem: SeatingProblem, groups: tuple[tuple[int, ...], ...], group_of: NDArray[np.int64]
) -> None:
    for one, two in problem.apart:
        if group_of[one] == group_of[two]:
            raise InvalidInputError(
                "apart_and_together",
                f"{problem.ids[one]} and {problem.ids[two]} must be both apart and together. "
                "Drop one of the two rules.",
                ids=[problem.ids[one], problem.ids[two]],
            )
    for group in groups:
        if len(group) > problem.largest:
            raise InvalidInputError(
                "together_too_many",
                f"{named(problem, group)} must all sit together, but the largest table "
                f"seats {problem.largest}.",
                ids=[problem.ids[person] for person in group],
            )


def _fixed_tables(
    problem: SeatingProblem, groups: tuple[tuple[int, ...], ...], group_of: NDArray[np.int64]
) -> NDArray[np.int64]:
    fixed = np.full((problem.n_rounds, problem.n_people), FREE)
    for seat in problem.fixed:
        for person in groups[group_of[seat.person]]:
            if fixed[seat.round, person] not in (FREE, seat.table):
                together = named(problem, groups[group_of[seat.person]])
                raise InvalidInputError(
                    "together_fixed_apart",
                    f"{together} must sit together, but they are fixed to table "
                    f"{fixed[seat.round, person] + 1} and to table {seat.table + 1} "
                    f"in round {seat.round + 1}.",
                    ids=[problem.ids[member] for member in groups[group_of[seat.person]]],
                )
            fixed[seat.round, person] = seat.table
    return fixed


def _check_fixed_tables(problem: SeatingProblem, fixed: NDArray[np.int64]) -> None:
    n_larger = problem.table_sizes.count(problem.largest)
    for round_, tables in enumerate(fixed):
        counts = np.bincount(tables[tables != FREE], minlength=problem.n_tables)
        full = int((counts == problem.largest).sum())
        if counts.max() > problem.largest or full > n_larger:
            table = int(counts.argmax())
            raise InvalidInputError(
                "fixed_too_many",
                f"In round {round_ + 1}, {counts[table]} people are fixed to table {table + 1}. "
                f"{problem.n_people} people at {problem.n_tables} tables leave no room for that.",
                round=round_ + 1,
                table=table + 1,
            )
        for one, two in problem.apart:
            if tables[one] == tables[two] != FREE:
                raise InvalidInputError(
                    "apart_fixed_together",
                    f"{problem.ids[one]} and {problem.ids[two]} must be apart, but both are fixed "
                    f"to table {tables[one] + 1} in round {round_ + 1}.",
                    ids=[problem.ids[one], problem.ids[two]],
                )


def named(problem: SeatingProblem, people: tuple[int, ...], most: int = 6) -> str:
    """Return the people's ids as part of a sentence."""
    names = [problem.ids[person] for person in people[:most]]
    if len(people) > most:
        return f"{', '.join(names)} and {len(people) - most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
