"""`sideways reseat`: repair a plan on the day, after no-shows and late arrivals."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from reckon.seating import Plan, Reseat, ReseatingResult, remaining, reseat
from sideways.cli.exits import CommandError
from sideways.cli.reporting import Bar, add_common_arguments, csv_text, json_text, say, write_all
from sideways.cli.seat import PLAN_COLUMNS, add_rules, plan_rows, report_of, summary
from sideways.cli.seating_files import (
    Guest,
    PlanSeat,
    lines_of_contradictions,
    read_absent,
    read_guests,
    read_plan,
    read_problem,
)
from sideways.common.tables import shortened

NOWHERE = -1


def register(commands: Any) -> None:
    """Add ``sideways reseat``."""
    command = commands.add_parser(
        "reseat",
        help="repair a plan after no-shows and late arrivals",
        description="Change a plan from one round on: people who are missing leave it, people who came "
        "late join it, and as few others as possible move. PLAN is what `sideways seat` wrote.",
    )
    command.add_argument("plan", metavar="PLAN", type=Path)
    command.add_argument("people", metavar="PEOPLE", type=Path)
    command.add_argument(
        "--from-round", type=int, required=True, metavar="K", help="the first round that can be changed"
    )
    command.add_argument("--absent", type=Path, metavar="FILE", help="who is missing from then on: id")
    command.add_argument("--late", type=Path, metavar="FILE", help="who came late: the columns of PEOPLE")
    add_rules(command)
    add_common_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, repair, write."""
    seats = read_plan(arguments.plan)
    n_rounds = max(seat.round for seat in seats)
    first_round = arguments.from_round
    if not 1 <= first_round <= n_rounds:
        raise CommandError(f"--from-round is {first_round}. The plan has rounds 1 to {n_rounds}.")
    guests, gone = _everybody(arguments, seats)
    ids = [guest.id for guest in guests]
    n_tables = max(seat.table for seat in seats)
    problem, apart = read_problem(arguments, guests, n_tables=n_tables, n_rounds=n_rounds)
    job = remaining(
        problem,
        _tables(seats, ids, n_rounds),
        first_round=first_round - 1,
        absent=[position for position, id_ in enumerate(ids) if id_ in gone],
    )
    with lines_of_contradictions(arguments.apart, apart, ids), Bar() as bar:
        result = reseat(job, seed=arguments.seed, time_limit_seconds=arguments.time_limit, progress=bar)
    over = sorted((seat.round, seat.table, seat.id) for seat in seats if seat.round < first_round)
    rows = [*over, *plan_rows(job.problem.ids, result.plan, first_round=first_round)]
    texts = {arguments.out: csv_text(PLAN_COLUMNS, rows)}
    if arguments.json:
        texts[arguments.json] = json_text(_report(first_round, job, result))
    write_all(texts)
    say(
        f"{result.moves:,} of {result.n_remaining_seats:,} seats moved from round {first_round} on; making "
        f"the tables even moves at least {result.moves_bound:,}. {summary(result)}"
        f"{'' if result.promise_kept else ' The old plan promised less.'}"
    )
    return 0


def _everybody(arguments: argparse.Namespace, seats: list[PlanSeat]) -> tuple[list[Guest], set[str]]:
    """Return everybody who has a seat in the plan or came late, and who of them is not there.

    Who has no seat from the first round on has left already, unless they came back late.
    """
    guests = {guest.id: guest for guest in read_guests(arguments.people)}
    stranger = next((seat.id for seat in seats if seat.id not in guests), None)
    if stranger is not None:
        raise CommandError(f"“{shortened(stranger)}” is in {arguments.plan} but not in {arguments.people}.")
    seated = {seat.id for seat in seats}
    staying = {seat.id for seat in seats if seat.round >= arguments.from_round}
    late = {}
    if arguments.late is not None:
        read = read_guests(arguments.late, taken=staying, empty_allowed=True)
        late = {guest.id: guest for guest in read}
    everybody = [guest for id_, guest in (guests | late).items() if id_ in seated or id_ in late]
    there = [guest.id for guest in everybody if guest.id in staying or guest.id in late]
    gone = read_absent(arguments.absent, there) | {guest.id for guest in everybody} - set(there)
    return everybody, gone


def _tables(seats: list[PlanSeat], ids: list[str], n_rounds: int) -> Plan:
    known = {id_: position for position, id_ in enumerate(ids)}
    plan = np.full((n_rounds, len(ids)), NOWHERE)
    for seat in seats:
        plan[seat.round - 1, known[seat.id]] = seat.table - 1
    return plan


def _report(first_round: int, job: Reseat, result: ReseatingResult) -> dict[str, Any]:
    """Return the report of the rounds to come."""
    return {
        "from_round": first_round,
        **report_of(job.problem, result),
        "moves": result.moves,
        "moves_lower_bound": result.moves_bound,
        "remaining_seats": result.n_remaining_seats,
        "promise": dict(zip(("repeats", "same_profession", "same_organisation"), job.promise, strict=True)),
        "promise_kept": result.promise_kept,
    }
