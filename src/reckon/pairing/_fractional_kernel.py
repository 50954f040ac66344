"""Maximum-weight fractional matching, compiled. See ``matching.py`` for the method and its sources.

A vertex is matched (``mate[v] >= 0``), on an odd cycle whose edges all count one half
(``ring[v]`` is the next vertex of the cycle), or exposed. One alternating tree is grown at a
time. While ``now`` runs, the dual of a vertex at even depth falls and at odd depth rises; so
that nothing needs to be touched at each step, ``dual`` holds for an even vertex its true dual
plus ``now`` and for an odd one its true dual minus ``now``.
"""

from heapq import heappop, heappush
from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

FREE, EVEN, ODD = 0, 1, 2
NEVER = np.int64(2**62)

IntArray = np.ndarray[Any, np.dtype[np.int64]]
Int = Any  # compiled: a 64-bit whole number


@compiled
def start_duals(starts: IntArray, ends: IntArray, weight: IntArray, dual: IntArray, mate: IntArray) -> None:
    """Set duals that cover every edge, lower each in turn as far as it goes, and match what is then tight."""
    n_vertices = dual.size
    for v in range(n_vertices):
        dual[v] = 0
        mate[v] = -1
        for a in range(starts[v], starts[v + 1]):
            # Half of the doubled weight rounds up, so that two ends together cover the edge.
            dual[v] = max(dual[v], (weight[a] + 1) >> 1)
    for v in range(n_vertices):
        if mate[v] >= 0:
            continue
        lowest = np.int64(0)
        partner = -1
        for a in range(starts[v], starts[v + 1]):
            needed = weight[a] - dual[ends[a]]
            if needed > lowest or (needed == lowest and partner < 0):
                lowest = needed
                partner = -1 if mate[ends[a]] >= 0 else ends[a]
        dual[v] = lowest
        if partner >= 0:
            mate[v] = partner
            mate[partner] = v


@compiled
def fractional_matching(
    graph: tuple[IntArray, IntArray, IntArray],
    dual: IntArray,
    mate: IntArray,
    ring: IntArray,
    roots: IntArray,
) -> None:
    """Search from each root that is exposed and has a dual above zero; all arrays are changed in place."""
    n_vertices = dual.size
    label = np.zeros(n_vertices, np.int8)
    due = np.full(n_vertices, NEVER)
    origin = np.full(n_vertices, -1, np.int32)
    mark = np.zeros(n_vertices, np.bool_)
    for root in roots:
        if mate[root] < 0 and ring[root] < 0 and dual[root] > 0:
            _search(graph, dual, (mate, ring), label, due, origin, mark, root)


@compiled
def _search(
    graph: Any, dual: IntArray, partners: Any, label: Any, due: IntArray, origin: Any, mark: Any, root: Int
) -> None:
    mate, ring = partners
    queue = [(NEVER, np.int64(0))]
    tree = [np.int64(root)]
    seen = [np.int64(root)]
    # The search stops at a time: then an even dual is zero (tip < 0), or the edge stem-tip is tight.
    stop = (dual[root], np.int64(root), np.int64(-1))
    label[root] = EVEN
    stop = _scan(graph, dual, mate, label, due, origin, tree[0], stop, queue, seen)
    while True:
        now, odd = heappop(queue)
        if now >= stop[0]:
            break
        if label[odd] != FREE or now > due[odd]:
            continue
        even = mate[odd]
        label[odd], label[even] = ODD, EVEN
        dual[odd] -= now
        dual[even] += now
        tree.append(odd)
        tree.append(even)
        if dual[even] < stop[0]:
            stop = (dual[even], even, np.int64(-1))
        stop = _scan(graph, dual, mate, label, due, origin, even, stop, queue, seen)
    _finish(mate, ring, label, origin, mark, stop[1], stop[2])
    for v in tree:
        dual[v] += stop[0] if label[v] == ODD else -stop[0]
        label[v] = FREE
    for v in seen:
        due[v] = NEVER


@compiled
def _scan(
    graph: Any,
    dual: IntArray,
    mate: IntArray,
    label: Any,
    due: IntArray,
    origin: Any,
    even: Int,
    stop: Any,
    queue: Any,
    seen: Any,
) -> Any:
    """Look along the edges of an even vertex."""
    starts, ends, weight = graph
    for a in range(starts[even], starts[even + 1]):
        other = np.int64(ends[a])
        slack = dual[even] + dual[other] - weight[a]
        if label[other] == EVEN and (slack >> 1) < stop[0]:
            stop = (slack >> 1, even, other)
        if label[other] != FREE or slack >= stop[0] or slack >= due[other]:
            continue
        if mate[other] < 0:
            stop = (slack, even, other)
        else:
            due[other] = slack
            origin[other] = even
            seen.append(other)
            heappush(queue, (slack, other))
    return stop


@compiled
def _finish(mate: IntArray, ring: IntArray, label: Any, origin: Any, mark: Any, stem: Int, tip: Int) -> None:
    """Change the matching where the search stopped."""
    if tip >= 0 and label[tip] == EVEN:
        _close_cycle(mate, ring, origin, mark, stem, tip)
        return
    if tip >= 0:
        _open_cycle(mate, ring, tip)
        mate[tip] = stem
    _flip(mate, origin, stem, tip)


@compiled
def _flip(mate: IntArray, origin: Any, vertex: Int, partner: Int) -> None:
    """Give the even ``vertex`` a new partner (-1: none) and swap the edges on its way to the root."""
    while True:
        odd = mate[vertex]
        mate[vertex] = partner
        if odd < 0:
            return
        vertex = np.int64(origin[odd])
        mate[odd] = vertex
        partner = odd


@compiled
def _open_cycle(mate: IntArray, ring: IntArray, vertex: Int) -> None:
    """Turn the half cycle through ``vertex`` (if there is one) into pairs of all the others."""
    first = ring[vertex]
    if first < 0:
        return
    ring[vertex] = -1
    while first != vertex:
        second = ring[first]
        after = ring[second]
        mate[first] = second
        mate[second] = first
        ring[first] = -1
        ring[second] = -1
        first = after


@compiled
def _close_cycle(mate: IntArray, ring: IntArray, origin: Any, mark: Any, stem: Int, tip: Int) -> None:
    """Make a half cycle of the edge between two even vertices and their ways to where they meet."""
    vertex = stem
    mark[vertex] = True
    while mate[vertex] >= 0:
        vertex = np.int64(origin[mate[vertex]])
        mark[vertex] = True
    meeting = tip
    while not mark[meeting]:
        meeting = np.int64(origin[mate[meeting]])
    vertex = stem
    mark[vertex] = False
    while mate[vertex] >= 0:
        vertex = np.int64(origin[mate[vertex]])
        mark[vertex] = False
    _flip(mate, origin, meeting, -1)
    vertex = stem
    while vertex != meeting:
        odd = mate[vertex]
        ring[vertex] = odd
        ring[odd] = origin[odd]
        vertex = np.int64(origin[odd])
    following = stem
    vertex = tip
    while vertex != meeting:
        odd = mate[vertex]
        ring[vertex] = following
        ring[odd] = vertex
        following = odd
        vertex = np.int64(origin[odd])
    ring[meeting] = following
    mate[stem] = -1
    vertex = ring[stem]
    while vertex != stem:
        mate[vertex] = -1
        vertex = ring[vertex]
