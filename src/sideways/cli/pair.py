"""`sideways pair`: who should meet whom, in pairs and a few threes."""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from reckon.pairing import PairingProblem, PairingResult, group_reason, pair_people, unmatched_reason
from reckon.pairing.problem import DEFAULT_MAX_KM, FARTHEST_KM, LEVELS
from sideways.cli.pairs import read_pairs
from sideways.cli.reporting import Bar, add_common_arguments, csv_text, json_text, say, write_all
from sideways.common.tables import Row, open_table, shortened

REQUIRED = ("id", "level", "profession", "organisation", "service", "lat", "lon")
OPTIONAL = ("topics", "max_km", "waited")


@dataclass(slots=True)
class People:
    """The columns of PEOPLE; every list is as long as there are people."""

    ids: list[str] = field(default_factory=list)
    level: list[int] = field(default_factory=list)
    profession: list[str] = field(default_factory=list)
    organisation: list[str] = field(default_factory=list)
    service: list[str] = field(default_factory=list)
    latitude: list[float] = field(default_factory=list)
    longitude: list[float] = field(default_factory=list)
    topics: list[frozenset[str]] = field(default_factory=list)
    max_km: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


def register(commands: Any) -> None:
    """Add ``sideways pair``."""
    command = commands.add_parser(
        "pair",
        help="pair people of one level and different professions",
        description="Pair people so that the round is as good as it can be. PEOPLE is a CSV file with "
        "id,level,profession,organisation,service,lat,lon and perhaps topics (separated by ;), max_km "
        "(40 when empty) and waited (rounds, 0 when empty).",
    )
    command.add_argument("people", metavar="PEOPLE", type=Path)
    command.add_argument("--met", type=Path, metavar="FILE", help="who has met before: two ids to a line")
    command.add_argument("--apart", type=Path, metavar="FILE", help="who must not meet: two ids to a line")
    add_common_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, pair, write."""
    people = read_people(arguments.people)
    known = {id_: row for row, id_ in enumerate(people.ids)}
    problem = PairingProblem(
        met=_rows(read_pairs(arguments.met, known)),
        apart=_rows(read_pairs(arguments.apart, known)),
        **{name: getattr(people, name) for name in People.__slots__ if name != "ids"},
    )
    with Bar() as bar:
        result = pair_people(
            problem, seed=arguments.seed, time_limit_seconds=arguments.time_limit, progress=bar
        )
    texts = {arguments.out: csv_text(("group", "id"), group_rows(people.ids, result))}
    if arguments.json:
        texts[arguments.json] = json_text(report_of(people.ids, problem, result))
    write_all(texts)
    say(summary(result))
    return 0


def _rows(pairs: Iterable[tuple[int, int]]) -> Any:
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)


def read_people(path: Path) -> People:
    """Return everybody in a PEOPLE file."""
    table = open_table(path, required=REQUIRED, optional=OPTIONAL, notice=say)
    people = People()
    lines: dict[str, int] = {}
    for row in table:
        _check_names(row, lines)
        lines.setdefault(row["id"], row.line)
        people.ids.append(row["id"])
        people.level.append(row.whole("level", low=LEVELS[0], high=LEVELS[1]))
        people.profession.append(row["profession"])
        people.organisation.append(row["organisation"])
        people.service.append(row["service"])
        people.latitude.append(row.number("lat", low=-90, high=90))
        people.longitude.append(row.number("lon", low=-180, high=180))
        people.topics.append(frozenset(filter(None, (topic.strip() for topic in row["topics"].split(";")))))
        people.max_km.append(row.number("max_km", low=0, high=FARTHEST_KM, default=DEFAULT_MAX_KM))
        people.waited.append(row.number("waited", low=0, default=0))
    if not people.ids:
        table.mistake(1, "id", "There is nobody in this file.")
    table.finish()
    return people


def _check_names(row: Row, lines: Mapping[str, int]) -> None:
    if row["id"] in lines:
        row.mistake("id", f"The id “{shortened(row['id'])}” stands in line {lines[row['id']]} already.")
    for column in ("id", "profession", "organisation", "service"):
        if not row[column]:
            row.mistake(column, f"{column} is empty. Every person needs one.")


def group_rows(ids: Sequence[str], result: PairingResult) -> Iterable[tuple[int, str]]:
    """Yield the people of each group; groups count from 1."""
    for number, group in enumerate(result.groups(), 1):
        for row in group:
            yield number, ids[row]


def report_of(ids: Sequence[str], problem: PairingProblem, result: PairingResult) -> dict[str, Any]:
    """Return the report: the figures beside the bound that no round can pass, and every reason."""
    return {
        "people": result.n_people,
        "matched": result.n_matched,
        "groups": len(result.pairs),
        "groups_of_three": int((result.third >= 0).sum()),
        "total_weight": result.total_weight,
        "upper_bound": result.upper_bound,
        "ratio": result.ratio,
        "proven_optimal": result.optimal,
        "unmatched": Counter(str(reason) for reason in result.unmatched.values()),
        "meetings": [
            {"group": number, "ids": [ids[row] for row in group], "why": group_reason(problem, group)}
            for number, group in enumerate(result.groups(), 1)
        ],
        "left_over": [
            {"id": ids[row], "why": unmatched_reason(problem, row, reason)}
            for row, reason in result.unmatched.items()
        ],
    }


def summary(result: PairingResult) -> str:
    """Return one line: who meets, and how good the round is."""
    pairs, threes = int((result.third < 0).sum()), int((result.third >= 0).sum())
    if result.optimal:
        good = "No round weighs more."
    else:
        # Rounded down: the share must not look better than it is.
        good = f"At least {math.floor(result.ratio * 1e5) / 1e3:.3f} % of the best possible."
    return (
        f"{result.n_people:,} people: {_counted(pairs, 'pair')}, {_counted(threes, 'group')} of three, "
        f"{len(result.unmatched):,} unmatched. Total weight {result.total_weight:,.2f}. {good}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
