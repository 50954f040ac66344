"""What the field calls by several names. Asking for one finds the others."""

import csv
from functools import cache
from pathlib import Path

from sideways.search.words import stems_in

FILE = Path(__file__).parent / "data" / "synonyms.csv"

Phrase = tuple[str, ...]  # stems, one after another


@cache
def synonyms() -> dict[Phrase, list[Phrase]]:
    """Return, for each name, all names of the same thing, itself first. Read once."""
    found: dict[Phrase, list[Phrase]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            names = [phrase for name in row if (phrase := tuple(stems_in(name)))]
            for name in names:
                known = found.setdefault(name, [name])
                known += [other for other in names if other not in known]
    return found


@cache
def longest() -> int:
    """Return how many words the longest name has."""
    return max(map(len, synonyms()))
