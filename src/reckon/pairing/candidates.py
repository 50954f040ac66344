"""Who could meet whom: the best allowed partners of each person, without looking at all pairs.

The people of each level stand in a binary tree, divided by place while a part is wide and by topic
once it is narrow. What a part has in common (a ball around it, the union of its topics, one
profession, one organisation, the largest ``max_km``) bounds what any pair with it can weigh, so the
search for the best partners of a person leaves out every part that cannot hold one (branch and
bound on a metric tree; Uhlmann 1991, doi:10.1016/0020-0190(91)90074-R).

A partner's waiting time is left out of the comparison. It adds the same whoever the other one is;
with it, the few who waited longest would be everybody's candidates and most people nobody's.

The candidates are not all allowed pairs, so a matching of them alone would prove nothing about the
rest. The same search closes that gap: ``lacking`` finds every pair that the duals of a matching do not
cover. If there is none, the matching is optimal among all allowed pairs; if there are some, they become
candidates too, and the duals, raised by what lacks, bound every round (column generation).

Time is about O(n k log n) for n people with k partners each when topics or places differ; memory
O(n k).
"""

import os
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from reckon.pairing.matching import Matching
from reckon.pairing.problem import WIDENED, PairingProblem
from reckon.pairing.result import Unmatched

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

PARTNERS = 32
# Enough for a second round to be the last nearly always.
LACKING_PARTNERS = 8
WAITED_AT_MOST = 4
ROWS_AT_ONCE = 4096
# Why somebody may meet nobody, in the order of the numbers in ``_people_kernel.py``.
REASONS = (
    Unmatched.ALONE_AT_LEVEL,
    Unmatched.NOBODY_NEAR,
    Unmatched.SAME_BACKGROUND,
    Unmatched.ALL_MET,
    Unmatched.MET_OR_APART,
)


class Candidates:
    """The people of a problem, ready to be searched for partners.

    Parameters
    ----------
    problem : PairingProblem
        The round.

    Attributes
    ----------
    order : ndarray of int, shape (n_people,)
        Everything here numbers the people in an order in which neighbours stand together: number k
        is row ``order[k]`` of the problem.
    unit : float
        Weights are counted in whole multiples of this: 2**-36, about 1.5e-11. When some come first it is
        larger, by as much as that takes: 2**-20 for 20,000 people.
    first : ndarray of int, shape (n_people,)
        What placing each person is worth beyond the weights, in units. A step outweighs all weights of a
        round together; so the sets of people that can be placed at once, a matroid, make the heaviest round
        one that leaves nobody over for the sake of those behind them (Edmonds 1971,
        doi:10.1007/BF01584082).
    """

    unit = 2.0**-36

    def __init__(self, problem: PairingProblem) -> None:
        from reckon.pairing import _people_kernel, _tree_kernel

        self._weigher, self._finder = _people_kernel, _tree_kernel
        self.unit = _unit(problem)
        people = _people(problem, self.unit)
        self._tree = _tree(people)
        self.order = self._tree.order
        self.people = _reordered(people, self.order)
        self.first = np.ascontiguousarray(self.people.rows["first"])

    def best_pairs(self, partners: int = PARTNERS, rows: IntArray | None = None) -> IntArray:
        """Return the allowed pairs in which one is among the other's best, shape (n_pairs, 2), sorted.

        With ``rows``, only the best partners of these people.
        """
        n_people = self.people.rows.size
        rows = np.arange(n_people) if rows is None else rows
        found = self._search(rows, np.zeros(n_people), np.full(n_people, -np.inf), None, partners)
        return _as_pairs(rows, found, n_people)

    def lacking(self, matching: Matching) -> tuple[IntArray, IntArray]:
        """Return allowed pairs that the duals do not cover, and how much to raise each person's dual.

        The raise is in halves of :attr:`unit`, shape (n_people,). With it the duals cover all allowed
        pairs and so bound every matching of them. It is 0 everywhere exactly when no pair lacks.
        """
        duals = self._duals(matching)
        # Without what comes first, so that sums stay small and their rounding below a unit.
        vertex = (matching.vertex_dual - 2 * self.first) * (self.unit / 2)
        worth = self.people.rows["waited_term"] - vertex
        floor = vertex - self.people.rows["waited_term"] - 1.0
        if self.first.any():
            # A coarse weight may be above the true one by half a unit.
            floor -= self.unit
        rows = np.arange(vertex.size)
        found = self._search(rows, worth, floor, duals, LACKING_PARTNERS)
        most = self._finder.excess(self.people, duals, found)
        # Each end carries half, rounded up, of the most that any of its pairs lacks.
        return _as_pairs(rows, found, vertex.size), (most + 1) // 2

    def weights(self, pairs: IntArray) -> IntArray:
        """Return the weight of each pair in units."""
        return np.asarray(self._weigher.scaled_weights(self.people, pairs[:, 0], pairs[:, 1]))

    def fits(self, pairs: IntArray) -> IntArray:
        """Return the weight of each pair in units, whoever comes first."""
        return np.asarray(self.weights(pairs) - self.first[pairs].sum(axis=1))

    def allowed(self, pairs: IntArray) -> npt.NDArray[np.bool_]:
        """Return whether each pair may meet."""
        return np.asarray(self._weigher.allowed(self.people, pairs[:, 0], pairs[:, 1]))

    def why_nobody(self, rows: IntArray) -> IntArray:
        """Return why each of these people, who may meet nobody, may not: a place in REASONS."""
        return np.asarray(self._weigher.why_nobody(self.people, rows))

    def _search(
        self, rows: IntArray, worth: FloatArray, floor: FloatArray, duals: Any, partners: int
    ) -> npt.NDArray[np.int32]:
        terms = self._finder.Terms(
            worth=worth, floor=floor, node_worth=self._finder.node_worths(self._tree, worth)
        )
        found = np.full((rows.size, partners), -1, dtype=np.int32)

        def search(begin: int) -> None:
            portion = slice(begin, begin + ROWS_AT_ONCE)
            self._finder.best_partners(self.people, self._tree, terms, duals, rows[portion], found[portion])

        _on_all_cores(search, range(0, rows.size, ROWS_AT_ONCE))
        return found

    def _duals(self, matching: Matching) -> Any:
        from reckon.pairing import _graph_kernel

        top, place, gap = _graph_kernel.blossom_order(
            matching.parent, matching.blossom_dual, matching.vertex_dual.size
        )
        return self._finder.Duals(
            vertex=matching.vertex_dual, top=top, place=place, gaps=_running_least(gap, top)
        )


