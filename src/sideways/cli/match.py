"""`sideways match`: which project gets which mentor, by what each side ranked."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reckon.dating import MOST_PICKS, DatingProblem, DatingResult, Mentor, Project, match_projects
from reckon.dating.problem import LOAD_LIMIT
from sideways.cli.reporting import add_common_arguments, csv_text, json_text, say, write_all
from sideways.common.tables import Row, Table, open_table, shortened

PROJECT, MENTOR = "project", "mentor"
MOST_PROJECTS = 1000


def register(commands: Any) -> None:
    """Add ``sideways match``."""
    command = commands.add_parser(
        "match",
        help="match projects with mentors by what each side ranked",
        description="Match projects with mentors, and plan short talks of all who ranked each other. "
        "PREFERENCES is a CSV file with id,side,picks and perhaps excluded and limit: side is project or "
        "mentor, picks are up to three ids of the other side (the first choice first, separated by ;), "
        "excluded are ids they are never to be with, and limit is how many projects a mentor can take "
        f"({LOAD_LIMIT} when empty).",
    )
    command.add_argument("preferences", metavar="PREFERENCES", type=Path)
    command.add_argument("--talks", type=Path, metavar="FILE", help="write who talks to whom in which slot")
    add_common_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, match, write."""
    problem = read_preferences(arguments.preferences)
    result = match_projects(problem)
    pairs = [(match.project, match.mentor) for match in result.matches]
    texts = {arguments.out: csv_text((PROJECT, MENTOR), pairs)}
    if arguments.talks:
        talks = [(talk.slot, talk.project, talk.mentor) for talk in result.talks]
        texts[arguments.talks] = csv_text(("slot", PROJECT, MENTOR), talks)
    if arguments.json:
        texts[arguments.json] = json_text(report_of(problem, result))
    write_all(texts)
    say(summary(problem, result))
    return 0


def read_preferences(path: Path) -> DatingProblem:
    """Return everybody in a PREFERENCES file."""
    table = open_table(path, required=("id", "side", "picks"), optional=("excluded", "limit"), notice=say)
    rows = list(_rows(table))
    if not rows and not table.mistakes:
        table.mistake(1, "id", "There is nobody in this file.")
    sides = {row["id"]: row["side"] for row in rows}
    for row in rows:
        _check_wishes(row, sides)
    limits = {
        row["id"]: row.whole("limit", low=0, high=MOST_PROJECTS, default=LOAD_LIMIT)
        for row in rows
        if row["side"] == MENTOR
    }
    table.finish()
    return DatingProblem(
        projects=[
            Project(id=row["id"], picks=_ids(row, "picks"), excluded=_ids(row, "excluded"))
            for row in rows
            if row["side"] == PROJECT
        ],
        mentors=[
            Mentor(
                id=row["id"],
                picks=_ids(row, "picks"),
                excluded=_ids(row, "excluded"),
                limit=limits[row["id"]],
            )
            for row in rows
            if row["side"] == MENTOR
        ],
    )


def _rows(table: Table) -> Iterator[Row]:
    """Walk through those who can be told apart and whose side is known; note the mistakes of the others."""
    lines: dict[str, int] = {}
    for row in table:
        if not row["id"]:
            row.mistake("id", "id is empty. Everybody needs one.")
        elif row["id"] in lines:
            row.mistake("id", f"The id “{shortened(row['id'])}” stands in line {lines[row['id']]} already.")
        elif row["side"] not in (PROJECT, MENTOR):
            row.mistake("side", f"side is “{shortened(row['side'])}”. It must be project or mentor.")
        else:
            yield row
        lines.setdefault(row["id"], row.line)


def _check_wishes(row: Row, sides: dict[str, str]) -> None:
    picks = _ids(row, "picks")
    if len(picks) > MOST_PICKS:
        row.mistake("picks", f"{len(picks)} are ranked. Rank {MOST_PICKS} at most.")
    for number, each in enumerate(picks):
        if each in picks[:number]:
            row.mistake("picks", f"“{shortened(each)}” is ranked twice. Rank each one once.")
    for column in ("picks", "excluded"):
        for each in _ids(row, column):
            if sides.get(each, row["side"]) == row["side"]:
                other = MENTOR if row["side"] == PROJECT else PROJECT
                row.mistake(column, f"“{shortened(each)}” is not a {other} in this file.")
    for each in set(picks).intersection(_ids(row, "excluded")):
        row.mistake("excluded", f"“{shortened(each)}” is ranked as well. Do one of them.")


def _ids(row: Row, column: str) -> Sequence[str]:
    return [each.strip() for each in row[column].split(";") if each.strip()]


def report_of(problem: DatingProblem, result: DatingResult) -> dict[str, Any]:
    """Return the report: matches, talks, the bound on slots and everybody's reason."""
    return {
        "projects": len(problem.projects),
        "mentors": len(problem.mentors),
        "matched": len(result.matches),
        "slots": result.n_slots,
        "fewest_slots": result.fewest_slots,
        "matches": [{PROJECT: match.project, MENTOR: match.mentor} for match in result.matches],
        "talks": [{"slot": talk.slot, PROJECT: talk.project, MENTOR: talk.mentor} for talk in result.talks],
        "reasons": dict(result.reasons),
    }


def summary(problem: DatingProblem, result: DatingResult) -> str:
    """Return one line: how many are matched, and how long the talks take."""
    slots = "1 slot" if result.n_slots == 1 else f"{result.n_slots} slots"
    talks = "1 talk" if len(result.talks) == 1 else f"{len(result.talks)} talks"
    return (
        f"{len(result.matches)} of {len(problem.projects)} projects matched with a mentor. No two would "
        f"rather have each other. {talks} in {slots}, the fewest there can be."
    )
