"""The alternating tree and its blossoms as arrays, compiled: what ``_blossom_kernel.py`` searches.

A node is a vertex (below ``n_vertices``) or a blossom: an odd ring of nodes. A node that lies in
no blossom is on the surface.
"""

from collections import namedtuple
from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

FREE, EVEN, ODD = 0, 1, 2
NEVER = np.int64(2**62)  # a time no search reaches

IntArray = np.ndarray[Any, np.dtype[np.int64]]
Int = Any  # compiled: a 64-bit whole number

# Per vertex: mate, dual, following (next vertex of the same blossom), home (its surface node between
# searches), due and origin (when and from which even vertex the tree would reach it).
# Per node: burden (blossom dual), parent, base (the vertex that is not matched inside), first (the
# ring's node that holds the base), after and before (neighbours on the ring), exit_from and exit_to
# (the edge to the next on the ring), head and tail (its vertices, by following), size, joined
# (leads to the surface node during one search), label, entry_from and entry_to (the edge by which the tree
# reached an odd node), mark.
# Else: spare (free blossom numbers), count (how many are spare; the newest mark).
Forest = namedtuple(
    "Forest",
    "mate dual following home due origin burden parent base first after before exit_from exit_to "
    "head tail size joined label entry_from entry_to mark spare count",
)


def new_forest(mate: IntArray, dual: IntArray) -> Forest:
    """Return a forest without blossoms; ``mate`` and ``dual`` are kept and changed in place."""
    n_vertices = mate.size
    n_nodes = 2 * n_vertices
    node = np.arange(n_nodes, dtype=np.int32)

    def nowhere() -> Any:
        return np.full(n_nodes, -1, dtype=np.int32)

    return Forest(
        mate=mate,
        dual=dual,
        following=np.full(n_vertices, -1, dtype=np.int32),
        home=node[:n_vertices].copy(),
        due=np.full(n_vertices, NEVER),
        origin=np.full(n_vertices, -1, dtype=np.int32),
        burden=np.zeros(n_nodes, dtype=np.int64),
        parent=nowhere(),
        base=node.copy(),
        first=nowhere(),
        after=nowhere(),
        before=nowhere(),
        exit_from=nowhere(),
        exit_to=nowhere(),
        head=node.copy(),
        tail=node.copy(),
        size=np.ones(n_nodes, dtype=np.int32),
        joined=node.copy(),
        label=np.zeros(n_nodes, dtype=np.int8),
        entry_from=nowhere(),
        entry_to=nowhere(),
        mark=np.zeros(n_nodes, dtype=np.int64),
        spare=node[n_vertices:][::-1].copy(),
        count=np.array([n_nodes - n_vertices, 0], dtype=np.int64),
    )


@compiled
def surface(forest: Any, vertex: Int) -> Int:
    joined = forest.joined
    node = np.int64(forest.home[vertex])
    while joined[node] != node:
        joined[node] = joined[joined[node]]
        node = np.int64(joined[node])
    return node


@compiled
def _up(forest: Any, node: Int) -> Int:
    """Return the even node two steps nearer to the root, or -1 at the root."""
    partner = forest.mate[forest.base[node]]
    if partner < 0:
        return -1
    return surface(forest, forest.entry_from[surface(forest, partner)])


@compiled
def meeting_of(forest: Any, left: Int, right: Int) -> Int:
    """Return the even node where the ways of two even nodes to the root meet."""
    forest.count[1] += 1
    mark = forest.count[1]
    while True:
        if left >= 0:
            if forest.mark[left] == mark:
                return left
            forest.mark[left] = mark
            left = _up(forest, left)
        left, right = right, left


@compiled
def _link(forest: Any, node: Int, following: Int, exit_from: Int, exit_to: Int) -> None:
    forest.after[node] = following
    forest.before[following] = node
    forest.exit_from[node] = exit_from
    forest.exit_to[node] = exit_to


