"""Find each person's best allowed partners, compiled. See ``candidates.py`` for the method."""

from collections import namedtuple
from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

EARTH_KM = 6371.0088
SCALE = 2.0**36
LEAF_SIZE = 12
# A part of the tree narrower than this is divided by topic, not by place.
NARROW_KM = 3.0
# Below half a unit of the scaled weights (7e-12), far above the rounding of a sum of six terms: a pair
# that is covered to the unit is passed over, one that lacks a unit is found.
ROUNDING = 2e-12

IntArray = np.ndarray[Any, np.dtype[np.int64]]
Int = Any  # compiled: a 64-bit whole number
Float = Any  # compiled: a 64-bit float
FloatArray = np.ndarray[Any, np.dtype[np.float64]]

# Per person: level, profession, organisation, service (numbers), point (x, y, z on the unit sphere),
# max_km, waited_term, signature (a bit per topic, modulo 64). Ragged by starts: topics (sorted), barred
# (sorted numbers of those who have met or must not meet), barred_met (whether they have met).
People = namedtuple(
    "People",
    "level profession organisation service point max_km waited_term signature "
    "topic_starts topics barred_starts barred barred_met",
)

# A binary tree over the people of each level. Node k holds order[low[k]:high[k]] while it is made; then
# the people are put in that order and it holds the run low[k] to high[k]. Children stand behind their
# parent; left is -1 in a leaf. What all in a node share bounds what any pair with it can weigh:
# a ball (centre, radius), the union of signatures, the fewest topics, the one profession,
# organisation or service (-1 when several), the largest max_km.
Tree = namedtuple(
    "Tree",
    "order low high left right centre radius signature fewest_topics "
    "profession organisation service max_km root_of",
)

# What the partner's side adds (worth) and what a pair must exceed (floor), per person; best per node.
Terms = namedtuple("Terms", "worth floor node_worth")

# The duals of a matching: of vertices, and how much blossoms add to a pair that lies in one together.
# top is the outermost blossom (-1: none), place the vertex's place in an order in which every blossom is
# a run, gaps[t, p] the least burden between neighbours at places p to p + 2**t.
Duals = namedtuple("Duals", "vertex top place gaps")


@compiled
def pair_km(people: People, i: Int, j: Int) -> Float:
    """Return the great-circle distance."""
    chord = 0.0
    for axis in range(3):
        chord += (people.point[i, axis] - people.point[j, axis]) ** 2
    return 2.0 * EARTH_KM * np.arcsin(min(1.0, np.sqrt(chord) / 2.0))


@compiled
def _jaccard(people: People, i: Int, j: Int) -> Float:
    a, a_end = people.topic_starts[i], people.topic_starts[i + 1]
    b, b_end = people.topic_starts[j], people.topic_starts[j + 1]
    total = a_end - a + b_end - b
    if total == 0 or (people.signature[i] & people.signature[j]) == 0:
        return 0.0
    common = 0
    while a < a_end and b < b_end:
        if people.topics[a] == people.topics[b]:
            common += 1
            a += 1
            b += 1
        elif people.topics[a] < people.topics[b]:
            a += 1
        else:
            b += 1
    return common / (total - common)


@compiled
def pair_fit(people: People, i: Int, j: Int, km: float) -> Float:
    """Return how well two people fit, 0 to 1."""
    reach = min(people.max_km[i], people.max_km[j])
    closeness = 1.0 - km / reach if reach > 0 else 1.0
    other_service = 0.15 if people.service[i] != people.service[j] else 0.0
    return 0.6 * _jaccard(people, i, j) + 0.25 * closeness + other_service


@compiled
def may_meet(people: People, i: Int, j: Int, km: float) -> bool:
    """Whether two different people of one level may meet."""
    if people.profession[i] == people.profession[j] or people.organisation[i] == people.organisation[j]:
        return False
    if km > min(people.max_km[i], people.max_km[j]):
        return False
    low, high = people.barred_starts[i], people.barred_starts[i + 1]
    while low < high:
        middle = (low + high) // 2
        if people.barred[middle] < j:
            low = middle + 1
        else:
            high = middle
    return not (low < people.barred_starts[i + 1] and people.barred[low] == j)


