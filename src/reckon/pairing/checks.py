"""Check a round from the raw rows. Shares no code with what made it.

Distances come from the haversine formula, overlaps from Python sets, sums of blossom duals from walking
up the tree of blossoms; the solver uses none of these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from reckon.pairing.problem import PairingProblem
from reckon.pairing.result import Certificate, PairingResult

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

EARTH_KM = 6371.0088
# Weights are rounded to 2**-36 by the solver; distances differ in the last digits between formulas.
TOLERANCE = 1e-9
TOLERANCE_KM = 1e-6
PEOPLE_AT_ONCE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check found.

    Attributes
    ----------
    problems : tuple of str
        One sentence per broken rule; empty when all hold.
    total_weight : float
        Weight of the pairs, computed anew.
    upper_bound : float
        What the certificate proves that no round can exceed, computed anew, with whatever its duals
        lack added.
    """

    problems: tuple[str, ...]
    total_weight: float
    upper_bound: float


def check(problem: PairingProblem, result: PairingResult) -> Check:
    """Verify feasibility, total weight, bound and optimality of a round from the raw rows.

    Looks at all pairs of each level that are near enough north to south: O(n²) time at worst, some
    seconds for 10,000 people; memory O(n).

    Parameters
    ----------
    problem : PairingProblem
        The raw rows.
    result : PairingResult
        The round.

    Returns
    -------
    Check
        The sentences about what is wrong, and both figures computed anew.

    Examples
    --------
    >>> from reckon.pairing import PairingProblem, pair_people
    >>> problem = PairingProblem(
    ...     level=[2, 2], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.55], longitude=[-2.11, -2.12],
    ...     topics=[{"fit notes"}, {"fit notes"}], max_km=[40, 40], waited=[0, 0])
    >>> check(problem, pair_people(problem)).problems
    ()
    """
    total = float(sum(_weight(problem, int(i), int(j)) for i, j in result.pairs))
    first = _worth_of_coming_first(problem)
    bound = certified_bound(problem, result.certificate) - float(first[result.pairs].sum())
    allowance = TOLERANCE * max(1.0, bound) + _rounding(problem)
    problems = [*_broken_rules(problem, result), *_wrong_figures(result, total, bound, allowance)]
    return Check(problems=tuple(problems), total_weight=total, upper_bound=bound)


def _broken_rules(problem: PairingProblem, result: PairingResult) -> Iterator[str]:
    seen: set[int] = set()
    barred = {frozenset(pair) for pair in [*problem.met.tolist(), *problem.apart.tolist()]}
    for group in result.groups():
        for person in group:
            if person in seen:
                yield f"Person {person} is in two groups."
            seen.add(person)
        for i, j in [(i, j) for i in group for j in group if i < j]:
            if not _may_meet(problem, i, j) or frozenset((i, j)) in barred:
                yield f"Persons {i} and {j} may not meet."
    listed = set(result.unmatched)
    if seen & listed or len(seen | listed) != problem.n_people:
        yield "Everybody must be either in a group or unmatched with a reason."


def _worth_of_coming_first(problem: PairingProblem) -> FloatArray:
    """Return what placing each is worth beyond the weights: more a step than all weights of a round."""
    most = 3 * (problem.n_people // 2) + 1
    rounds = np.minimum(problem.waited, problem.first_from + 7) - problem.first_from
    return np.array([most * (np.floor(each) + 1) if each >= 0 else 0.0 for each in rounds])


def _rounding(problem: PairingProblem) -> float:
    """Return by how much coarser weights may add up, where what comes first takes up the digits."""
    heaviest = 2 * float(_worth_of_coming_first(problem).max(initial=0.0))
    return problem.n_people * heaviest * 2.0**-39


def _wrong_figures(result: PairingResult, total: float, bound: float, allowance: float) -> Iterator[str]:
    if abs(total - result.total_weight) > allowance:
        yield f"The total weight is {total}, not {result.total_weight}."
    if bound > result.upper_bound + allowance:
        yield f"The certificate proves only {bound}, not {result.upper_bound}."
    if total > bound + allowance:
        yield f"The total weight {total} is above the bound {bound}."
    if result.optimal and total < bound - allowance:
        yield f"The round is called optimal but weighs {total} of {bound}."


def _km(problem: PairingProblem, i: int, others: IntArray) -> FloatArray:
    latitude, longitude = np.radians(problem.latitude), np.radians(problem.longitude)
    north = np.sin((latitude[others] - latitude[i]) / 2) ** 2
    east = np.sin((longitude[others] - longitude[i]) / 2) ** 2
    half_chord = north + np.cos(latitude[i]) * np.cos(latitude[others]) * east
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half_chord))))


