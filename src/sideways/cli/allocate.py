"""`sideways allocate`: what to fund, with reasons."""

import argparse
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reckon.funding import SHARES, Allocation, FundingProblem, Kind, Limit, Programme, allocate
from sideways.cli.exits import DONE, UNSATISFIED, CommandError
from sideways.cli.reporting import Bar, add_common_arguments, csv_text, json_text, say, write_all
from sideways.common.tables import Row, Table, open_table, shortened

REQUIRED = ("id", "kind", "cost", "effect", "standard_error", "evidence", "place", "theme")
MOST_MONEY = 1e12
COLUMNS = ("id", "kind", "cost", "funded", "expected_benefit", "probability_best")


def register(commands: Any) -> None:
    """Add ``sideways allocate``."""
    command = commands.add_parser(
        "allocate",
        help="choose awards under a budget, with reasons",
        description="Choose the awards that may be expected to bring the most. PROGRAMMES is a CSV file with "
        "id,kind,cost,effect,standard_error,evidence,place,theme; kind is proven or learning, evidence is "
        "0 to 5, and effect and standard_error are empty when nothing was measured yet.",
    )
    command.add_argument("programmes", metavar="PROGRAMMES", type=Path)
    command.add_argument("--budget", type=float, required=True, metavar="B", help="in pounds")
    command.add_argument(
        "--limits",
        type=Path,
        metavar="FILE",
        help="CSV with column,value,min,max: pounds by place, theme or kind",
    )
    add_common_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, choose, write."""
    problem = _read(arguments)
    with Bar() as bar:
        seconds = arguments.time_limit or math.inf
        allocation = allocate(problem, seed=arguments.seed, time_limit_seconds=seconds, progress=bar)
    columns = [*COLUMNS, *(f"at_{share:.0%}".rstrip("%") for share in SHARES), "reason"]
    rows = [_row(problem, allocation, i) for i in range(len(problem.programmes))]
    texts = {arguments.out: csv_text(columns, rows)}
    if arguments.json:
        programmes = [dict(zip(columns, row, strict=True)) for row in rows]
        texts[arguments.json] = json_text(_report(problem, allocation) | {"programmes": programmes})
    write_all(texts)
    say(
        f"{allocation.funded.sum()} of {len(problem.programmes)} programmes funded with "
        f"£{allocation.spent:,.0f} of £{problem.budget:,.0f}: {_how_good(allocation)}."
    )
    return DONE if allocation.proven else UNSATISFIED


def _how_good(allocation: Allocation) -> str:
    if allocation.proven:
        return "proved the best list"
    short = 100 * (1 - allocation.total_benefit / allocation.upper_bound)
    return f"not proved best in the time given, at most {short:.2g} % short of it"


def _read(arguments: argparse.Namespace) -> FundingProblem:
    table = open_table(arguments.programmes, required=REQUIRED, notice=say)
    programmes = list(_programmes(table))
    if not programmes:
        table.mistake(1, "id", "The file names no programmes.")
    limits: list[Limit] = []
    if arguments.limits:
        limit_table = open_table(arguments.limits, required=["column", "value", "min", "max"], notice=say)
        limits = list(_limits(limit_table))
        limit_table.finish()
    table.finish()
    if not 0 < arguments.budget < MOST_MONEY:
        raise CommandError(
            f"The budget is {arguments.budget:g}. It must be above 0 and below a million million."
        )
    return FundingProblem(programmes=programmes, budget=arguments.budget, limits=limits)


def _programmes(table: Table) -> Iterator[Programme]:
    first: dict[str, int] = {}
    for row in table:
        if not row["id"]:
            row.mistake("id", "The id is empty. Each programme needs one.")
        elif row["id"] in first:
            row.mistake("id", f"The id “{shortened(row['id'])}” stands on line {first[row['id']]}, too.")
        first.setdefault(row["id"], row.line)
        measured = bool(row["effect"] or row["standard_error"])
        yield Programme(
            id=row["id"],
            kind=_kind(row),
            cost=_above_zero(row, "cost"),
            effect=row.number("effect") if measured else None,
            standard_error=_above_zero(row, "standard_error") if measured else None,
            evidence=row.whole("evidence", low=0, high=5, default=0),
            place=row["place"],
            theme=row["theme"],
        )


def _kind(row: Row) -> Kind:
    if row["kind"] in list(Kind):
        return Kind(row["kind"])
    row.mistake("kind", f"kind is “{shortened(row['kind'])}”. It must be proven or learning.")
    return Kind.LEARNING


def _above_zero(row: Row, column: str) -> float:
    value = row.number(column, low=0, high=MOST_MONEY)
    if value == 0:
        row.mistake(column, f"{column} is 0. It must be above 0.")
    return value


def _limits(table: Table) -> Iterator[Limit]:
    seen: dict[tuple[str, str], int] = {}
    for row in table:
        floor = row.number("min", low=0, high=MOST_MONEY, default=0.0)
        cap = row.number("max", low=0, high=MOST_MONEY, default=math.inf)
        if floor > cap:
            row.mistake("min", f"The min {floor:g} is above the max {cap:g}.")
        if row["column"] not in ("place", "theme", "kind"):
            row.mistake("column", f"column is “{shortened(row['column'])}”. It must be place, theme or kind.")
        place = (row["column"], row["value"])
        if place in seen:
            row.mistake("value", f"This limit stands on line {seen[place]}, too.")
        seen.setdefault(place, row.line)
        yield Limit(column=row["column"], value=row["value"], floor=floor, cap=cap)


def _row(problem: FundingProblem, allocation: Allocation, i: int) -> list[Any]:
    programme = problem.programmes[i]
    at_budgets = ["" if funded is None else _yes(bool(funded[i])) for funded in allocation.at_budget.values()]
    return [
        programme.id,
        programme.kind.value,
        programme.cost,
        _yes(bool(allocation.funded[i])),
        float(allocation.expected[i]),
        float(allocation.probability[i]),
        *at_budgets,
        allocation.reasons[i],
    ]


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _report(problem: FundingProblem, allocation: Allocation) -> dict[str, Any]:
    ids = [programme.id for programme in problem.programmes]
    return {
        "budget": problem.budget,
        "spent": allocation.spent,
        "total_benefit": allocation.total_benefit,
        "upper_bound": allocation.upper_bound,
        "proven_optimal": allocation.proven,
        "whole_draws": allocation.whole_draws,
        "funded": [one for one, funded in zip(ids, allocation.funded, strict=True) if funded],
        "at_budget": {
            f"{share:.0%}": None
            if listed is None
            else [one for one, funded in zip(ids, listed, strict=True) if funded]
            for share, listed in allocation.at_budget.items()
        },
    }
