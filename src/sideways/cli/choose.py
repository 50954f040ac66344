"""`sideways choose`: whom to invite, by a lottery that is as fair as the quotas allow."""

import argparse
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reckon.errors import InfeasibleError
from reckon.selection import Lottery, Quota, SelectionProblem, choose
from sideways.cli.exits import DONE, UNSATISFIED, CommandError
from sideways.cli.reporting import Bar, add_common_arguments, csv_text, json_text, say, write_all
from sideways.common.tables import Row, Table, open_table, shortened

MOST_SEATS = 10**6


def register(commands: Any) -> None:
    """Add ``sideways choose``."""
    command = commands.add_parser(
        "choose",
        help="choose whom to invite, by a fair lottery under quotas",
        description="Choose people by lot so that the lowest chance is as high as the quotas allow, then the "
        "next lowest, and so on (leximin). POOL is a CSV file with an id and any columns; QUOTAS has "
        "column,value,min,max.",
    )
    command.add_argument("pool", metavar="POOL", type=Path)
    command.add_argument("quotas", metavar="QUOTAS", type=Path)
    command.add_argument("--seats", type=int, required=True, metavar="K", help="how many to choose")
    command.add_argument("--per-organisation", type=int, metavar="N", help="at most N from one organisation")
    add_common_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, find the lottery, draw, write."""
    ids, problem = _read(arguments)
    try:
        with Bar() as bar:
            lottery = choose(problem, time_limit_seconds=arguments.time_limit or math.inf, progress=bar)
    except InfeasibleError as error:
        if arguments.json:
            write_all({arguments.json: json_text(_infeasible_report(problem, error))})
        raise
    chosen = lottery.draw(arguments.seed)
    texts = {arguments.out: csv_text(["id"], [[ids[person]] for person in chosen])}
    if arguments.json:
        report = _report(problem, lottery, ids, chosen) | {"seed": arguments.seed}
        texts[arguments.json] = json_text(report)
    write_all(texts)
    say(_summary(problem, lottery))
    return DONE if lottery.proven else UNSATISFIED


def _read(arguments: argparse.Namespace) -> tuple[list[str], SelectionProblem]:
    pool = open_table(arguments.pool, required=["id"], keep_unknown=True)
    if arguments.per_organisation is not None and "organisation" not in pool.columns:
        raise CommandError(
            f"{arguments.pool}:1:1: The column organisation is missing; --per-organisation needs it."
        )
    rows = list(pool)
    if not rows:
        pool.mistake(1, "id", "The file names no people.")
    _check_people(pool, rows)
    table = open_table(arguments.quotas, required=["column", "value", "min", "max"], notice=say)
    quotas = list(_quotas(table, pool.columns))
    pool.finish()
    table.finish()
    columns = {column: [row[column] for row in rows] for column in pool.columns}
    for quota in quotas:
        if quota.value not in columns[quota.column]:
            say(f"Nobody in the pool has {quota.column} “{shortened(quota.value)}”.")
    problem = SelectionProblem(
        seats=arguments.seats,
        columns=columns,
        quotas=quotas,
        organisations=columns.get("organisation"),
        per_organisation=arguments.per_organisation,
    )
    return columns["id"], problem


def _check_people(pool: Table, rows: list[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if not row["id"]:
            row.mistake("id", "The id is empty. Each person needs one.")
        elif row["id"] in first:
            row.mistake("id", f"The id “{shortened(row['id'])}” stands on line {first[row['id']]}, too.")
        first.setdefault(row["id"], row.line)
        if row["level"]:
            row.whole("level", low=1, high=7)


def _quotas(table: Table, known: list[str]) -> Iterator[Quota]:
    seen: dict[tuple[str, str], int] = {}
    for row in table:
        least = row.whole("min", low=0, high=MOST_SEATS)
        most = row.whole("max", low=0, high=MOST_SEATS)
        if least > most:
            row.mistake("min", f"The min {least} is above the max {most}.")
        if row["column"] not in known:
            row.mistake("column", f"The pool has no column “{shortened(row['column'])}”.")
        place = (row["column"], row["value"])
        if place in seen:
            row.mistake("value", f"This quota stands on line {seen[place]}, too.")
        seen.setdefault(place, row.line)
        # A mistake is told when the table is finished; until then it must not stop the reading.
        yield Quota(column=row["column"], value=row["value"], minimum=least, maximum=max(least, most))


def _report(
    problem: SelectionProblem, lottery: Lottery, ids: list[str], chosen: NDArray[np.int64]
) -> dict[str, Any]:
    return {
        "rule": "leximin",
        "people": problem.n_people,
        "seats": problem.seats,
        "smallest": lottery.smallest,
        "smallest_bound": float(lottery.bounds.min()),
        "gap": lottery.gap,
        "proven_optimal": lottery.proven,
        "panels": len(lottery.panels),
        "chosen": [ids[person] for person in chosen],
        "quotas": [
            _quota_record(quota)
            | {"chosen": sum(problem.columns[quota.column][i] == quota.value for i in chosen)}
            for quota in problem.quotas
        ],
        "probabilities": [
            {"id": one, "probability": chance} for one, chance in zip(ids, lottery.probabilities, strict=True)
        ],
    }


def _quota_record(quota: Quota) -> dict[str, Any]:
    return {"column": quota.column, "value": quota.value, "min": quota.minimum, "max": quota.maximum}


def _infeasible_report(problem: SelectionProblem, error: InfeasibleError) -> dict[str, Any]:
    return {
        "rule": "leximin",
        "people": problem.n_people,
        "seats": problem.seats,
        "feasible": False,
        "explanation": error.message,
        "smallest_relaxation": [asdict(change) for change in error.params["changes"]],
    }


def _summary(problem: SelectionProblem, lottery: Lottery) -> str:
    lowest, most = (f"{100 * chance:.1f} %" for chance in (lottery.smallest, lottery.bounds.min()))
    words = f"{problem.seats} of {problem.n_people} chosen by lot. The lowest chance is {lowest}"
    if lottery.proven:
        return f"{words}: proved the fairest possible."
    return f"{words}; it was not proved best in the time given (at most {most})."
