"""Which of some texts tell nearly the same, by the stems they share."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

# Of the stems of both. Among 1,500 public reports (SAFENET) 23 of 1.1 million pairs share so many, and
# those looked at tell of the same; at 0.2 they no longer do.
NEARLY_THE_SAME = 0.3

Thing = TypeVar("Thing", bound=Hashable)


def first_alike(things: Iterable[Thing], stems: Mapping[Thing, frozenset[str]]) -> dict[Thing, Thing]:
    """Return for each of some things that tells nearly the same as an earlier one the first such.

    An earlier one that is itself like another stands for nobody: what is like it may be unlike the first.
    Twenty texts of 60 stems, none like another, take 0.4 ms.
    """
    firsts: list[Thing] = []
    found: dict[Thing, Thing] = {}
    for thing in things:
        said = stems.get(thing, frozenset())
        like = (each for each in firsts if shared(said, stems.get(each, frozenset())) >= NEARLY_THE_SAME)
        first = next(like, None)
        if first is None:
            firsts.append(thing)
        else:
            found[thing] = first
    return found


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of what two say both say, after Jaccard: 0 where both say nothing."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0
