"""Verify a plan and its bounds from the raw rows, sharing no code with the search.

Plain Python, pair by pair, so that a reader can follow each step. Rows are ``(round, table, id)``
as they stand in the file, counted from 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from reckon.seating.problem import SeatingProblem

SeatRow = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The four figures by which plans are compared, counted from the rows."""

    repeats: int
    same_profession: int
    same_organisation: int
    fewest_professions: int


def broken_rules(problem: SeatingProblem, rows: Iterable[SeatRow]) -> list[str]:
    """Return a sentence for each hard rule that the rows break; an empty list means that all hold.

    Examples
    --------
    >>> problem = SeatingProblem(ids="ab", professions="xy", organisations=["", ""],
    ...                          n_tables=1, n_rounds=1, apart=[(0, 1)])
    >>> broken_rules(problem, [(1, 1, "a"), (1, 1, "b")])
    ['round 1: a and b are at one table']
    """
    rows = list(rows)
    where = {(round_, id_): table for round_, table, id_ in rows}
    broken = [f"round {round_}: {id_} has two seats" for round_, id_ in _twice(rows)]
    for round_ in range(1, problem.n_rounds + 1):
        seats = {id_: table for (r, id_), table in where.items() if r == round_}
        broken += [f"round {round_}: {sentence}" for sentence in _broken_in(problem, seats)]
        for seat in problem.fixed:
            if seat.round + 1 == round_ and seats.get(problem.ids[seat.person]) != seat.table + 1:
                broken.append(f"round {round_}: {problem.ids[seat.person]} is not at table {seat.table + 1}")
    beyond = {round_ for round_, _, _ in rows} - set(range(1, problem.n_rounds + 1))
    return broken + [f"round {round_}: there is no such round" for round_ in sorted(beyond)]


def _twice(rows: Iterable[SeatRow]) -> list[tuple[int, str]]:
    counts = Counter((round_, id_) for round_, _, id_ in rows)
    return sorted(seat for seat, count in counts.items() if count > 1)


def _broken_in(problem: SeatingProblem, seats: dict[str, int]) -> list[str]:
    """Return what is wrong within one round."""
    ids = problem.ids
    broken = [f"{id_} has no seat" for id_ in ids if id_ not in seats]
    broken += [f"{id_} is not on the list" for id_ in seats if id_ not in set(ids)]
    sizes = Counter(seats.values())
    full = [sizes.get(table, 0) for table in range(1, problem.n_tables + 1)]
    if sum(full) != len(seats):
        broken.append("a table is not there")
    if max(full) - min(full) > 1:
        broken.append(f"tables have {min(full)} to {max(full)} people")
    if problem.most_seats is not None and max(full) > problem.most_seats:
        broken.append(f"a table has {max(full)} people")
    for one, two in problem.apart:
        if seats.get(ids[one], -1) == seats.get(ids[two], -2):
            broken.append(f"{ids[one]} and {ids[two]} are at one table")
    for one, two in problem.together:
        if seats.get(ids[one], -1) != seats.get(ids[two], -2):
            broken.append(f"{ids[one]} and {ids[two]} are at two tables")
    return broken


def counted(problem: SeatingProblem, rows: Iterable[SeatRow]) -> Figures:
    """Count the four figures pair by pair."""
    profession = dict(zip(problem.ids, problem.professions, strict=True))
    organisation = dict(zip(problem.ids, problem.organisations, strict=True))
    meetings: Counter[frozenset[str]] = Counter(
        {frozenset((problem.ids[one], problem.ids[two])): 1 for one, two in problem.met}
    )
    same_profession = same_organisation = 0
    others: dict[str, set[str]] = {id_: set() for id_ in problem.ids}
    for table in _tables(rows):
        for one, two in combinations(table, 2):
            meetings[frozenset((one, two))] += 1
            same_profession += profession[one] == profession[two]
            same_organisation += organisation[one] == organisation[two] != ""
            if profession[one] != profession[two]:
                others[one].add(profession[two])
                others[two].add(profession[one])
    return Figures(
        repeats=sum(meetings.values()) - len(meetings),
        same_profession=same_profession,
        same_organisation=same_organisation,
        fewest_professions=min(len(met) for met in others.values()),
    )


def _tables(rows: Iterable[SeatRow]) -> list[list[str]]:
    tables: dict[tuple[int, int], list[str]] = defaultdict(list)
    for round_, table, id_ in rows:
        tables[round_, table].append(id_)
    return list(tables.values())
