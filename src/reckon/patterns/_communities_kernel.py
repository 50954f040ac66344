"""Groups of a weighted graph that are joined more than chance would: Louvain's method, compiled."""

from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

IntArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]
Float = Any  # compiled: a 64-bit number

LEAST_GAIN = 1e-12  # below it, a gain is a rounding error
MOST_SWEEPS = 100


@compiled
def move_each(  # noqa: C901 (one loop nest)
    starts: IntArray, ends: IntArray, weights: FloatArray, loops: FloatArray, resolution: Float
) -> IntArray:
    """Return the group of each vertex after moving vertices, in order, while modularity rises.

    ``loops`` is twice the weight inside each vertex, when it stands for several. A vertex moves to the
    group with the greatest gain; of equals to the one with the smallest number, so that the same graph
    always gives the same groups.
    """
    n = starts.size - 1
    group = np.arange(n)
    degree = loops.copy()
    for v in range(n):
        for edge in range(starts[v], starts[v + 1]):
            degree[v] += weights[edge]
    total = degree.copy()  # by group
    everything = degree.sum()
    if everything == 0.0:
        return group
    joined = np.zeros(n)
    seen = np.empty(n, np.int64)
    for _ in range(MOST_SWEEPS):
        n_moved = 0
        for v in range(n):
            n_seen = 0
            for edge in range(starts[v], starts[v + 1]):
                other = group[ends[edge]]
                if joined[other] == 0.0:
                    seen[n_seen] = other
                    n_seen += 1
                joined[other] += weights[edge]
            home = group[v]
            total[home] -= degree[v]
            share = resolution * degree[v] / everything
            best, best_gain = home, joined[home] - share * total[home]
            for s in range(n_seen):
                other = seen[s]
                gain = joined[other] - share * total[other]
                rises = gain > best_gain + LEAST_GAIN
                ties = best != home and abs(gain - best_gain) <= LEAST_GAIN and other < best
                if rises or ties:
                    best, best_gain = other, gain
            for s in range(n_seen):
                joined[seen[s]] = 0.0
            total[best] += degree[v]
            if best != home:
                group[v] = best
                n_moved += 1
        if n_moved == 0:
            break
    return group
