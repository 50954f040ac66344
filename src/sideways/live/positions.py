"""How far somebody has read in the log: exact, although transactions end in any order."""

import re
from dataclasses import dataclass

FORM = re.compile(r"(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Position:
    """What has been read: every number below ``end``, but for those in ``under_way``.

    A number is that of a transaction on PostgreSQL, whose snapshots have this very form, and
    that of a row on SQLite, where one transaction writes after another.
    """

    first: int
    end: int
    under_way: frozenset[int] = frozenset()

    def has(self, number: int) -> bool:
        """Say whether this number has been read."""
        return number < self.first or (number < self.end and number not in self.under_way)

    def __str__(self) -> str:
        return f"{self.first}:{self.end}:{','.join(map(str, sorted(self.under_way)))}"


def position_from(text: str) -> Position | None:
    """Return the position that a text says, or None for anything else."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    first, end, under_way = found.groups()
    return Position(int(first), int(end), frozenset(map(int, filter(None, under_way.split(",")))))
