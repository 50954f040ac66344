"""Find each person's best allowed partners, compiled. See ``candidates.py`` for the method."""

from collections import namedtuple
from typing import Any

import numba
import numpy as np

from reckon.pairing._people_kernel import (
    EARTH_KM,
    LEVEL,
    PROFESSION,
    REGION,
    Float,
    FloatArray,
    Int,
    IntArray,
    People,
    backgrounds_differ,
    jaccard,
    levels_agree,
    may_meet,
    pair_fit,
    pair_km,
    scaled_weight,
)

compiled = numba.njit(cache=True, nogil=True)

LEAF_SIZE = 12
# A part of the tree narrower than this is divided by topics, not by place.
NARROW_KM = 10.0
# Below half a unit of the scaled weights (7e-12), far above the rounding of a sum of six terms: a pair
# that is covered to the unit is passed over, one that lacks a unit is found.
ROUNDING = 2e-12

# A binary tree over the people of each level. A node holds order[low:high] while the tree is made; then the
# people are put in that order and it holds the run low to high. Children stand behind their parent; left is
# -1 in a leaf. What all in a node share bounds what any pair with it can weigh: a ball (x, y, z, radius), the
# union of signatures, the fewest topics, the one profession, organisation, service or region (-1 when there
# are several), the largest max_km, and all that anybody widens.
NODE = np.dtype(
    [
        ("x", np.float64),
        ("y", np.float64),
        ("z", np.float64),
        ("radius", np.float64),
        ("max_km", np.float64),
        ("signature", np.uint64),
        ("low", np.int64),
        ("high", np.int64),
        ("left", np.int64),
        ("right", np.int64),
        ("fewest_topics", np.int64),
        ("profession", np.int32),
        ("organisation", np.int32),
        ("service", np.int32),
        ("region", np.int32),
        ("widens", np.int32),
    ]
)
Tree = namedtuple("Tree", "nodes order root_of n_roots")

# What the partner's side adds (worth) and what a pair must exceed (floor), per person; best per node.
Terms = namedtuple("Terms", "worth floor node_worth")

# The duals of a matching: of vertices, and how much blossoms add to a pair that lies in one together.
# top is the outermost blossom (-1: none), place the vertex's place in an order in which every blossom is
# a run, gaps[t, p] the least burden between neighbours at places p to p + 2**t.
Duals = namedtuple("Duals", "vertex top place gaps")


@compiled
def divide(people: People, tree: Tree) -> Int:
    """Fill the tree, whose first nodes are one root per level; return how many nodes it has."""
    n_nodes = 0
    while tree.nodes[n_nodes].high > 0:
        n_nodes += 1
    at = 0
    while at < n_nodes:
        node = tree.nodes[at]
        _summarise(people, tree, at)
        node.left = -1
        if node.high - node.low > LEAF_SIZE:
            _sort_part(people, tree, at)
            middle = (node.low + node.high) // 2
            node.left, node.right = n_nodes, n_nodes + 1
            tree.nodes[n_nodes].low, tree.nodes[n_nodes].high = node.low, middle
            tree.nodes[n_nodes + 1].low, tree.nodes[n_nodes + 1].high = middle, node.high
            n_nodes += 2
        at += 1
    return n_nodes


@compiled
def _summarise(people: People, tree: Tree, at: Int) -> None:
    node = tree.nodes[at]
    members = tree.order[node.low : node.high]
    first = people.rows[members[0]]
    node.profession, node.organisation = first.profession, first.organisation
    node.service, node.signature, node.region = first.service, first.signature, first.region
    node.fewest_topics = first.topics_end - first.topics_begin
    x, y, z = _widths(people, members)
    node.x, node.y, node.z = x[0], y[0], z[0]
    for i in members:
        one = people.rows[i]
        away = np.sqrt((one.x - node.x) ** 2 + (one.y - node.y) ** 2 + (one.z - node.z) ** 2)
        node.radius = max(node.radius, away)
        node.max_km = max(node.max_km, one.max_km)
        node.signature |= one.signature
        node.fewest_topics = min(node.fewest_topics, one.topics_end - one.topics_begin)
        node.widens |= one.widens
        if one.region != node.region:
            node.region = -1
        if one.profession != node.profession:
            node.profession = -1
        if one.organisation != node.organisation:
            node.organisation = -1
        if one.service != node.service:
            node.service = -1