@compiled
def link_ring(forest: Any, left: Int, right: Int, stem: Int, tip: Int, meeting: Int) -> None:
    while left != meeting:
        inner = np.int64(forest.base[left])
        partner = forest.mate[inner]
        odd = surface(forest, partner)
        _link(forest, odd, left, partner, inner)
        left = surface(forest, forest.entry_from[odd])
        _link(forest, left, odd, forest.entry_from[odd], forest.entry_to[odd])
    _link(forest, surface(forest, stem), right, stem, tip)
    while right != meeting:
        inner = np.int64(forest.base[right])
        partner = forest.mate[inner]
        odd = surface(forest, partner)
        _link(forest, right, odd, inner, partner)
        right = surface(forest, forest.entry_from[odd])
        _link(forest, odd, right, forest.entry_to[odd], forest.entry_from[odd])


@compiled
def open_blossom(forest: Any, blossom: Int) -> None:
    """Put the nodes of a blossom on the surface."""
    node = np.int64(forest.first[blossom])
    while True:
        forest.parent[node] = -1
        forest.joined[node] = node
        forest.label[node] = FREE
        node = np.int64(forest.after[node])
        if node == forest.first[blossom]:
            break
    forest.label[blossom] = FREE
    forest.burden[blossom] = 0
    forest.first[blossom] = -1


@compiled
def come_home(forest: Any, node: Int) -> None:
    vertex = np.int64(forest.head[node])
    while True:
        forest.home[vertex] = node
        if vertex == forest.tail[node]:
            return
        vertex = np.int64(forest.following[vertex])


@compiled
def goes_on(forest: Any, base_node: Int, node: Int) -> bool:
    """Whether the even way along a ring from ``node`` to ``base_node`` goes forward."""
    steps = 0
    while base_node != node:
        base_node = np.int64(forest.after[base_node])
        steps += 1
    return steps % 2 == 1


@compiled
def divide_blossom(forest: Any, blossom: Int, first: Int) -> None:
    """Let the vertices of an opened blossom find their node; in the largest, by way of the blossom."""
    largest = first
    node = np.int64(forest.after[first])
    while node != first:
        if forest.size[node] > forest.size[largest]:
            largest = node
        node = np.int64(forest.after[node])
    while True:
        if node == largest:
            forest.joined[blossom] = node
        else:
            come_home(forest, node)
        node = np.int64(forest.after[node])
        if node == first:
            return


@compiled
def augment(forest: Any, stem: Int, tip: Int) -> None:
    """Match ``stem`` with the exposed end ``tip`` (or expose it when tip < 0), back to the root."""
    if tip >= 0:
        _rotate(forest, surface(forest, tip), tip)
        forest.mate[tip] = stem
    while True:
        node = surface(forest, stem)
        partner = forest.mate[forest.base[node]]
        _rotate(forest, node, stem)
        forest.mate[stem] = tip
        if partner < 0:
            return
        odd = surface(forest, partner)
        stem, tip = np.int64(forest.entry_from[odd]), np.int64(forest.entry_to[odd])
        _rotate(forest, odd, tip)
        forest.mate[tip] = stem


@compiled
def _rotate(forest: Any, node: Int, vertex: Int) -> None:
    """Match inside ``node`` so that ``vertex`` is the one left to be matched outside."""
    waiting = [(np.int64(node), np.int64(vertex))]
    while len(waiting) > 0:
        node, vertex = waiting.pop()
        inner = np.int64(vertex)
        while inner != node:
            blossom = np.int64(forest.parent[inner])
            forest.base[inner] = vertex
            _rematch_ring(forest, blossom, inner, waiting)
            inner = blossom
        forest.base[node] = vertex


@compiled
def _rematch_ring(forest: Any, blossom: Int, node: Int, waiting: Any) -> None:
    """Shift the pairs on the even way between ``node`` and the base, which become free and matched."""
    old = np.int64(forest.first[blossom])
    forward = goes_on(forest, old, node)
    forest.first[blossom] = node
    while node != old:
        if forward:
            left = np.int64(forest.after[node])
            right = np.int64(forest.after[left])
            inner, outer = np.int64(forest.exit_from[left]), np.int64(forest.exit_to[left])
        else:
            left = np.int64(forest.before[node])
            right = np.int64(forest.before[left])
            inner, outer = np.int64(forest.exit_to[right]), np.int64(forest.exit_from[right])
        forest.mate[inner] = outer
        forest.mate[outer] = inner
        waiting.append((left, inner))
        waiting.append((right, outer))
        node = right
