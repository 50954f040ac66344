"""One measured line of a benchmark, and the clock that measures it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was measured, as it is shown. ``holds`` says whether our figure is within reach.

    ``bound`` is what nobody can do better, where that is proved.
    """

    name: str
    ours: str
    peer: str
    ratio: str
    reach: str
    holds: bool
    bound: str = "–"


def timed(work: Callable[[], T], *, times: int = 3) -> tuple[T, float]:
    """Return the last result and the shortest of some runs, in seconds, after one to warm up."""
    result = work()
    shortest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - start)
    return result, shortest