@compiled
def scaled_weight(people: People, i: Int, j: Int, km: float) -> Int:
    """Return the weight in units of 2**-36, rounded to the nearest."""
    weight = 1.0 + pair_fit(people, i, j, km) + people.waited_term[i] + people.waited_term[j]
    return np.int64(np.rint(weight * SCALE))


@compiled
def scaled_weights(people: People, first: Any, second: Any) -> IntArray:
    """Return the scaled weight of each pair."""
    weights = np.empty(first.size, np.int64)
    for k in range(first.size):
        i, j = min(first[k], second[k]), max(first[k], second[k])
        weights[k] = scaled_weight(people, i, j, pair_km(people, i, j))
    return weights


@compiled
def allowed(people: People, first: Any, second: Any) -> Any:
    """Whether each pair may meet."""
    answer = np.zeros(first.size, np.bool_)
    for k in range(first.size):
        i, j = first[k], second[k]
        if i != j and people.level[i] == people.level[j]:
            answer[k] = may_meet(people, i, j, pair_km(people, i, j))
    return answer


@compiled
def divide(people: People, tree: Tree) -> Int:
    """Fill the tree, whose first nodes are one root per level; return how many nodes it has."""
    n_nodes = 0
    while tree.high[n_nodes] > 0:
        n_nodes += 1
    node = 0
    while node < n_nodes:
        _summarise(people, tree, node)
        low, high = tree.low[node], tree.high[node]
        tree.left[node] = -1
        if high - low > LEAF_SIZE:
            _sort_part(people, tree, node)
            middle = (low + high) // 2
            tree.left[node], tree.right[node] = n_nodes, n_nodes + 1
            tree.low[n_nodes], tree.high[n_nodes] = low, middle
            tree.low[n_nodes + 1], tree.high[n_nodes + 1] = middle, high
            n_nodes += 2
        node += 1
    return n_nodes


@compiled
def _summarise(people: People, tree: Tree, node: Int) -> None:
    members = tree.order[tree.low[node] : tree.high[node]]
    one = members[0]
    profession, organisation = people.profession[one], people.organisation[one]
    service = people.service[one]
    signature = np.uint64(0)
    fewest = people.topic_starts[one + 1] - people.topic_starts[one]
    for axis in range(3):
        low, high = people.point[one, axis], people.point[one, axis]
        for i in members:
            low, high = min(low, people.point[i, axis]), max(high, people.point[i, axis])
        tree.centre[node, axis] = (low + high) / 2.0
    radius = 0.0
    for i in members:
        away = 0.0
        for axis in range(3):
            away += (people.point[i, axis] - tree.centre[node, axis]) ** 2
        radius = max(radius, np.sqrt(away))
        signature |= people.signature[i]
        fewest = min(fewest, people.topic_starts[i + 1] - people.topic_starts[i])
        profession = profession if people.profession[i] == profession else -1
        organisation = organisation if people.organisation[i] == organisation else -1
        service = service if people.service[i] == service else -1
        tree.max_km[node] = max(tree.max_km[node], people.max_km[i])
    tree.radius[node] = radius
    tree.signature[node] = signature
    tree.fewest_topics[node] = fewest
    tree.profession[node] = profession
    tree.organisation[node] = organisation
    tree.service[node] = service


@compiled
def _sort_part(people: People, tree: Tree, node: Int) -> None:
    members = tree.order[tree.low[node] : tree.high[node]].copy()
    if tree.radius[node] * EARTH_KM > NARROW_KM:
        widest, width = 0, -1.0
        for axis in range(3):
            spread = people.point[members, axis].max() - people.point[members, axis].min()
            if spread > width:
                widest, width = axis, spread
        keys = np.argsort(people.point[members, widest])
    else:
        members = members[np.argsort(people.organisation[members], kind="mergesort")]
        keys = np.argsort(people.signature[members], kind="mergesort")
    tree.order[tree.low[node] : tree.high[node]] = members[keys]


@compiled
def node_worths(tree: Tree, worth: FloatArray) -> FloatArray:
    """Return the largest worth in each node."""
    best = np.full(tree.left.size, -np.inf)
    for node in range(tree.left.size - 1, -1, -1):
        if tree.left[node] >= 0:
            best[node] = max(best[tree.left[node]], best[tree.right[node]])
        else:
            for i in range(tree.low[node], tree.high[node]):
                best[node] = max(best[node], worth[i])
    return best


