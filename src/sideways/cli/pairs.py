"""The files that hold pairs of people: who has met, who must be apart, who must be together."""

from collections.abc import Mapping
from pathlib import Path

from sideways.cli.reporting import say
from sideways.common.tables import open_table, shortened


def read_pairs(path: Path | None, known: Mapping[str, int]) -> dict[tuple[int, int], int]:
    """Return the pairs of a file, with their lines: its first two columns, two ids to a line.

    A pair with somebody who is not in ``known`` is left out, with a notice: lists of who has met
    outlive events.
    """
    if path is None:
        return {}
    table = open_table(path, required=[], keep_unknown=True)
    if len(table.columns) < 2:
        table.mistake(1, table.columns[0], "Two columns are needed: two ids to a line.")
        table.finish()
    first, second = table.columns[:2]
    if first in known and second in known:
        table.mistake(1, first, "The first line must name the columns; here it names two people.")
    pairs, strangers = {}, 0
    for row in table:
        if row[first] == row[second]:
            row.mistake(second, f"“{shortened(row[first])}” is paired with themself.")
        elif row[first] not in known or row[second] not in known:
            strangers += 1
        else:
            pairs[known[row[first]], known[row[second]]] = row.line
    table.finish()
    if strangers:
        left_out = "1 pair" if strangers == 1 else f"{strangers:,} pairs"
        say(f"{path}: left out {left_out} with somebody who is not taking part.")
    return pairs
