"""A round of pairing, from people to groups with a proof of how good they are."""

import time
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from reckon.pairing.candidates import REASONS, Candidates, merged
from reckon.pairing.matching import Matching, doubled_bound, maximum_weight_matching
from reckon.pairing.problem import PairingProblem
from reckon.pairing.result import Certificate, PairingResult, Unmatched
from reckon.pairing.trios import Grouping, with_thirds
from reckon.progress import Progress, Silent

IntArray = npt.NDArray[np.int64]

# Above this many people a round that is within CLOSE_ENOUGH of its proved bound is not improved further.
EXACT_UP_TO = 50_000
CLOSE_ENOUGH = 1e-4
# For somebody left over every allowed partner matters, not only the best.
LEFT_OVER_PARTNERS = 1024


def pair_people(
    problem: PairingProblem,
    *,
    seed: int = 0,
    time_limit_seconds: float | None = None,
    progress: Progress | None = None,
) -> PairingResult:
    r"""Pair people of one level and different professions so that the total weight is as large as possible.

    Exact up to 50,000 people when no time limit stops it: ``optimal`` is true and the certificate
    proves it among *all* allowed pairs. Above, or when the time is up, the round may fall short of the
    proved ``upper_bound``; ``ratio`` says by how much and ``optimal`` is true only if it is proved.

    Parameters
    ----------
    problem : PairingProblem
        Who takes part.
    seed : int
        Accepted so that every sum can be called alike; nothing here is random, so it changes nothing.
    time_limit_seconds : float, optional
        Stop searching after about this long. One more pass, for the bound, follows.
    progress : Progress, optional
        Is told what is being done.

    Returns
    -------
    PairingResult
        Pairs and thirds, everybody left over with a reason, total weight, bound and certificate.

    Notes
    -----
    Two people may meet if they share a level, differ in profession and organisation, live no further
    apart than the smaller ``max_km`` on a sphere of radius 6371.0088 km, and have neither met nor are
    to be kept apart. Their weight is :math:`1 + f + 0.125 (\min(t_a, 4) + \min(t_b, 4))` with
    :math:`t` the rounds waited and :math:`f = 0.6 J + 0.25 (1 - d / r) + 0.15 s`: J the Jaccard overlap
    of topics (0 when neither has any), d the distance, r the smaller ``max_km`` (:math:`d / r` is 0
    when both are 0), s whether their services differ. Each way in which a pair is wider than usual (level,
    profession, region) takes 0.25 off. Weights are rounded to 2**-36, coarser with ``first_from``; ties
    are broken by the order of the people and may fall otherwise when that changes, the total weight may
    not.

    ``candidates.py`` says how partners are found, ``matching.py`` how they are matched, ``trios.py`` how
    thirds are placed. With ``first_from``, the round is the heaviest among those that leave nobody over
    for the sake of somebody who has waited less long; ``upper_bound`` is over these. Time for 10,000
    people is about a second; memory is O(n k) for the k best partners kept of each.

    References
    ----------
    Edmonds J (1965). Maximum matching and a polyhedron with 0,1-vertices. doi:10.6028/jres.069B.013.

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2, 2], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.54], longitude=[-2.11, -2.11],
    ...     topics=[{"fit notes"}, {"fit notes"}], max_km=[40, 40], waited=[0, 2])
    >>> result = pair_people(problem)
    >>> list(result.groups()), result.total_weight, result.optimal
    ([(0, 1)], 2.25, True)
    """
    deadline = np.inf if time_limit_seconds is None else time.monotonic() + time_limit_seconds
    progress = progress or Silent()
    progress.update(0.0, "finding partners")
    candidates = Candidates(problem)
    edges, matching, lacking = _best_matching(candidates, (deadline, progress))
    progress.update(0.95, "placing those left over")
    left_over = np.flatnonzero(matching.mate < 0)
    options = candidates.best_pairs(LEFT_OVER_PARTNERS, left_over)
    grouping = with_thirds(candidates, matching.pairs, merged(problem.n_people, edges, options))
    return _result(candidates, matching, lacking, grouping)


def _best_matching(
    candidates: Candidates, clock: tuple[float, Progress]
) -> tuple[IntArray, Matching, IntArray]:
    """Match among candidates; add the pairs that the duals do not cover until there are none.

    Returns the candidates, the matching, and by how much to raise its duals so that they cover all pairs.
    """
    deadline, progress = clock
    part = _Part(progress, 0.4, 0.95)
    edges = candidates.best_pairs()
    matching = None
    while True:
        matching = maximum_weight_matching(
            candidates.people.rows.size,
            edges,
            candidates.weights(edges),
            start=matching,
            deadline=deadline,
            progress=part,
        )
        part.update(1.0, "looking for better partners")
        more, lacking = candidates.lacking(matching)
        enough = matching.mate.size > EXACT_UP_TO and lacking.sum() <= CLOSE_ENOUGH * doubled_bound(matching)
        if not lacking.any() or enough or not matching.complete or time.monotonic() > deadline:
            return edges, matching, lacking
        edges = merged(matching.mate.size, edges, more)


