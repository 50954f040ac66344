"""Who may meet and what it weighs, compiled: the definition of a round."""

from collections import namedtuple
from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

EARTH_KM = 6371.0088
SCALE = 2.0**36

IntArray = np.ndarray[Any, np.dtype[np.int64]]
Int = Any  # compiled: a 64-bit whole number
Float = Any  # compiled: a 64-bit float
FloatArray = np.ndarray[Any, np.dtype[np.float64]]

# One record per person, so that all about somebody lies together and is passed on as one array: numbers for
# profession, organisation and service; a point on the unit sphere; a bit per topic, modulo 64; the runs of
# topics (sorted) and of barred (sorted numbers of those who have met or must not meet; barred_met says
# which have met).
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
    ]
)
People = namedtuple("People", "rows topics barred barred_met")

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
    """Return how well two people fit, 0 to 1."""
    reach = min(people.rows[i].max_km, people.rows[j].max_km)
    closeness = 1.0 - km / reach if reach > 0 else 1.0
    other_service = 0.15 if people.rows[i].service != people.rows[j].service else 0.0
    return 0.6 * jaccard(people, i, j) + 0.25 * closeness + other_service


@compiled
def may_meet(people: People, i: Int, j: Int, km: float) -> bool:
    """Whether two different people of one level may meet."""
    if (
        people.rows[i].profession == people.rows[j].profession
        or people.rows[i].organisation == people.rows[j].organisation
    ):
        return False
    if km > min(people.rows[i].max_km, people.rows[j].max_km):
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
    """Return the weight in units of 2**-36, rounded to the nearest."""
    weight = 1.0 + pair_fit(people, i, j, km) + people.rows[i].waited_term + people.rows[j].waited_term
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
        if i != j and people.rows[i].level == people.rows[j].level:
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
            if people.rows[i].level == people.rows[j].level and _reachable(people, i, j) == ALL_MET:
                only_met = only_met and people.barred_met[e]
        for j in range(people.rows.size):
            if j != i and people.rows[j].level == people.rows[i].level:
                reason[r] = max(reason[r], _reachable(people, i, j))
        if reason[r] == ALL_MET and not only_met:
            reason[r] = MET_OR_APART
    return reason


@compiled
def _reachable(people: People, i: Int, j: Int) -> Int:
    """Return what stands between two people of one level: ALL_MET when nothing but a list does."""
    if pair_km(people, i, j) > min(people.rows[i].max_km, people.rows[j].max_km):
        return NOBODY_NEAR
    if (
        people.rows[i].profession == people.rows[j].profession
        or people.rows[i].organisation == people.rows[j].organisation
    ):
        return SAME_BACKGROUND
    return ALL_MET