@compiled
def _widths(people: People, members: Any) -> Any:
    """Return (middle, width) along each axis."""
    first = people.rows[members[0]]
    low_x = high_x = first.x
    low_y = high_y = first.y
    low_z = high_z = first.z
    for i in members:
        one = people.rows[i]
        low_x, high_x = min(low_x, one.x), max(high_x, one.x)
        low_y, high_y = min(low_y, one.y), max(high_y, one.y)
        low_z, high_z = min(low_z, one.z), max(high_z, one.z)
    return (
        ((low_x + high_x) / 2, high_x - low_x),
        ((low_y + high_y) / 2, high_y - low_y),
        ((low_z + high_z) / 2, high_z - low_z),
    )


@compiled
def _sort_part(people: People, tree: Tree, at: Int) -> None:
    """Sort a wide part along its widest axis, a narrow one by how many topics and which."""
    node = tree.nodes[at]
    members = tree.order[node.low : node.high].copy()
    keys = np.empty(members.size)
    x, y, z = _widths(people, members)
    wide = node.radius * EARTH_KM > NARROW_KM
    for k in range(members.size):
        one = people.rows[members[k]]
        if not wide:
            keys[k] = (one.topics_end - one.topics_begin) * 2.0**64 + one.signature
        elif x[1] >= y[1] and x[1] >= z[1]:
            keys[k] = one.x
        else:
            keys[k] = one.y if y[1] >= z[1] else one.z
    tree.order[node.low : node.high] = members[np.argsort(keys)]


@compiled
def node_worths(tree: Tree, worth: FloatArray) -> FloatArray:
    """Return the largest worth in each node."""
    best = np.full(tree.nodes.size, -np.inf)
    for node in range(tree.nodes.size - 1, -1, -1):
        if tree.nodes[node].left >= 0:
            best[node] = max(best[tree.nodes[node].left], best[tree.nodes[node].right])
        else:
            for i in range(tree.nodes[node].low, tree.nodes[node].high):
                best[node] = max(best[node], worth[i])
    return best


@compiled
def _bound(people: People, tree: Tree, terms: Terms, i: Int, at: Int) -> Float:
    """Return what no pair of ``i`` with anybody in the node can exceed."""
    one, node = people.rows[i], tree.nodes[at]
    both_widen = one.widens & node.widens
    if node.organisation == one.organisation:
        return -np.inf
    if node.profession == one.profession and (both_widen & PROFESSION) == 0:
        return -np.inf
    away = np.sqrt((one.x - node.x) ** 2 + (one.y - node.y) ** 2 + (one.z - node.z) ** 2)
    km = max(0.0, EARTH_KM * (away - node.radius) - 1e-6)
    reach = min(one.max_km, node.max_km)
    if km > reach:
        return -np.inf
    if node.region >= 0 and node.region != one.region and (both_widen & REGION) == 0:
        return -np.inf
    shared: Int = 0
    for t in range(one.topics_begin, one.topics_end):
        shared += np.int64((node.signature >> np.uint64(people.topics[t] & 63)) & np.uint64(1))
    overlap = 0.0
    if shared > 0:
        mine = one.topics_end - one.topics_begin
        overlap = shared / max(mine, mine + node.fewest_topics - shared)
    closeness = 1.0 - km / reach if reach > 0 else 1.0
    other_service = 0.0 if node.service == one.service else 0.15
    return 0.6 * overlap + 0.25 * closeness + other_service + terms.node_worth[at]


@compiled
def best_partners(people: People, tree: Tree, terms: Terms, duals: Any, rows: Any, found: Any) -> None:
    """Write into ``found[r]`` the partners of the person ``rows[r]`` with the largest fit + worth.

    Only those above the person's floor count; with ``duals`` only pairs that they do not cover.
    """
    k = found.shape[1]
    values = np.empty(k)
    stack = np.empty(256, np.int64)
    bounds = np.empty(256)
    for r in range(rows.size):
        i = rows[r]
        count = 0
        least = terms.floor[i] + ROUNDING
        depth = _push_roots(people, tree, i, stack, bounds)
        while depth > 0:
            depth -= 1
            node = stack[depth]
            if bounds[depth] <= least:
                continue
            if tree.nodes[node].left < 0:
                for j in range(tree.nodes[node].low, tree.nodes[node].high):
                    value = _value(people, terms, duals, i, j, least)
                    if value > least:
                        count = _keep(values, found[r], count, value, j)
                        if count == k:
                            least = max(least, values[0])
                continue
            near, far = tree.nodes[node].left, tree.nodes[node].right
            near_bound = _bound(people, tree, terms, i, near)
            far_bound = _bound(people, tree, terms, i, far)
            # Equals are searched in an order of each person's own, or all would choose the same few.
            swap = _coin(i, node)
            if near_bound < far_bound or (near_bound == far_bound and swap):
                near, far, near_bound, far_bound = far, near, far_bound, near_bound
            stack[depth], bounds[depth] = far, far_bound
            stack[depth + 1], bounds[depth + 1] = near, near_bound
            depth += 2