@compiled
def _bound(people: People, tree: Tree, terms: Terms, i: Int, node: Int) -> Float:
    """Return what no pair of ``i`` with anybody in the node can exceed."""
    if tree.profession[node] == people.profession[i] or tree.organisation[node] == people.organisation[i]:
        return -np.inf
    away = 0.0
    for axis in range(3):
        away += (people.point[i, axis] - tree.centre[node, axis]) ** 2
    km = max(0.0, EARTH_KM * (np.sqrt(away) - tree.radius[node]) - 1e-6)
    reach = min(people.max_km[i], tree.max_km[node])
    if km > reach:
        return -np.inf
    shared = 0
    for t in range(people.topic_starts[i], people.topic_starts[i + 1]):
        shared += (tree.signature[node] >> np.uint64(people.topics[t] & 63)) & np.uint64(1)
    overlap = 0.0
    if shared > 0:
        most = max(people.topic_starts[i + 1] - people.topic_starts[i], tree.fewest_topics[node])
        overlap = shared / most
    closeness = 1.0 - km / reach if reach > 0 else 1.0
    other_service = 0.0 if tree.service[node] == people.service[i] else 0.15
    return 0.6 * overlap + 0.25 * closeness + other_service + terms.node_worth[node]


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
        stack[0] = tree.root_of[i]
        bounds[0] = np.inf
        depth = 1
        while depth > 0:
            depth -= 1
            node = stack[depth]
            if bounds[depth] <= least:
                continue
            if tree.left[node] < 0:
                for j in range(tree.low[node], tree.high[node]):
                    value = _value(people, terms, duals, i, j, least)
                    if value > least:
                        count = _keep(values, found[r], count, value, j)
                        if count == k:
                            least = max(least, values[0])
                continue
            near, far = tree.left[node], tree.right[node]
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
def _coin(i: Int, node: Int) -> Int:
    """Return 0 or 1, as good as thrown for each person and node, and always the same."""
    mixed = i * 0x9E3779B1 + node * 0x85EBCA6B
    mixed = (mixed ^ (mixed >> 15)) * 0x2C1B3C6D
    mixed = (mixed ^ (mixed >> 12)) * 0x297A2D39
    return (mixed >> 20) & 1


@compiled
def _value(people: People, terms: Terms, duals: Any, i: Int, j: Int, least: float) -> Float:
    """Return fit + worth of an allowed pair, or -inf when it is not above ``least``."""
    if people.profession[i] == people.profession[j] or people.organisation[i] == people.organisation[j]:
        return -np.inf
    value = terms.worth[j] + 0.6 * _jaccard(people, i, j)
    if people.service[i] != people.service[j]:
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


# Why somebody may meet nobody: the first of these that holds.
ALONE_AT_LEVEL, NOBODY_NEAR, SAME_BACKGROUND, ALL_MET, MET_OR_APART = range(5)


@compiled
def why_nobody(people: People, rows: Any) -> Any:
    """Return for each of ``rows``, who may meet nobody, why."""
    reason = np.full(rows.size, ALONE_AT_LEVEL, np.int64)
    for r in range(rows.size):
        i = rows[r]
        only_met = True
        for e in range(people.barred_starts[i], people.barred_starts[i + 1]):
            j = people.barred[e]
            if people.level[i] == people.level[j] and _reachable(people, i, j) == ALL_MET:
                only_met = only_met and people.barred_met[e]
        for j in range(people.level.size):
            if j != i and people.level[j] == people.level[i]:
                reason[r] = max(reason[r], _reachable(people, i, j))
        if reason[r] == ALL_MET and not only_met:
            reason[r] = MET_OR_APART
    return reason


@compiled
def _reachable(people: People, i: Int, j: Int) -> Int:
    """Return what stands between two people of one level: ALL_MET when nothing but a list does."""
    if pair_km(people, i, j) > min(people.max_km[i], people.max_km[j]):
        return NOBODY_NEAR
    if people.profession[i] == people.profession[j] or people.organisation[i] == people.organisation[j]:
        return SAME_BACKGROUND
    return ALL_MET
