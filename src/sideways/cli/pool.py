"""`sideways pool`: what many studies say together."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reckon.errors import InvalidInputError
from reckon.evidence import (
    Axis,
    Interval,
    Measure,
    Method,
    PooledEstimate,
    effects_from_counts,
    egger_test,
    forest_plot,
    funnel_plot,
    leave_one_out,
    pool,
)
from sideways.cli.reporting import add_common_arguments, csv_text, json_text, say, write_all
from sideways.common.tables import Row, open_table

COUNTS = ("events_1", "n_1", "events_2", "n_2")
LARGEST_COUNT = 10**9
# The heading of each column, and the attribute of an estimate that it shows.
COLUMNS = {
    "method": "method",
    "interval": "interval",
    "estimate": "effect",
    "se": "standard_error",
    "low": "low",
    "high": "high",
    "p": "p_value",
    "tau2": "tau2",
    "tau2_low": "tau2_low",
    "tau2_high": "tau2_high",
    "i2": "i2",
    "h2": "h2",
    "q": "q",
    "q_p": "q_p_value",
    "prediction_low": "prediction_low",
    "prediction_high": "prediction_high",
}
LEFT_OUT_COLUMNS = ("estimate", "se", "low", "high", "tau2", "i2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Studies:
    """The rows of the file."""

    labels: list[str]
    effects: list[float]
    variances: list[float]
    axis: Axis


def register(commands: Any) -> None:
    """Add ``sideways pool``."""
    command = commands.add_parser(
        "pool",
        help="pool the effects of many studies into one",
        description="Pool many studies into one effect, by five methods and three intervals. "
        "EFFECTS is a CSV file with study,effect,variance or with study,events_1,n_1,events_2,n_2.",
    )
    command.add_argument("effects", metavar="EFFECTS", type=Path)
    command.add_argument(
        "--measure",
        type=Measure,
        choices=list(Measure),
        default=Measure.RISK_RATIO,
        help="what counts are turned into (default: risk-ratio)",
    )
    command.add_argument("--svg", type=Path, metavar="FILE", help="write a forest plot (REML, Hartung-Knapp)")
    command.add_argument("--funnel", type=Path, metavar="FILE", help="write a funnel plot")
    add_common_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, pool, write."""
    studies = _read(arguments.effects, arguments.measure)
    y, v = studies.effects, studies.variances
    estimates = [pool(y, v, method=method, interval=interval) for method in Method for interval in Interval]
    main = next(e for e in estimates if (e.method, e.interval) == (Method.REML, Interval.HARTUNG_KNAPP))
    rows = [list(_record(estimate, COLUMNS).values()) for estimate in estimates]
    texts = {arguments.out: csv_text(list(COLUMNS), rows)}
    if arguments.json:
        texts[arguments.json] = json_text(_report(studies, estimates))
    if arguments.svg:
        texts[arguments.svg] = forest_plot(
            studies.labels,
            y,
            v,
            main,
            title=f"{studies.axis.name} in each study and pooled",
            axis=studies.axis,
        )
    if arguments.funnel:
        texts[arguments.funnel] = funnel_plot(
            y, v, main, title=f"{studies.axis.name} against its standard error", axis=studies.axis
        )
    write_all(texts)
    say(_summary(main, studies.axis))
    return 0


def _read(path: Path, measure: Measure) -> Studies:
    table = open_table(path, required=["study"], optional=["effect", "variance", *COUNTS], notice=say)
    counted = not {"effect", "variance"} <= set(table.columns)
    if counted and not set(COUNTS) <= set(table.columns):
        table.mistake(1, "", "Needed: the columns effect,variance or the columns events_1,n_1,events_2,n_2.")
        table.finish()
    rows = list(table)
    labels = [row["study"] or f"line {row.line}" for row in rows]
    cells = [_cells(row, counted=counted) for row in rows]
    if len(rows) < 2:
        sentence = f"Pooling needs at least two studies; this file has {len(rows)}."
        table.mistake(rows[0].line if rows else 1, "study", sentence)
    table.finish()
    columns = [list(column) for column in zip(*cells, strict=True)]
    if not counted:
        return Studies(labels=labels, effects=columns[0], variances=columns[1], axis=Axis(name="Effect"))
    effects, variances = effects_from_counts(*columns, measure=measure)
    name = measure.value.replace("-", " ").capitalize()
    axis = Axis(name=name, ratio=measure is not Measure.RISK_DIFFERENCE)
    return Studies(labels=labels, effects=effects.tolist(), variances=variances.tolist(), axis=axis)


def _cells(row: Row, *, counted: bool) -> list[float]:
    if not counted:
        variance = row.number("variance", low=0)
        if variance == 0:
            row.mistake("variance", "variance is 0. It must be above 0.")
        return [row.number("effect"), variance]
    sizes = [row.whole(column, low=1, high=LARGEST_COUNT) for column in ("n_1", "n_2")]
    events = [
        row.whole(column, low=0, high=size)
        for column, size in zip(("events_1", "events_2"), sizes, strict=True)
    ]
    return [events[0], sizes[0], events[1], sizes[1]]


def _record(estimate: PooledEstimate, columns: Iterable[str]) -> dict[str, Any]:
    return {column: getattr(estimate, COLUMNS[column]) for column in columns}


def _report(studies: Studies, estimates: list[PooledEstimate]) -> dict[str, Any]:
    y, v = studies.effects, studies.variances
    report: dict[str, Any] = {
        "measure": studies.axis.name,
        "log_scale": studies.axis.ratio,
        "confidence": estimates[0].confidence,
        "n_studies": len(y),
        "studies": [
            {"study": label, "effect": effect, "variance": variance}
            for label, effect, variance in zip(studies.labels, y, v, strict=True)
        ],
        "estimates": [_record(estimate, COLUMNS) for estimate in estimates],
        "leave_one_out": [],
        "egger": None,
    }
    if len(y) > 2:
        left_out = leave_one_out(y, v)
        report["leave_one_out"] = [
            {"without": label} | _record(left_out[i], LEFT_OUT_COLUMNS)
            for i, label in enumerate(studies.labels)
        ]
        report["egger"] = _egger(y, v)
    return report


def _egger(effects: list[float], variances: list[float]) -> dict[str, Any] | None:
    try:
        return asdict(egger_test(effects, variances))
    except InvalidInputError as error:
        say(error.message)
        return None


def _summary(main: PooledEstimate, axis: Axis) -> str:
    figures = [axis.shown(value, beside=main.effect) for value in (main.effect, main.low, main.high)]
    return (
        f"{main.n_studies} studies. {axis.name} {figures[0]}, 95 % interval {figures[1]} to {figures[2]} "
        f"(REML, Hartung-Knapp); I² {100 * main.i2:.0f} %."
    )
