"""`sideways seat`: who sits where, round after round."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reckon.seating import Plan, SeatingProblem, SeatingResult, seat, sentences
from sideways.cli.reporting import Bar, add_common_arguments, csv_text, json_text, say, write_all
from sideways.cli.seating_files import lines_of_contradictions, read_guests, read_problem

PLAN_COLUMNS = ("round", "table", "id")


def register(commands: Any) -> None:
    """Add ``sideways seat``."""
    command = commands.add_parser(
        "seat",
        help="plan who sits at which table in each round",
        description="Seat people at tables over several rounds: as few repeated meetings as can be, then "
        "as few people of one profession at a table as can be. PEOPLE is a CSV file with "
        "id,profession,organisation,level.",
    )
    command.add_argument("people", metavar="PEOPLE", type=Path)
    command.add_argument("--tables", type=int, required=True, metavar="T", help="how many tables")
    command.add_argument("--rounds", type=int, required=True, metavar="R", help="how many rounds")
    command.add_argument("--size", type=int, metavar="N", help="seats at a table, at most")
    add_rules(command)
    add_common_arguments(command)
    command.set_defaults(run=run)


def add_rules(command: argparse.ArgumentParser) -> None:
    """Add the files of who has met and of the hard rules."""
    pairs = "two ids to a line"
    command.add_argument("--met", type=Path, metavar="FILE", help=f"who has met before: {pairs}")
    command.add_argument("--apart", type=Path, metavar="FILE", help=f"who may never share a table: {pairs}")
    command.add_argument("--together", type=Path, metavar="FILE", help=f"who always shares a table: {pairs}")
    command.add_argument(
        "--fixed", type=Path, metavar="FILE", help="who always sits where: id,table and perhaps round"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read, seat, write."""
    guests = read_guests(arguments.people)
    problem, apart = read_problem(
        arguments, guests, n_tables=arguments.tables, n_rounds=arguments.rounds, most_seats=arguments.size
    )
    with lines_of_contradictions(arguments.apart, apart, problem.ids), Bar() as bar:
        result = seat(problem, seed=arguments.seed, time_limit_seconds=arguments.time_limit, progress=bar)
    texts = {arguments.out: csv_text(PLAN_COLUMNS, plan_rows(problem.ids, result.plan))}
    if arguments.json:
        texts[arguments.json] = json_text(report_of(problem, result))
    write_all(texts)
    room = [(problem.n_people, "people"), (problem.n_tables, "table"), (problem.n_rounds, "round")]
    counts = ", ".join(f"{n:,} {word}{'s' if n != 1 and word != 'people' else ''}" for n, word in room)
    say(f"{counts}. {summary(result)}")
    return 0


def plan_rows(ids: Sequence[str], plan: Plan, *, first_round: int = 1) -> Iterable[tuple[int, int, str]]:
    """Yield the seats of a plan by round and table, people in the order of their file."""
    for round_, tables in enumerate(plan, first_round):
        for person in sorted(range(len(ids)), key=lambda person: (tables[person], person)):
            yield round_, int(tables[person]) + 1, ids[person]


def report_of(problem: SeatingProblem, result: SeatingResult) -> dict[str, Any]:
    """Return the report of a plan: each figure beside the bound that no plan can pass."""
    score, bounds = result.score, result.bounds
    return {
        "people": problem.n_people,
        "tables": problem.n_tables,
        "rounds": problem.n_rounds,
        "table_sizes": sorted(set(problem.table_sizes)),
        "repeats": score.repeats,
        "repeats_lower_bound": bounds.repeats.value,
        "same_profession": score.same_profession,
        "same_profession_lower_bound": bounds.same_profession.value,
        "same_organisation": score.same_organisation,
        "same_organisation_lower_bound": bounds.same_organisation.value,
        "professions_met": {
            "min": score.fewest_professions,
            "mean": round(score.mean_professions, 4),
            "bound": bounds.fewest_professions.value,
        },
        "proven_optimal": result.proven_optimal,
        "in_words": sentences(result),
    }


def summary(result: SeatingResult) -> str:
    """Return the two figures that matter most, each with how good it is."""
    words = sentences(result)
    return f"{words['repeats']} {words['same_profession']}"
