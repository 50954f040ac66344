"""What no plan can do better: lower bounds, each from a counting argument that is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reckon.seating.hard_rules import FREE, HardRules
from reckon.seating.problem import SeatingProblem


class Argument(StrEnum):
    """Why no plan can do better."""

    NOUGHT = "nought"  # no count is below nought
    FORCED = "forced"  # pairs that hard rules put at one table, round after round
    ENOUGH_OTHERS = "enough_others"  # each person has more seats beside them than people left to meet
    TABLES = "tables"  # a table of one round cannot be spread over the tables of the next
    CLIQUES = "cliques"  # people who all know each other are more than the tables
    SHARES = "shares"  # a kind with more people than tables must share tables
    OTHER_KINDS = "other_kinds"  # each person runs out of new people of other kinds
    KINDS = "kinds"  # there are only so many kinds
    SEATS = "seats"  # only so many people sit beside a person
    RARE_KINDS = "rare_kinds"  # a rare kind can only be met by so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A proved limit, its ``value``, and the ``argument`` that proves it.

    ``groups`` are the cliques of that argument, people by position.
    """

    value: int
    argument: Argument
    groups: tuple[tuple[int, ...], ...] = ()


def repeats_bound(problem: SeatingProblem, forced: NDArray[np.int16]) -> Bound:
    """Return a number of repeats that every plan has at least.

    The largest of: what pairs forced together come to (``forced`` is from
    :func:`forced_meetings`); new people running out, person by person; tables larger than the
    number of tables; groups of people who have all met. Cost: O(n_rounds * n_people squared).
    """
    again = np.maximum(0, forced - 1 + _matrix(problem, problem.met))
    return max(
        (
            Bound(value=int(again.sum()) // 2, argument=Argument.FORCED),
            Bound(value=_repeats_of_each(problem), argument=Argument.ENOUGH_OTHERS),
            Bound(value=_repeats_of_tables(problem), argument=Argument.TABLES),
            _repeats_of_cliques(problem),
            Bound(value=0, argument=Argument.NOUGHT),
        ),
        key=lambda bound: (bound.value, bound.argument is Argument.NOUGHT),
    )


def same_kind_bound(
    problem: SeatingProblem, kinds: NDArray[np.int64], *, forced: NDArray[np.int16], repeats: int
) -> Bound:
    """Return the pairs of one kind at a table that every plan with at most ``repeats`` repeats has.

    ``kinds`` are professions or organisations as numbers. Either a kind has more people than
    tables, or people run out of new people of other kinds, or hard rules put them together.
    """
    shares = problem.n_rounds * sum(
        least_pairs(count, problem.n_tables) for count in np.bincount(kinds).tolist()
    )
    met = _matrix(problem, problem.met)
    never = _matrix(problem, problem.apart)
    others = ~(kinds[:, None] == kinds[None, :])
    new = (others & ~met & ~never).sum(axis=1)
    # A repeat lets two people meet somebody of another kind again.
    lacking = _least_excess(problem, new) - 2 * repeats
    return max(
        (
            Bound(value=shares, argument=Argument.SHARES),
            Bound(value=int((forced * ~others).sum()) // 2, argument=Argument.FORCED),
            Bound(value=-(-max(0, lacking) // 2), argument=Argument.OTHER_KINDS),
            Bound(value=0, argument=Argument.NOUGHT),
        ),
        key=lambda bound: (bound.value, bound.argument is Argument.NOUGHT),
    )


def professions_bound(problem: SeatingProblem, professions: NDArray[np.int64]) -> Bound:
    """Return a number of other professions such that somebody meets no more than that in any plan."""
    counts = np.bincount(professions)
    beside = problem.n_rounds * (problem.largest - 1)
    # Each of a profession's people sits beside at most that many others.
    reach = np.minimum(problem.n_people - counts, counts * beside)
    return min(
        (
            Bound(value=len(counts) - 1, argument=Argument.KINDS),
            Bound(value=beside, argument=Argument.SEATS),
            Bound(value=int(reach.sum()) // problem.n_people, argument=Argument.RARE_KINDS),
        ),
        key=lambda bound: bound.value,
    )


def least_pairs(n_people: int, n_tables: int) -> int:
    """Return the pairs that share a table when people are spread as evenly as can be.

    Examples
    --------
    >>> least_pairs(5, 2)  # three at one table, two at the other
    4
    """
    each, over = divmod(n_people, n_tables)
    return n_tables * each * (each - 1) // 2 + over * each


def _matrix(problem: SeatingProblem, pairs: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    matrix = np.zeros((problem.n_people, problem.n_people), dtype=bool)
    for one, two in pairs:
        matrix[one, two] = matrix[two, one] = True
    return matrix


def forced_meetings(rules: HardRules) -> NDArray[np.int16]:
    """Return in how many rounds the hard rules put each two people at one table."""
    n_people = rules.fixed_table.shape[1]
    together = rules.group_of[:, None] == rules.group_of[None, :]
    forced = np.zeros((n_people, n_people), dtype=np.int16)
    for tables in rules.fixed_table:
        forced += together | ((tables[:, None] == tables[None, :]) & (tables[:, None] != FREE))
    np.fill_diagonal(forced, 0)
    return forced


def _repeats_of_each(problem: SeatingProblem) -> int:
    known = _matrix(problem, problem.met) | _matrix(problem, problem.apart)
    return -(-_least_excess(problem, problem.n_people - 1 - known.sum(axis=1)) // 2)


def _least_excess(problem: SeatingProblem, new: NDArray[np.int64]) -> int:
    """Return how many meetings, counted for each person, go beyond the ``new`` people of that person.

    In each round a person meets one fewer than their table seats. The larger tables are given
    first to those who still have new people to meet, which is the least excess there can be.
    """
    smallest, larger = divmod(problem.n_people, problem.n_tables)
    at_small = problem.n_rounds * (smallest - 1)
    turns_at_larger = problem.n_rounds * larger * (smallest + 1)
    room = np.clip(new - at_small, 0, problem.n_rounds)
    return int(np.maximum(0, at_small - new).sum()) + max(0, turns_at_larger - int(room.sum()))


def _repeats_of_tables(problem: SeatingProblem) -> int:
    """Each table of one round is a set of people who have met, to be spread over the next round's."""
    each_round = sum(least_pairs(size, problem.n_tables) for size in problem.table_sizes)
    return (problem.n_rounds - 1) * each_round


def _repeats_of_cliques(problem: SeatingProblem) -> Bound:
    """People who have all met each other repeat whenever two of them share a table."""
    met = _matrix(problem, problem.met)
    free: NDArray[np.bool_] = np.asarray(met.any(axis=1))
    cliques = []
    while free.any():
        degree = np.where(free, (met & free).sum(axis=1), -1)
        clique = [int(degree.argmax())]
        common = met[clique[0]] & free
        while common.any():
            person = int(np.where(common, (met & common).sum(axis=1), -1).argmax())
            clique.append(person)
            common &= met[person]
        free[clique] = False
        if len(clique) > problem.n_tables:
            cliques.append(tuple(clique))
    value = problem.n_rounds * sum(least_pairs(len(clique), problem.n_tables) for clique in cliques)
    return Bound(value=value, argument=Argument.CLIQUES, groups=tuple(cliques))