@compiled
def _push_roots(people: People, tree: Tree, i: Int, stack: Any, bounds: Any) -> Int:
    """Begin a search: the root of the person's level on top, those one level away below if they widen."""
    depth: Int = 0
    root = tree.root_of[i]
    if (people.rows[i].widens & LEVEL) != 0:
        for near in (root - 1, root + 1):
            if 0 <= near < tree.n_roots:
                away = people.rows[tree.nodes[near].low].level - people.rows[i].level
                if abs(away) == 1 and (tree.nodes[near].widens & LEVEL) != 0:
                    stack[depth], bounds[depth] = near, np.inf
                    depth += 1
    stack[depth], bounds[depth] = root, np.inf
    return depth + 1


@compiled
def _coin(i: Int, node: Int) -> Int:
    """Return 0 or 1, as good as thrown for each person and node, and always the same."""
    mixed = i * 0x9E3779B1 + node * 0x85EBCA6B
    mixed = (mixed ^ (mixed >> 15)) * 0x2C1B3C6D
    mixed = (mixed ^ (mixed >> 12)) * 0x297A2D39
    return (mixed >> 20) & 1


@compiled
def _value(people: People, terms: Terms, duals: Any, i: Int, j: Int, least: Float) -> Float:
    """Return fit + worth of an allowed pair, or -inf when it is not above ``least``."""
    one, other = people.rows[i], people.rows[j]
    if not backgrounds_differ(people, i, j) or not levels_agree(people, i, j):
        return -np.inf
    value = terms.worth[j] + 0.6 * jaccard(people, i, j)
    if one.service != other.service:
        value += 0.15
    if value + 0.25 <= least:
        return -np.inf
    km = pair_km(people, i, j)
    if not may_meet(people, i, j, km):
        return -np.inf
    value = pair_fit(people, i, j, km) + terms.worth[j]
    if value <= least or duals is None:
        return value
    return value if uncovered(people, duals, i, j, km) > 0 else -np.inf


@compiled
def uncovered(people: People, duals: Any, i: Int, j: Int, km: float) -> Int:
    """Return by how much a pair's doubled weight exceeds the duals that should cover it."""
    weight = scaled_weight(people, min(i, j), max(i, j), km)
    return 2 * weight - duals.vertex[i] - duals.vertex[j] - common_burden(duals, i, j)


@compiled
def common_burden(duals: Any, i: Int, j: Int) -> Int:
    """Return the sum of the duals of the blossoms that hold both."""
    if duals.top[i] < 0 or duals.top[i] != duals.top[j]:
        return np.int64(0)
    low, high = duals.place[i], duals.place[j]
    if low > high:
        low, high = high, low
    t = 0
    while (2 << t) <= high - low:
        t += 1
    return min(duals.gaps[t, low], duals.gaps[t, high - (1 << t)])


@compiled
def _keep(values: FloatArray, partners: Any, count: Int, value: float, partner: Int) -> Int:
    """Put a partner into the heap of the best, the least of them at its top."""
    k = values.size
    if count < k:
        at = count
        while at > 0 and values[(at - 1) // 2] > value:
            values[at], partners[at] = values[(at - 1) // 2], partners[(at - 1) // 2]
            at = (at - 1) // 2
        values[at], partners[at] = value, partner
        return count + 1
    at = 0
    while 2 * at + 1 < k:
        child = 2 * at + 1
        if child + 1 < k and values[child + 1] < values[child]:
            child += 1
        if values[child] >= value:
            break
        values[at], partners[at] = values[child], partners[child]
        at = child
    values[at], partners[at] = value, partner
    return count


@compiled
def excess(people: People, duals: Any, found: Any) -> IntArray:
    """Return the largest uncovered amount of each person's partners found, 0 when none."""
    most = np.zeros(found.shape[0], np.int64)
    for i in range(found.shape[0]):
        for j in found[i]:
            if j >= 0:
                km = pair_km(people, min(i, j), max(i, j))
                most[i] = max(most[i], uncovered(people, duals, i, j, km))
    return most
