"""Blossoms, compiled: from tight pairs to a maximum-weight matching. See ``matching.py`` for the method.

One alternating tree is grown at a time, so only what it touches is ever looked at. While ``now``
runs, the dual of a vertex in an even surface node falls and in an odd one rises; the dual of an even
surface blossom rises twice as fast and of an odd one falls. So that nothing needs to be touched at each
step, ``dual`` holds the true dual plus ``now`` in even nodes and minus ``now`` in odd ones, and
``burden`` the true blossom dual minus ``2 now`` in even blossoms and plus ``2 now`` in odd ones.
"""

from heapq import heappop, heappush
from typing import Any

import numba
import numpy as np

from reckon.pairing._forest_kernel import (
    EVEN,
    FREE,
    NEVER,
    ODD,
    Forest,
    Int,
    IntArray,
    augment,
    come_home,
    divide_blossom,
    goes_on,
    link_ring,
    meeting_of,
    open_blossom,
    surface,
)

compiled = numba.njit(cache=True, nogil=True)


@compiled
def search_from(graph: tuple[IntArray, IntArray, IntArray], forest: Forest, roots: IntArray) -> None:
    """Give each exposed root a mate, or bring its dual (or that of one exposed instead) to zero."""
    for root in roots:
        if forest.mate[root] < 0 and forest.dual[root] > 0:
            _search(graph, forest, np.int64(root))


@compiled
def _search(graph: Any, forest: Any, root: Int) -> None:
    n_vertices = forest.mate.size
    label, mate, base = forest.label, forest.mate, forest.base
    queue = [(NEVER, np.int64(0), np.int64(0))]
    nodes = [np.int64(0) for _ in range(0)]
    seen = [np.int64(0) for _ in range(0)]
    scan = [np.int64(0) for _ in range(0)]
    # The search stops at `end`: the dual of `stem` is zero (tip < 0), or the edge stem-tip is
    # tight and leads to an exposed node.
    stop = (NEVER, np.int64(-1), np.int64(-1))
    now = np.int64(0)
    stop = _make_even(forest, surface(forest, root), now, stop, nodes, scan)
    while True:
        while len(scan) > 0:
            stop = _scan(graph, forest, scan.pop(), stop, queue, seen)
        now, source, target = heappop(queue)
        if now >= stop[0]:
            break
        if target >= n_vertices:
            if label[target] == ODD and forest.parent[target] < 0 and forest.burden[target] == 2 * now:
                stop = _expand(graph, forest, target, now, stop, queue, nodes, seen, scan)
            continue
        node = surface(forest, target)
        if source < 0:
            if surface(forest, ~source) != node:
                stop = _shrink(forest, ~source, target, now, stop, nodes, scan)
        elif label[node] == FREE and forest.due[target] == now and forest.origin[target] == source:
            _make_odd(forest, node, source, target, now, stop, queue, nodes)
            node = surface(forest, mate[base[node]])
            stop = _make_even(forest, node, now, stop, nodes, scan)
    _settle_duals(forest, stop[0], nodes)
    augment(forest, stop[1], stop[2])
    _tidy(forest, nodes, seen)


@compiled
def _scan(graph: Any, forest: Any, vertex: Int, stop: Any, queue: Any, seen: Any) -> Any:
    """Look along the edges of an even vertex."""
    starts, ends, weight = graph
    node = surface(forest, vertex)
    for a in range(starts[vertex], starts[vertex + 1]):
        other = np.int64(ends[a])
        slack = forest.dual[vertex] + forest.dual[other] - weight[a]
        if (slack >> 1) >= stop[0]:
            continue
        there = surface(forest, other)
        if forest.label[there] == EVEN:
            if there != node:
                heappush(queue, (slack >> 1, ~vertex, other))
        elif forest.label[there] == FREE and slack < stop[0]:
            if forest.mate[forest.base[there]] < 0:
                stop = (slack, vertex, other)
            elif slack < forest.due[other]:
                if forest.due[other] == NEVER:
                    seen.append(other)
                forest.due[other] = slack
                forest.origin[other] = vertex
                heappush(queue, (slack, vertex, other))
    return stop


