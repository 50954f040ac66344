"""Several rankings made one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
K = 60


def fused(*rankings: Sequence[T]) -> list[T]:
    """Return everything that is ranked, the best first, by reciprocal rank fusion.

    Each ranking gives 1 / (60 + place) to what it holds. Equals keep the order of the first ranking.
    Cormack, Clarke and Büttcher, Reciprocal rank fusion, SIGIR 2009.
    """
    scores: dict[T, float] = defaultdict(float)
    for ranking in rankings:
        for place, each in enumerate(ranking, 1):
            scores[each] += 1 / (K + place)
    return sorted(scores, key=lambda each: -scores[each])
