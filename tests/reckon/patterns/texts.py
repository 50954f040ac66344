"""Texts with themes planted in them, counts with bursts planted in them, and how well two sortings agree."""

from dataclasses import dataclass
from typing import Any

import numpy as np

IntArray = np.ndarray[Any, np.dtype[np.int64]]


def planted_texts(n_themes, n_each, seed):
    """Return texts of twelve words, half of them of their theme, shuffled; and their themes."""
    rng = np.random.default_rng(seed)
    truth = rng.permutation(np.repeat(np.arange(n_themes), n_each))
    bags = []
    for theme in truth:
        own = [f"t{theme}w{i}" for i in rng.integers(8, size=6)]
        noise = [f"n{i}" for i in rng.integers(200, size=6)]
        bags.append({word: (own + noise).count(word) for word in own + noise})
    return bags, truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A year of themes. Those that burst are told ``times`` as often in its last eight weeks.

    ``growth`` is how much busier the whole network is in those weeks.
    """

    times: float
    n_bursting: int
    growth: float = 1.0
    n_themes: int = 40
    a_year: float = 30.0


def planted(year, seed):
    """Return the counts of a simulated year, as ``bursts`` takes them."""
    rng = np.random.default_rng(seed)
    recent_share = 8 / 52
    size = rng.gamma(2.0, year.a_year / 2, year.n_themes) + 5
    size[: year.n_bursting] = year.a_year
    times = np.where(np.arange(year.n_themes) < year.n_bursting, year.times, 1.0)
    recent = rng.poisson(size * recent_share * times * year.growth)
    before = rng.poisson(size * (1 - recent_share))
    return {
        "recent": recent.tolist(),
        "total": (recent + before).tolist(),
        "n_recent": int(recent.sum()),
        "n_total": int((recent + before).sum()),
    }


def adjusted_rand(one: IntArray, other: IntArray) -> float:
    """Return how well two sortings agree: 1 in all pairs, about 0 by chance (Hubert and Arabie 1985)."""

    def pairs(sizes: IntArray) -> float:
        return float((sizes * (sizes - 1) / 2).sum())

    a, b = (np.unique(labels, return_inverse=True)[1] for labels in (one, other))
    together = pairs(np.unique(a * (b.max() + 1) + b, return_counts=True)[1])
    rows, columns = pairs(np.bincount(a)), pairs(np.bincount(b))
    everything = pairs(np.array([len(a)]))
    expected = rows * columns / everything if everything else 0.0
    highest = (rows + columns) / 2
    return 1.0 if highest == expected else (together - expected) / (highest - expected)
