"""People, tables and rounds to be planned, checked; and the rules a plan must keep."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.errors import InvalidInputError

Plan = NDArray[np.int64]
Pairs = tuple[tuple[int, int], ...]
MOST_PEOPLE = 5_000
MOST_ROUNDS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedSeat:
    """One person always sits at one table in one round. All count from 0."""

    person: int
    round: int
    table: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatingProblem:
    """Who is to be seated at how many tables for how many rounds, under which rules.

    Parameters
    ----------
    ids : sequence of str, length n_people
        One name for each person; used in messages. No two alike.
    professions, organisations : sequence of str, length n_people
        An empty organisation is nobody's: it is never the same as another.
    n_tables, n_rounds : int
        At least 1. No table is empty, so ``n_tables <= n_people``.
    met, apart, together : sequence of pairs of int
        People by position in ``ids``. Have met before; may never share a table; share a table
        in every round (chains count: a with b and b with c puts all three together).
    fixed : sequence of FixedSeat
    most_seats : int, optional
        No table seats more than this.

    Raises
    ------
    InvalidInputError
        ``shape``, ``no_people``, ``too_many_people``, ``duplicate_id``, ``too_few_tables``,
        ``too_few_rounds``, ``too_many_rounds``, ``more_tables_than_people``,
        ``tables_too_small``, ``pair_unknown``, ``pair_with_self``, ``fixed_unknown``,
        ``fixed_twice``.

    Examples
    --------
    >>> problem = SeatingProblem(ids="abcd", professions="xyxy", organisations=[""] * 4,
    ...                          n_tables=2, n_rounds=1)
    >>> problem.table_sizes
    (2, 2)
    """

    ids: Sequence[str]
    professions: Sequence[str]
    organisations: Sequence[str]
    n_tables: int
    n_rounds: int
    met: Sequence[tuple[int, int]] = ()
    apart: Sequence[tuple[int, int]] = ()
    together: Sequence[tuple[int, int]] = ()
    fixed: Sequence[FixedSeat] = ()
    most_seats: int | None = None

    def __post_init__(self) -> None:
        for name in ("ids", "professions", "organisations", "fixed"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        self._check_numbers()
        for name in ("met", "apart", "together"):
            object.__setattr__(self, name, self._checked_pairs(name, getattr(self, name)))
        self._check_fixed()

    @property
    def n_people(self) -> int:
        """How many are seated."""
        return len(self.ids)

    @property
    def largest(self) -> int:
        """Seats at the largest table."""
        return -(-self.n_people // self.n_tables)

    @property
    def table_sizes(self) -> tuple[int, ...]:
        """People at each table, largest first. Which tables are the larger ones may differ by round."""
        small, larger = divmod(self.n_people, self.n_tables)
        return (small + 1,) * larger + (small,) * (self.n_tables - larger)

    def codes(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Return a number for each name, the same for the same name; an empty name is like no other.

        Numbers count from 0 in the order in which names first stand.
        """
        known: dict[object, int] = {}
        return np.array([known.setdefault(name or person, len(known)) for person, name in enumerate(names)])

    def _check_numbers(self) -> None:
        if not len(self.ids) == len(self.professions) == len(self.organisations):
            raise InvalidInputError("shape", "Give one profession and one organisation for each person.")
        if not self.ids:
            raise InvalidInputError("no_people", "There is nobody to seat.")
        if self.n_people > MOST_PEOPLE:
            raise InvalidInputError(
                "too_many_people",
                f"There are {self.n_people:,} people. One plan holds at most {MOST_PEOPLE:,}.",
                n_people=self.n_people,
            )
        twice = next((name for name, count in Counter(self.ids).items() if count > 1), None)
        if twice is not None:
            raise InvalidInputError("duplicate_id", f"The id “{twice}” stands twice.", id=twice)
        self._check_tables()

    def _check_tables(self) -> None:
        if self.n_tables < 1:
            raise InvalidInputError(
                "too_few_tables", f"There are {self.n_tables} tables. At least 1 is needed."
            )
        if self.n_rounds < 1:
            raise InvalidInputError(
                "too_few_rounds", f"There are {self.n_rounds} rounds. At least 1 is needed."
            )
        if self.n_rounds > MOST_ROUNDS:
            raise InvalidInputError(
                "too_many_rounds", f"There are {self.n_rounds:,} rounds. At most {MOST_ROUNDS:,} are planned."
            )
        if self.n_tables > self.n_people:
            raise InvalidInputError(
                "more_tables_than_people",
                f"There are {self.n_tables} tables and {self.n_people} people. No table may be empty.",
                n_tables=self.n_tables,
                n_people=self.n_people,
            )
        if self.most_seats is not None and self.largest > self.most_seats:
            needed = -(-self.n_people // max(1, self.most_seats))
            raise InvalidInputError(
                "tables_too_small",
                f"{self.n_people} people do not fit at {self.n_tables} tables of {self.most_seats}. "
                f"At least {needed} tables are needed.",
                needed=needed,
            )

    def _checked_pairs(self, name: str, pairs: Sequence[tuple[int, int]]) -> Pairs:
        return tuple(sorted(set(self._each_pair(name, pairs))))

    def _each_pair(self, name: str, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for one, two in pairs:
            if not (0 <= one < self.n_people and 0 <= two < self.n_people):
                raise InvalidInputError("pair_unknown", f"“{name}” names a person who is not in the list.")
            if one == two:
                raise InvalidInputError(
                    "pair_with_self",
                    f"“{name}” pairs {self.ids[one]} with themself. Name two different people.",
                    id=self.ids[one],
                )
            yield (min(one, two), max(one, two))

    def _check_fixed(self) -> None:
        chosen: dict[tuple[int, int], int] = {}
        for seat in self.fixed:
            if not (
                0 <= seat.person < self.n_people
                and 0 <= seat.round < self.n_rounds
                and 0 <= seat.table < self.n_tables
            ):
                raise InvalidInputError(
                    "fixed_unknown", "A fixed seat names a person, a round or a table that is not there."
                )
            other = chosen.setdefault((seat.person, seat.round), seat.table)
            if other != seat.table:
                raise InvalidInputError(
                    "fixed_twice",
                    f"{self.ids[seat.person]} is fixed to table {other + 1} and to table {seat.table + 1} "
                    f"in round {seat.round + 1}.",
                    id=self.ids[seat.person],
                )