def _on_all_cores(work: Callable[[int], None], portions: Sequence[int]) -> None:
    if len(portions) <= 1:
        for portion in portions:
            work(portion)
        return
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(work, portions))


def _running_least(gap: IntArray, top: IntArray) -> IntArray:
    """Return the least of 1, 2, 4 … neighbours from each place on, as far as the largest blossom needs."""
    largest = int(np.bincount(top[top >= 0]).max(initial=0)) if (top >= 0).any() else 0
    rows = [gap]
    step = 1
    while 2 * step <= largest:
        least = rows[-1].copy()
        np.minimum(least[:-step], rows[-1][step:], out=least[:-step])
        rows.append(least)
        step *= 2
    return np.array(rows)


def _as_pairs(rows: IntArray, found: npt.NDArray[np.int32], n_people: int) -> IntArray:
    row, column = np.nonzero(found >= 0)
    return merged(n_people, np.column_stack([rows[row], found[row, column].astype(np.int64)]))


def merged(n_people: int, *pairs: IntArray) -> IntArray:
    """Return all the pairs once, the smaller number first, sorted."""
    keys = [
        np.minimum(some[:, 0], some[:, 1]) * n_people + np.maximum(some[:, 0], some[:, 1]) for some in pairs
    ]
    return np.column_stack(np.divmod(np.unique(np.concatenate(keys)), max(n_people, 1)))


def _numbered(values: Sequence[Hashable]) -> npt.NDArray[np.int32]:
    numbers: dict[Hashable, int] = {}
    return np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), np.int32, len(values))


def _unit(problem: PairingProblem) -> float:
    """Return the finest unit in which every weight, with what comes first, is below LARGEST_WEIGHT."""
    most = int(problem.first_step.max(initial=0))
    if most == 0:
        return Candidates.unit
    return max(Candidates.unit, 2.0 ** ((2 * most * _first_worth(problem) + 4).bit_length() - 40))