@compiled
def _make_even(forest: Any, node: Int, now: Int, stop: Any, nodes: Any, scan: Any) -> Any:
    """Label a free node even and have its vertices scanned."""
    forest.label[node] = EVEN
    nodes.append(node)
    if node >= forest.mate.size:
        forest.burden[node] -= 2 * now
    vertex = np.int64(forest.head[node])
    while True:
        stop = _raise_stored(forest, vertex, now, stop, scan)
        if vertex == forest.tail[node]:
            return stop
        vertex = np.int64(forest.following[vertex])


@compiled
def _raise_stored(forest: Any, vertex: Int, by: Int, stop: Any, scan: Any) -> Any:
    """Store a vertex as even, to be scanned; the search stops when its dual reaches zero."""
    forest.dual[vertex] += by
    scan.append(vertex)
    if forest.dual[vertex] < stop[0]:
        return (forest.dual[vertex], vertex, np.int64(-1))
    return stop


@compiled
def _make_odd(
    forest: Any, node: Int, source: Int, target: Int, now: Int, stop: Any, queue: Any, nodes: Any
) -> None:
    """Label a free node odd: the tree reaches it from ``source`` at ``target``."""
    forest.label[node] = ODD
    forest.entry_from[node] = source
    forest.entry_to[node] = target
    nodes.append(node)
    if node >= forest.mate.size:
        forest.burden[node] += 2 * now
        if forest.burden[node] < 2 * stop[0]:
            heappush(queue, (forest.burden[node] >> 1, np.int64(0), node))
    vertex = np.int64(forest.head[node])
    while True:
        forest.dual[vertex] -= now
        if vertex == forest.tail[node]:
            return
        vertex = np.int64(forest.following[vertex])


@compiled
def _shrink(forest: Any, stem: Int, tip: Int, now: Int, stop: Any, nodes: Any, scan: Any) -> Any:
    """Make one even blossom of the ring that a tight edge between two even nodes closes."""
    left, right = surface(forest, stem), surface(forest, tip)
    meeting = meeting_of(forest, left, right)
    link_ring(forest, left, right, stem, tip, meeting)
    forest.count[0] -= 1
    blossom = np.int64(forest.spare[forest.count[0]])
    forest.label[blossom] = EVEN
    forest.parent[blossom] = -1
    forest.base[blossom] = forest.base[meeting]
    forest.first[blossom] = meeting
    forest.burden[blossom] = -2 * now
    forest.head[blossom] = forest.head[meeting]
    forest.size[blossom] = 0
    nodes.append(blossom)
    node = meeting
    while True:
        if node != meeting:
            forest.following[forest.tail[blossom]] = forest.head[node]
        forest.tail[blossom] = forest.tail[node]
        forest.size[blossom] += forest.size[node]
        stop = _absorb(forest, node, now, stop, scan)
        forest.parent[node] = blossom
        forest.joined[node] = blossom
        node = np.int64(forest.after[node])
        if node == meeting:
            return stop


@compiled
def _absorb(forest: Any, node: Int, now: Int, stop: Any, scan: Any) -> Any:
    """Fix the dual of a node that leaves the surface into an even blossom; odd vertices become even."""
    odd = forest.label[node] == ODD
    if node >= forest.mate.size:
        forest.burden[node] += -2 * now if odd else 2 * now
    if not odd:
        return stop
    vertex = np.int64(forest.head[node])
    while True:
        stop = _raise_stored(forest, vertex, 2 * now, stop, scan)
        if vertex == forest.tail[node]:
            return stop
        vertex = np.int64(forest.following[vertex])


@compiled
def _expand(
    graph: Any, forest: Any, blossom: Int, now: Int, stop: Any, queue: Any, nodes: Any, seen: Any, scan: Any
) -> Any:
    """Open an odd blossom whose dual is zero: the tree keeps the even way through it, the rest is free."""
    first = np.int64(forest.first[blossom])
    entry_from, entry_to = np.int64(forest.entry_from[blossom]), np.int64(forest.entry_to[blossom])
    open_blossom(forest, blossom)
    divide_blossom(forest, blossom, first)
    node = surface(forest, entry_to)
    forward = goes_on(forest, first, node)
    while True:
        forest.label[node] = ODD
        forest.entry_from[node] = entry_from
        forest.entry_to[node] = entry_to
        if node == first:
            break
        even = np.int64(forest.after[node] if forward else forest.before[node])
        forest.label[even] = EVEN
        node = np.int64(forest.after[even] if forward else forest.before[even])
        if forward:
            entry_from, entry_to = np.int64(forest.exit_from[even]), np.int64(forest.exit_to[even])
        else:
            entry_from, entry_to = np.int64(forest.exit_to[node]), np.int64(forest.exit_from[node])
    while True:
        nodes.append(node)
        stop = _restore(forest, node, now, stop, queue, scan)
        node = np.int64(forest.after[node])
        if node == first:
            break
    while True:
        if forest.label[node] == FREE:
            stop = _look_back(graph, forest, node, stop, queue, seen)
        node = np.int64(forest.after[node])
        if node == first:
            return stop