def _may_meet(problem: PairingProblem, i: int, j: int) -> bool:
    return bool(
        (problem.level[i] == problem.level[j] or _one_level_apart(problem, i, j))
        and (problem.profession[i] != problem.profession[j] or _both(problem.widen_profession, i, j))
        and (problem.region[i] == problem.region[j] or _both(problem.widen_region, i, j))
        and problem.organisation[i] != problem.organisation[j]
        and _km(problem, i, np.array([j]))[0] <= min(problem.max_km[i], problem.max_km[j]) + TOLERANCE_KM
    )


def _one_level_apart(problem: PairingProblem, i: int, j: int) -> bool:
    return abs(int(problem.level[i]) - int(problem.level[j])) == 1 and _both(problem.widen_level, i, j)


def _both(answers: Any, i: int, j: int) -> bool:
    return bool(answers[i] and answers[j])


def _weight(problem: PairingProblem, i: int, j: int) -> float:
    mine, yours = set(problem.topics[i]), set(problem.topics[j])
    overlap = len(mine & yours) / len(mine | yours) if mine | yours else 0.0
    reach = min(problem.max_km[i], problem.max_km[j])
    closeness = 1 - _km(problem, i, np.array([j]))[0] / reach if reach > 0 else 1.0
    service = problem.service[i] != problem.service[j]
    waited = min(problem.waited[i], 4) + min(problem.waited[j], 4)
    wider = sum(getattr(problem, name)[i] != getattr(problem, name)[j] for name in ("level", "region"))
    wider += problem.profession[i] == problem.profession[j]
    fit = 0.6 * overlap + 0.25 * closeness + 0.15 * service - 0.25 * wider
    return float(1 + fit + 0.25 * waited / 2)