def _first_worth(problem: PairingProblem) -> int:
    """Return what a step in front is worth: more than a round can weigh, 3 a pair at most."""
    return 3 * (problem.n_people // 2) + 1


def _people(problem: PairingProblem, unit: float = Candidates.unit) -> Any:
    from reckon.pairing._people_kernel import LEVEL, PERSON, PROFESSION, REGION, People

    rows = np.zeros(problem.n_people, dtype=PERSON)
    latitude, longitude = np.radians(problem.latitude), np.radians(problem.longitude)
    rows["x"] = np.cos(latitude) * np.cos(longitude)
    rows["y"] = np.cos(latitude) * np.sin(longitude)
    rows["z"] = np.sin(latitude)
    rows["level"] = problem.level
    rows["max_km"] = problem.max_km
    rows["waited_term"] = 0.125 * np.minimum(problem.waited, WAITED_AT_MOST)
    rows["first"] = problem.first_step * round(_first_worth(problem) / unit)
    for name, bit in zip(WIDENED, (LEVEL, PROFESSION, REGION), strict=True):
        rows["widens"] |= np.where(getattr(problem, name), bit, 0).astype(np.int32)
    for name in ("profession", "organisation", "service", "region"):
        rows[name] = _numbered(getattr(problem, name))
    topic_starts, topics = _topics(problem)
    rows["topics_begin"], rows["topics_end"] = topic_starts[:-1], topic_starts[1:]
    owner = np.repeat(np.arange(problem.n_people), np.diff(topic_starts))
    np.bitwise_or.at(rows["signature"], owner, np.uint64(1) << (topics & 63).astype(np.uint64))
    barred_starts, barred, barred_met = _barred(problem)
    rows["barred_begin"], rows["barred_end"] = barred_starts[:-1], barred_starts[1:]
    return People(rows=rows, topics=topics, barred=barred, barred_met=barred_met, scale=1 / unit)


def _reordered(people: Any, order: IntArray) -> Any:
    """Return the people with ``order[k]`` as number k."""
    number = np.empty_like(order)
    number[order] = np.arange(order.size)
    barred = number[people.barred]
    owner = np.repeat(np.arange(order.size), people.rows["barred_end"] - people.rows["barred_begin"])
    # Each run stays where it is and is sorted by the new numbers.
    sorting = np.lexsort((barred, owner))
    return people._replace(
        rows=people.rows[order], barred=barred[sorting], barred_met=people.barred_met[sorting]
    )


def _topics(problem: PairingProblem) -> tuple[IntArray, npt.NDArray[np.int32]]:
    numbers: dict[str, int] = {}
    rows = [
        sorted({numbers.setdefault(topic, len(numbers)) for topic in topics}) for topics in problem.topics
    ]
    starts = np.zeros(problem.n_people + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return starts, np.fromiter((topic for row in rows for topic in row), np.int32, int(starts[-1]))


def _barred(problem: PairingProblem) -> tuple[IntArray, IntArray, npt.NDArray[np.bool_]]:
    # Those who have met come first, so that a pair in both lists counts as met.
    pairs = np.concatenate([problem.met, problem.met[:, ::-1], problem.apart, problem.apart[:, ::-1]])
    keys = pairs @ [problem.n_people, 1]
    has_met = np.arange(len(pairs)) < 2 * len(problem.met)
    keys, once = np.unique(keys, return_index=True)
    person, barred = np.divmod(keys, max(problem.n_people, 1))
    starts = np.zeros(problem.n_people + 1, dtype=np.int64)
    np.cumsum(np.bincount(person, minlength=problem.n_people), out=starts[1:])
    return starts, barred, has_met[once]


def _tree(people: Any) -> Any:
    from reckon.pairing._tree_kernel import NODE, Tree, divide

    n_people = people.rows.size
    order = np.argsort(people.rows["level"], kind="stable")
    level, low = np.unique(people.rows["level"][order], return_index=True)
    # Parts hold more than half of a leaf's people, so there are at most this many.
    nodes = np.zeros(len(level) + n_people // 2 + 2, dtype=NODE)
    nodes["low"][: len(level)] = low
    nodes["high"][: len(level)] = np.append(low[1:], n_people)
    root_of = np.searchsorted(level, people.rows["level"][order])
    tree = Tree(nodes=nodes, order=order, root_of=root_of, n_roots=len(level))
    n_nodes = divide(people, tree)  # within its level, so that root_of still holds
    return tree._replace(nodes=nodes[:n_nodes].copy())
