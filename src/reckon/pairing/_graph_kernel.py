"""Graphs as arrays, and what joins the steps of ``matching.py``, compiled."""

from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

IntArray = np.ndarray[Any, np.dtype[np.int64]]
Int = Any  # compiled: a 64-bit whole number


@compiled
def adjacency(n_vertices: Int, edges: IntArray, weight: IntArray) -> tuple[IntArray, Any, IntArray]:
    """Return (starts, ends, doubled weight): the edges of ``v`` are starts[v] to starts[v + 1]."""
    starts = np.zeros(n_vertices + 1, np.int64)
    for e in range(weight.size):
        starts[edges[e, 0] + 1] += 1
        starts[edges[e, 1] + 1] += 1
    for v in range(n_vertices):
        starts[v + 1] += starts[v]
    at = starts[:-1].copy()
    ends = np.empty(2 * weight.size, np.int32)
    doubled = np.empty(2 * weight.size, np.int64)
    for e in range(weight.size):
        for side in range(2):
            v = edges[e, side]
            ends[at[v]] = edges[e, 1 - side]
            doubled[at[v]] = 2 * weight[e]
            at[v] += 1
    return starts, ends, doubled


@compiled
def warm_start(graph: Any, old_dual: IntArray, old_mate: IntArray, dual: IntArray, mate: IntArray) -> None:
    """Raise earlier duals until they cover every edge and keep the pairs that are still tight."""
    starts, ends, weight = graph
    dual[:] = old_dual
    for v in range(dual.size):
        for a in range(starts[v], starts[v + 1]):
            dual[v] = max(dual[v], weight[a] - dual[ends[a]])
    for v in range(dual.size):
        for a in range(starts[v], starts[v + 1]):
            if old_mate[v] == ends[a] and dual[v] + dual[ends[a]] == weight[a]:
                mate[v] = ends[a]


@compiled
def pair_up_cycles(ring: IntArray, mate: IntArray) -> None:
    """Leave one vertex of each half cycle exposed and pair the others along it."""
    for v in range(ring.size):
        if ring[v] < 0:
            continue
        first = ring[v]
        ring[v] = -1
        while first != v:
            second = ring[first]
            mate[first] = second
            mate[second] = first
            after = ring[second]
            ring[first] = -1
            ring[second] = -1
            first = after


@compiled
def match_greedily(graph: Any, mate: IntArray) -> None:
    """Match exposed vertices with their heaviest exposed neighbour."""
    starts, ends, weight = graph
    for v in range(mate.size):
        if mate[v] >= 0:
            continue
        best = np.int64(0)
        for a in range(starts[v], starts[v + 1]):
            if mate[ends[a]] < 0 and weight[a] > best:
                best = weight[a]
                mate[v] = ends[a]
        if mate[v] >= 0:
            mate[mate[v]] = v


@compiled
def numbered_blossoms(parent: Any, burden: IntArray, n_vertices: Int) -> tuple[IntArray, IntArray]:
    """Return parents and duals with the blossoms numbered from ``n_vertices``, each behind what it holds."""
    n_nodes = parent.size
    waiting = np.zeros(n_nodes, np.int64)
    for over in parent:
        if over >= 0:
            waiting[over] += 1
    ready = [np.int64(v) for v in range(n_vertices)]
    number = np.arange(n_nodes)
    count = 0
    duals = np.zeros(n_nodes - n_vertices, np.int64)
    while len(ready) > 0:
        node = ready.pop()
        if node >= n_vertices:
            number[node] = n_vertices + count
            duals[count] = burden[node]
            count += 1
        if parent[node] >= 0:
            waiting[parent[node]] -= 1
            if waiting[parent[node]] == 0:
                ready.append(np.int64(parent[node]))
    parents = np.full(n_vertices + count, -1, np.int64)
    inside = np.flatnonzero(parent >= 0)
    parents[number[inside]] = number[parent[inside]]
    return parents, duals[:count].copy()


@compiled
def blossom_order(parent: IntArray, burden: IntArray, n_vertices: Int) -> tuple[IntArray, IntArray, IntArray]:
    """Return (top, place, gap): see ``Duals`` in ``_people_kernel.py``.

    gap[p] is what the blossoms that hold both the vertices at places p and p + 1 add.
    """
    n_nodes = parent.size
    above = np.zeros(n_nodes, np.int64)
    outermost = np.full(n_nodes, -1, np.int64)
    size = np.ones(n_nodes, np.int64)
    size[n_vertices:] = 0
    for node in range(n_nodes):
        if parent[node] >= 0:
            size[parent[node]] += size[node]
    begin = np.zeros(n_nodes, np.int64)
    given = np.zeros(n_nodes, np.int64)
    place = np.zeros(n_vertices, np.int64)
    gap = np.zeros(n_vertices, np.int64)
    free = 0
    for node in range(n_nodes - 1, -1, -1):
        over = parent[node]
        if over < 0:
            begin[node] = free
            free += size[node]
        else:
            # A blossom hands out its run from the front; each border between two parts bears its sum.
            begin[node] = begin[over] + given[over]
            if given[over] > 0:
                gap[begin[node] - 1] = above[over]
            given[over] += size[node]
            outermost[node] = over if outermost[over] < 0 else outermost[over]
        if node >= n_vertices:
            above[node] = burden[node - n_vertices] + (above[over] if over >= 0 else 0)
        else:
            place[node] = begin[node]
    return outermost[:n_vertices].copy(), place, gap