def certified_bound(problem: PairingProblem, certificate: Certificate) -> float:
    """Return what the duals prove, after raising them by whatever any allowed pair lacks.

    Parameters
    ----------
    problem : PairingProblem
        The raw rows.
    certificate : Certificate
        The duals; those below 0 count as 0.

    Returns
    -------
    float
        No round of pairs weighs more. Infinite when the blossoms are not nested odd sets.

    Notes
    -----
    O(n²) time and O(n) memory, as `check`.

    Examples
    --------
    >>> from reckon.pairing import PairingProblem, pair_people
    >>> problem = PairingProblem(
    ...     level=[2, 2], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.54], longitude=[-2.11, -2.11],
    ...     topics=[(), ()], max_km=[40, 40], waited=[0, 0])
    >>> round(certified_bound(problem, pair_people(problem).certificate), 6)
    1.4
    """
    dual = np.maximum(certificate.person_dual, 0.0)
    burden = np.maximum(certificate.blossom_dual, 0.0)
    n_people, parent = problem.n_people, certificate.parent
    if (
        parent.shape != (n_people + burden.size,)
        or (parent[parent >= 0] <= np.flatnonzero(parent >= 0)).any()
    ):
        return float("inf")
    if (parent >= parent.size).any() or ((parent >= 0) & (parent < n_people)).any():
        return float("inf")
    size = np.zeros(parent.size, dtype=np.int64)
    size[:n_people] = 1
    for node in np.flatnonzero(parent >= 0):
        size[parent[node]] += size[node]
    if (size[n_people:] % 2 == 0).any():
        return float("inf")
    lacks = np.zeros(n_people)
    for i, others, weights in _allowed_pairs(problem):
        short = weights - dual[i] - dual[others]
        for k in np.flatnonzero(short > TOLERANCE / n_people):
            lack = short[k] - _burden_of_both(parent, burden, n_people, (i, int(others[k])))
            lacks[i] = max(lacks[i], lack)
            lacks[others[k]] = max(lacks[others[k]], lack)
    return float(dual.sum() + (burden * ((size[n_people:] - 1) // 2)).sum() + lacks.sum() / 2 + TOLERANCE / 2)


def _burden_of_both(parent: IntArray, burden: FloatArray, n_people: int, pair: tuple[int, int]) -> float:
    """Add up the duals of the blossoms that hold both: climb from the lower-numbered until they meet."""
    left, right = pair
    while left != right:
        if left < right:
            left = int(parent[left])
        else:
            right = int(parent[right])
        if left < 0 or right < 0:
            return 0.0
    total = 0.0
    while left >= 0:
        total += float(burden[left - n_people])
        left = int(parent[left])
    return total


def _allowed_pairs(problem: PairingProblem) -> Iterator[tuple[int, IntArray, FloatArray]]:
    """Yield each person with the allowed partners that stand behind them by latitude, and the weights."""
    topics = sorted({topic for some in problem.topics for topic in some})
    column = {topic: k for k, topic in enumerate(topics)}
    has = np.zeros((problem.n_people, len(topics)), dtype=np.bool_)
    for row, some in enumerate(problem.topics):
        has[row, [column[topic] for topic in some]] = True
    count = has.sum(axis=1)
    names = {
        name: np.array(getattr(problem, name)) for name in ("profession", "organisation", "service", "region")
    }
    waited = np.minimum(problem.waited, 4)
    first = _worth_of_coming_first(problem)
    barred: dict[int, set[int]] = {}
    for i, j in [*problem.met.tolist(), *problem.apart.tolist()]:
        barred.setdefault(i, set()).add(j)
        barred.setdefault(j, set()).add(i)
    for i, j in _near_by_latitude(problem):
        wider = [
            (problem.level[j] != problem.level[i], problem.widen_level),
            (names["profession"][j] == names["profession"][i], problem.widen_profession),
            (names["region"][j] != names["region"][i], problem.widen_region),
        ]
        fits = names["organisation"][j] != names["organisation"][i]
        for is_wider, wanted in wider:
            fits &= ~is_wider | (wanted[j] & wanted[i])
        km = _km(problem, i, j)
        reach = np.minimum(problem.max_km[i], problem.max_km[j])
        fits &= (km <= reach) & ~np.isin(j, list(barred.get(i, ())))
        others, km, reach = j[fits], km[fits], reach[fits]
        common = (has[others] & has[i]).sum(axis=1)
        union = np.maximum(count[i] + count[others] - common, 1)
        closeness = 1 - km / np.where(reach > 0, reach, 1)  # who goes nowhere is at one place
        fit = 0.6 * common / union + 0.25 * closeness
        fit = fit + 0.15 * (names["service"][others] != names["service"][i])
        fit -= 0.25 * sum(is_wider[fits] for is_wider, _ in wider)
        due = 0.125 * (waited[i] + waited[others]) + first[i] + first[others]
        yield i, others, 1 + fit + due


def _near_by_latitude(problem: PairingProblem) -> Iterator[tuple[int, IntArray]]:
    """Yield each person with those behind them of their level, and all a level above, near enough north."""
    by_level = {}
    for level in np.unique(problem.level):
        rows = np.flatnonzero(problem.level == level)
        by_level[int(level)] = rows[np.argsort(problem.latitude[rows], kind="stable")]
    for level, order in by_level.items():
        above = by_level.get(level + 1, order[:0])
        for place, i in enumerate(order.tolist()):
            reach = np.degrees(problem.max_km[i] / EARTH_KM) + 1e-6
            south, north = problem.latitude[i] - reach, problem.latitude[i] + reach
            until = np.searchsorted(problem.latitude[order], north, side="right")
            higher = above[(problem.latitude[above] >= south) & (problem.latitude[above] <= north)]
            yield (
                i,
                np.concatenate([order[place + 1 : until], higher if problem.widen_level[i] else above[:0]]),
            )
