"""The files that `sideways seat` and `sideways reseat` read: people, pairs, fixed seats, a plan."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reckon.errors import InvalidInputError
from reckon.seating import FixedSeat, SeatingProblem
from sideways.cli.exits import CommandError
from sideways.cli.pairs import read_pairs
from sideways.cli.reporting import say
from sideways.common.tables import Row, Table, open_table, shortened

MOST = 10_000  # rounds and tables a cell may name


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One row of PEOPLE."""

    id: str
    profession: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSeat:
    """One row of PLAN; round and table count from 1."""

    round: int
    table: int
    id: str


def read_guests(path: Path, *, taken: Iterable[str] = (), empty_allowed: bool = False) -> list[Guest]:
    """Return everybody in a PEOPLE file. ``taken`` ids may not stand in it again."""
    table = open_table(
        path, required=["id", "profession"], optional=["organisation", "level"], keep_unknown=True
    )
    guests: dict[str, Guest] = {}
    seated = set(taken)
    for row in table:
        guest = Guest(id=row["id"], profession=row["profession"], organisation=row["organisation"])
        if not guest.id:
            row.mistake("id", "id is empty. Every person needs one.")
        elif guest.id in guests:
            row.mistake("id", f"The id “{shortened(guest.id)}” stands twice.")
        elif guest.id in seated:
            row.mistake("id", f"“{shortened(guest.id)}” has a seat in the plan already.")
        if not guest.profession:
            row.mistake("profession", "profession is empty. Write what the person is.")
        if row["level"]:
            row.whole("level", low=1, high=7)
        guests[guest.id] = guest
    if not guests and not empty_allowed:
        table.mistake(1, "id", "There is nobody in this file.")
    table.finish()
    return list(guests.values())


def read_problem(
    arguments: Namespace,
    guests: Sequence[Guest],
    *,
    n_tables: int,
    n_rounds: int,
    most_seats: int | None = None,
) -> tuple[SeatingProblem, dict[tuple[int, int], int]]:
    """Return the problem under the rules that the arguments name, and the line of each apart pair."""
    known = {guest.id: position for position, guest in enumerate(guests)}
    apart = read_pairs(arguments.apart, known)
    problem = SeatingProblem(
        ids=[guest.id for guest in guests],
        professions=[guest.profession for guest in guests],
        organisations=[guest.organisation for guest in guests],
        n_tables=n_tables,
        n_rounds=n_rounds,
        most_seats=most_seats,
        met=list(read_pairs(arguments.met, known)),
        apart=list(apart),
        together=list(read_pairs(arguments.together, known)),
        fixed=read_fixed(arguments.fixed, known, n_rounds=n_rounds, n_tables=n_tables),
    )
    return problem, apart


@contextmanager
def lines_of_contradictions(
    path: Path | None, apart: Mapping[tuple[int, int], int], ids: Sequence[str]
) -> Iterator[None]:
    """Say in which line of the file of ``apart`` a pair stands that contradicts another rule."""
    try:
        yield
    except InvalidInputError as error:
        lines = {frozenset((ids[one], ids[two])): line for (one, two), line in apart.items()}
        line = lines.get(frozenset(error.params.get("ids", ())))
        if line is None:
            raise
        raise CommandError(f"{path}:{line}:1: {error.message}") from error


def read_fixed(
    path: Path | None, known: Mapping[str, int], *, n_rounds: int, n_tables: int
) -> list[FixedSeat]:
    """Return the fixed seats: ``id,table``, and perhaps ``round``; without a round it is every round."""
    if path is None:
        return []
    table = open_table(path, required=["id", "table"], optional=["round"], notice=say)
    fixed: dict[tuple[int, int], int] = {}
    for row in table:
        place = row.whole("table", low=1, high=n_tables)
        chosen = row.whole("round", low=1, high=n_rounds, default=0)
        person = _known(row, known)
        if person is None:
            continue
        for round_ in range(1, n_rounds + 1):
            if chosen in (0, round_) and fixed.setdefault((person, round_), place) != place:
                row.mistake("table", f"“{shortened(row['id'])}” is fixed to two tables in round {round_}.")
                break
    table.finish()
    return [
        FixedSeat(person=person, round=round_ - 1, table=place - 1)
        for (person, round_), place in fixed.items()
    ]


def read_plan(path: Path) -> list[PlanSeat]:
    """Return the seats of a plan: nobody twice in a round, no round left out."""
    table = open_table(path, required=["round", "table", "id"], notice=say)
    seats: dict[tuple[int, str], PlanSeat] = {}
    for row in table:
        seat = PlanSeat(
            round=row.whole("round", low=1, high=MOST),
            table=row.whole("table", low=1, high=MOST),
            id=row["id"],
        )
        if not seat.id:
            row.mistake("id", "id is empty.")
        elif (seat.round, seat.id) in seats:
            row.mistake("id", f"“{shortened(seat.id)}” has two seats in round {seat.round}.")
        seats[seat.round, seat.id] = seat
    _check_rounds(table, {round_ for round_, _ in seats})
    table.finish()
    return list(seats.values())


def read_absent(path: Path | None, ids: Sequence[str]) -> set[str]:
    """Return the ids of an ``id`` file; each must be one of ``ids``."""
    if path is None:
        return set()
    table = open_table(path, required=["id"], keep_unknown=True)
    known = {id_: position for position, id_ in enumerate(ids)}
    absent = {row["id"] for row in table if _known(row, known) is not None}
    table.finish()
    return absent


def _known(row: Row, known: Mapping[str, int]) -> int | None:
    if row["id"] not in known:
        row.mistake("id", f"“{shortened(row['id'])}” is not seated here.")
        return None
    return known[row["id"]]


def _check_rounds(table: Table, rounds: set[int]) -> None:
    if not rounds:
        table.mistake(1, "round", "There is no seat in this file.")
        return
    missing = next((round_ for round_ in range(1, max(rounds)) if round_ not in rounds), None)
    if missing is not None:
        table.mistake(1, "round", f"Round {missing} is missing.")
