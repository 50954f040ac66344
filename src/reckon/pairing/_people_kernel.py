"""Who may meet and what it weighs, compiled: the definition of a round."""

from collections import namedtuple
from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

EARTH_KM = 6371.0088
# What each widening takes off a pair, so that what was asked for first is preferred.
WIDENING_COSTS = 0.25
# Bits of what somebody has widened.
LEVEL, PROFESSION, REGION = 1, 2, 4

IntArray = np.ndarray[Any, np.dtype[np.int64]]
Int = Any  # compiled: a 64-bit whole number
Float = Any  # compiled: a 64-bit float
Bool = Any  # compiled: yes or no
FloatArray = np.ndarray[Any, np.dtype[np.float64]]

# One record per person, so that all about somebody lies together and is passed on as one array: numbers for
# profession, organisation and service; a point on the unit sphere; a bit per topic, modulo 64; the runs of
# topics (sorted) and of barred (sorted numbers of those who have met or must not meet; barred_met says
# which have met); what they have widened; and what being placed at all is worth, in units of the weights, for
# those who come first. ``scale`` is how many units make a weight of 1.
PERSON = np.dtype(
    [
        ("x", np.float64),
        ("y", np.float64),
        ("z", np.float64),
        ("max_km", np.float64),
        ("waited_term", np.float64),
        ("signature", np.uint64),
        ("topics_begin", np.int64),
        ("topics_end", np.int64),
        ("barred_begin", np.int64),
        ("barred_end", np.int64),
        ("level", np.int32),
        ("profession", np.int32),
        ("organisation", np.int32),
        ("service", np.int32),
        ("region", np.int32),
        ("widens", np.int32),
        ("first", np.int64),
    ]
)
People = namedtuple("People", "rows topics barred barred_met scale")

# Why somebody may meet nobody: the first of these that holds.
ALONE_AT_LEVEL, NOBODY_NEAR, SAME_BACKGROUND, ALL_MET, MET_OR_APART = range(5)


@compiled
def pair_km(people: People, i: Int, j: Int) -> Float:
    """Return the great-circle distance."""
    one, other = people.rows[i], people.rows[j]
    chord = np.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2 + (one.z - other.z) ** 2)
    return 2.0 * EARTH_KM * np.arcsin(min(1.0, chord / 2.0))


@compiled
def jaccard(people: People, i: Int, j: Int) -> Float:
    a, a_end = people.rows[i].topics_begin, people.rows[i].topics_end
    b, b_end = people.rows[j].topics_begin, people.rows[j].topics_end
    total = a_end - a + b_end - b
    if total == 0 or (people.rows[i].signature & people.rows[j].signature) == 0:
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
    """Return how well two people fit, 0 to 1, less what it takes to widen."""
    one, other = people.rows[i], people.rows[j]
    reach = min(one.max_km, other.max_km)
    closeness = 1.0 - km / reach if reach > 0 else 1.0
    other_service = 0.15 if one.service != other.service else 0.0
    fit = 0.6 * jaccard(people, i, j) + 0.25 * closeness + other_service
    return fit - WIDENING_COSTS * n_widened(people, i, j)


@compiled
def n_widened(people: People, i: Int, j: Int) -> Int:
    """Return in how many ways a pair is wider than what is usual."""
    one, other = people.rows[i], people.rows[j]
    widened: Int = 1 if one.level != other.level else 0
    if one.profession == other.profession:
        widened += 1
    if one.region != other.region:
        widened += 1
    return widened


@compiled
def levels_agree(people: People, i: Int, j: Int) -> Bool:
    """Whether two people are of one level, or one apart and both want that."""
    one, other = people.rows[i], people.rows[j]
    if one.level == other.level:
        return True
    return abs(one.level - other.level) == 1 and (one.widens & other.widens & LEVEL) != 0


@compiled
def near_enough(people: People, i: Int, j: Int, km: float) -> Bool:
    """Whether two people are within both their reach, and of one region or both want that wider."""
    one, other = people.rows[i], people.rows[j]
    if km > min(one.max_km, other.max_km):
        return False
    return one.region == other.region or (one.widens & other.widens & REGION) != 0


@compiled
def backgrounds_differ(people: People, i: Int, j: Int) -> Bool:
    """Whether two people have other organisations, and other professions or both want that wider."""
    one, other = people.rows[i], people.rows[j]
    if one.organisation == other.organisation:
        return False
    return one.profession != other.profession or (one.widens & other.widens & PROFESSION) != 0


@compiled
def may_meet(people: People, i: Int, j: Int, km: float) -> bool:
    """Whether two different people whose levels agree may meet."""
    if not backgrounds_differ(people, i, j) or not near_enough(people, i, j, km):
        return False
    low, high = people.rows[i].barred_begin, people.rows[i].barred_end
    while low < high:
        middle = (low + high) // 2
        if people.barred[middle] < j:
            low = middle + 1
        else:
            high = middle
    return not (low < people.rows[i].barred_end and people.barred[low] == j)


@compiled
def scaled_weight(people: People, i: Int, j: Int, km: float) -> Int:
    """Return the weight in units, rounded to the nearest, with what is due to those who come first."""
    one, other = people.rows[i], people.rows[j]
    weight = 1.0 + pair_fit(people, i, j, km) + one.waited_term + other.waited_term
    return np.int64(np.rint(weight * people.scale)) + one.first + other.first


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
        if i != j and levels_agree(people, i, j):
            answer[k] = may_meet(people, i, j, pair_km(people, i, j))
    return answer


@compiled
def why_nobody(people: People, rows: Any) -> Any:
    """Return for each of ``rows``, who may meet nobody, why."""
    reason = np.full(rows.size, ALONE_AT_LEVEL, np.int64)
    for r in range(rows.size):
        i = rows[r]
        only_met = True
        for e in range(people.rows[i].barred_begin, people.rows[i].barred_end):
            j = people.barred[e]
            if levels_agree(people, i, j) and _reachable(people, i, j) == ALL_MET:
                only_met = only_met and people.barred_met[e]
        for j in range(people.rows.size):
            if j != i and levels_agree(people, i, j):
                reason[r] = max(reason[r], _reachable(people, i, j))
        if reason[r] == ALL_MET and not only_met:
            reason[r] = MET_OR_APART
    return reason


@compiled
def _reachable(people: People, i: Int, j: Int) -> Int:
    """Return what stands between two people whose levels agree: ALL_MET when nothing but a list does."""
    if not near_enough(people, i, j, pair_km(people, i, j)):
        return NOBODY_NEAR
    if not backgrounds_differ(people, i, j):
        return SAME_BACKGROUND
    return ALL_MET