@compiled
def _restore(forest: Any, node: Int, now: Int, stop: Any, queue: Any, scan: Any) -> Any:
    """Store the duals of a node that comes out of an odd blossom as its new label asks."""
    label = forest.label[node]
    if node >= forest.mate.size and label == EVEN:
        forest.burden[node] -= 2 * now
    if node >= forest.mate.size and label == ODD:
        forest.burden[node] += 2 * now
        if forest.burden[node] < 2 * stop[0]:
            heappush(queue, (forest.burden[node] >> 1, np.int64(0), node))
    if label == ODD:
        return stop
    vertex = np.int64(forest.head[node])
    while True:
        if label == EVEN:
            stop = _raise_stored(forest, vertex, 2 * now, stop, scan)
        else:
            forest.dual[vertex] += now
        if vertex == forest.tail[node]:
            return stop
        vertex = np.int64(forest.following[vertex])


@compiled
def _look_back(graph: Any, forest: Any, node: Int, stop: Any, queue: Any, seen: Any) -> Any:
    """Find from where the tree would reach the vertices of a node that has become free again."""
    starts, ends, weight = graph
    vertex = np.int64(forest.head[node])
    while True:
        if forest.due[vertex] == NEVER:
            seen.append(vertex)
        forest.due[vertex] = NEVER - 1
        for a in range(starts[vertex], starts[vertex + 1]):
            other = np.int64(ends[a])
            slack = forest.dual[vertex] + forest.dual[other] - weight[a]
            if (
                slack < stop[0]
                and slack < forest.due[vertex]
                and forest.label[surface(forest, other)] == EVEN
            ):
                forest.due[vertex] = slack
                forest.origin[vertex] = other
                heappush(queue, (slack, other, vertex))
        if vertex == forest.tail[node]:
            return stop
        vertex = np.int64(forest.following[vertex])


@compiled
def _settle_duals(forest: Any, end: Int, nodes: Any) -> None:
    """Write the true duals at the end of the search."""
    for node in nodes:
        # A node can stand here twice: reached again after its blossom was opened, or its number used again.
        forest.mark[node] = 0
    for node in nodes:
        label = forest.label[node]
        if label == FREE or forest.parent[node] >= 0 or forest.mark[node] < 0:
            continue
        forest.mark[node] = -1
        falls = end if label == EVEN else -end
        if node >= forest.mate.size:
            forest.burden[node] += 2 * falls
        vertex = np.int64(forest.head[node])
        while True:
            forest.dual[vertex] -= falls
            if vertex == forest.tail[node]:
                break
            vertex = np.int64(forest.following[vertex])


@compiled
def _tidy(forest: Any, nodes: Any, seen: Any) -> None:
    """Open blossoms that carry no dual and make ready for the next search."""
    for node in nodes:
        forest.label[node] = FREE
        forest.joined[node] = node
    while len(nodes) > 0:
        node = nodes.pop()
        if forest.parent[node] >= 0 or forest.size[node] == 0:
            continue
        if node < forest.mate.size or forest.burden[node] > 0:
            come_home(forest, node)
            continue
        child = np.int64(forest.first[node])
        if child >= 0:
            last = np.int64(forest.before[child])
            nodes.append(last)
            while child != last:
                nodes.append(child)
                child = np.int64(forest.after[child])
            open_blossom(forest, node)
        forest.size[node] = 0
        forest.spare[forest.count[0]] = node
        forest.count[0] += 1
    for vertex in seen:
        forest.due[vertex] = NEVER