class _Part:
    """Progress of a part, passed on as progress of the whole; it stands still while a part is repeated."""

    def __init__(self, whole: Progress, begin: float, end: float) -> None:
        self._whole, self._begin, self._end = whole, begin, end
        self._reached = begin

    def update(self, done: float, doing: str) -> None:
        """Pass the news on."""
        self._reached = max(self._reached, self._begin + done * (self._end - self._begin))
        self._whole.update(self._reached, doing)


def _result(
    candidates: Candidates, matching: Matching, lacking: IntArray, grouping: Grouping
) -> PairingResult:
    order, unit = candidates.order, candidates.unit
    n_people = order.size
    total = int(candidates.fits(grouping.pairs).sum())
    # What those who come first are worth is the same in every round that places as many of them.
    placed = int(candidates.first[grouping.pairs].sum())
    doubled = doubled_bound(matching) + int(lacking.sum()) - 2 * placed
    pairs = np.sort(order[grouping.pairs], axis=1)
    third = np.where(grouping.third >= 0, order[grouping.third], -1)
    by_row = np.argsort(pairs[:, 0])
    person_dual = np.empty(n_people)
    person_dual[order] = (matching.vertex_dual + lacking) * (unit / 2)
    parent = matching.parent.copy()
    parent[order] = matching.parent[:n_people]
    return PairingResult(
        pairs=pairs[by_row],
        third=third[by_row],
        unmatched=_unmatched(candidates, grouping),
        total_weight=total * unit,
        # Each pair's weight was rounded by at most half a unit.
        upper_bound=doubled * unit / 2 + (n_people // 2) * unit / 2 if doubled else 0.0,
        optimal=2 * total == doubled,
        certificate=Certificate(
            person_dual=person_dual,
            parent=parent,
            blossom_dual=(matching.blossom_dual * (unit / 2)).astype(np.float64),
        ),
        n_people=n_people,
    )


def why_unmatched(problem: PairingProblem, rows: Collection[int]) -> dict[int, Unmatched]:
    """Return why each of these people is in no group, when they are in none.

    Parameters
    ----------
    problem : PairingProblem
        Everybody who takes part.
    rows : collection of int
        Who is in no group.

    Returns
    -------
    dict of int to Unmatched
        In the order of the rows. ``OTHERS_PAIRED`` for all who may meet somebody.

    Notes
    -----
    About O(n log n), and O(n) for each who may meet nobody.

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2, 3], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.54], longitude=[-2.11, -2.11],
    ...     topics=[(), ()], max_km=[40, 40], waited=[0, 0])
    >>> why_unmatched(problem, [0])
    {0: <Unmatched.ALONE_AT_LEVEL: 'alone at this level'>}
    """
    candidates = Candidates(problem)
    return _why(candidates, np.flatnonzero(np.isin(candidates.order, list(rows))))


def pair_weights(problem: PairingProblem, pairs: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return what each pair weighs, whether or not it may meet.

    Parameters
    ----------
    problem : PairingProblem
        The rows.
    pairs : array-like of int, shape (n_pairs, 2)
        Pairs of rows.

    Returns
    -------
    ndarray of float, shape (n_pairs,)
        The weights; what comes first is not in them.

    Notes
    -----
    O(n_people + n_pairs).

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2, 2], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.54], longitude=[-2.11, -2.11],
    ...     topics=[(), ()], max_km=[40, 40], waited=[0, 0])
    >>> pair_weights(problem, [(0, 1)]).tolist()
    [1.4]
    """
    candidates = Candidates(problem)
    number = np.argsort(candidates.order)
    rows = number[np.asarray(pairs, dtype=np.int64).reshape(-1, 2)]
    return np.asarray(np.round(candidates.fits(rows) * candidates.unit, 9))


def _unmatched(candidates: Candidates, grouping: Grouping) -> dict[int, Unmatched]:
    grouped = np.zeros(candidates.order.size, dtype=np.bool_)
    grouped[grouping.pairs] = True
    grouped[grouping.third[grouping.third >= 0]] = True
    return _why(candidates, np.flatnonzero(~grouped))


def _why(candidates: Candidates, alone: IntArray) -> dict[int, Unmatched]:
    somebody = candidates.best_pairs(1, alone)
    could = np.isin(alone, somebody)
    reasons = dict.fromkeys(candidates.order[alone[could]].tolist(), Unmatched.OTHERS_PAIRED)
    nobody = alone[~could]
    for row, reason in zip(candidates.order[nobody].tolist(), candidates.why_nobody(nobody), strict=True):
        reasons[row] = REASONS[reason]
    return dict(sorted(reasons.items()))
