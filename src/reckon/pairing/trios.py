"""Let people who were left over join a pair as a third, when all three may meet.

A second matching, of people left over with pairs (heaviest first come, exact): as many as can be
placed, and of those ways the one in which the thirds fit best. A pair takes one third at most. Then a
local search for those still alone: somebody in a pair may give up their partner for one left over at
equal weight, so that the round stays as good, when the one set free can join elsewhere.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reckon.pairing.candidates import Candidates
from reckon.pairing.matching import maximum_weight_matching

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Pairs of people, and for each pair its third person or -1."""

    pairs: IntArray
    third: IntArray


def with_thirds(candidates: Candidates, pairs: IntArray, edges: IntArray) -> Grouping:
    """Add thirds to the pairs; ``edges`` are allowed pairs among which to look.

    Placing is exact for the given pairs and edges: no other choice places more people, or the same
    number with a larger total weight between thirds and their pairs. The exchange that follows is a
    heuristic: it only adds thirds.
    """
    n_people = candidates.people.rows.size
    mate = np.full(n_people, -1, dtype=np.int64)
    mate[pairs[:, 0]], mate[pairs[:, 1]] = pairs[:, 1], pairs[:, 0]
    third_of = _best_thirds(candidates, mate, edges)
    _exchange(candidates, mate, third_of, edges)
    first = np.flatnonzero(mate > np.arange(n_people))
    return Grouping(pairs=np.column_stack([first, mate[first]]), third=third_of[first])


def _half_edges(edges: IntArray, of: npt.NDArray[np.bool_]) -> IntArray:
    """Return the edges with an end in ``of``, that end first (both ways round if both are)."""
    return np.concatenate([edges[of[edges[:, 0]]], edges[of[edges[:, 1]]][:, ::-1]])


def _best_thirds(candidates: Candidates, mate: IntArray, edges: IntArray) -> IntArray:
    """Return for each person the third of their pair, -1 when none (also for people without a pair)."""
    third_of = np.full(mate.size, -1, dtype=np.int64)
    alone, options = _options(candidates, mate, third_of, mate < 0, edges)
    if not len(options):
        return third_of
    pair = np.minimum(options[:, 1], mate[options[:, 1]])
    people, ends = np.unique(np.concatenate([alone[options[:, 0]], pair]), return_inverse=True)
    both = np.column_stack([options[:, 1], mate[options[:, 1]]])
    fit = sum(candidates.fits(np.column_stack([alone[options[:, 0]], both[:, side]])) for side in (0, 1))
    # Being placed counts more than all fits together, which are taken in steps coarse enough for 40 bits.
    steps = np.asarray(fit) >> alone.size.bit_length()
    matching = maximum_weight_matching(
        people.size, ends.reshape(2, -1).T, steps + (int(steps.max()) + 1) * alone.size
    )
    for one, other in matching.pairs:
        person, first = (
            (people[one], people[other]) if mate[people[one]] < 0 else (people[other], people[one])
        )
        third_of[first] = third_of[mate[first]] = person
    return third_of


def _options(
    candidates: Candidates, mate: IntArray, third_of: IntArray, of: npt.NDArray[np.bool_], edges: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the people of ``of`` and, per (index of person, one of a pair), whom they may join."""
    alone = np.flatnonzero(of)
    number = np.full(mate.size, -1, dtype=np.int64)
    number[alone] = np.arange(alone.size)
    half = _half_edges(edges, of)
    half = half[(mate[half[:, 1]] >= 0) & (third_of[half[:, 1]] < 0) & (mate[half[:, 1]] != half[:, 0])]
    fits = candidates.allowed(np.column_stack([half[:, 0], mate[half[:, 1]]]))
    half = half[fits]
    pair = np.minimum(half[:, 1], mate[half[:, 1]])
    _, once = np.unique(half[:, 0] * mate.size + pair, return_index=True)
    half = half[np.sort(once)]
    return alone, np.column_stack([number[half[:, 0]], half[:, 1]])


def _exchange(candidates: Candidates, mate: IntArray, third_of: IntArray, edges: IntArray) -> None:
    """Let one left over take the place of a partner who can join elsewhere, at the same total weight."""
    alone = (mate < 0) & ~np.isin(np.arange(mate.size), third_of)
    half = _half_edges(edges, alone)
    half = half[(mate[half[:, 1]] >= 0) & (third_of[half[:, 1]] < 0)]
    if not len(half):
        return
    same = candidates.weights(half) == candidates.weights(np.column_stack([half[:, 1], mate[half[:, 1]]]))
    half = half[same]
    freed = np.zeros(mate.size, dtype=np.bool_)
    freed[mate[half[:, 1]]] = True
    who, options = _options(candidates, mate, third_of, freed, edges)
    joins: dict[int, list[int]] = {}
    for index, host in options:
        joins.setdefault(int(who[index]), []).append(int(host))
    moved: set[int] = set()
    for person, keeper in half:
        _try_exchange(mate, third_of, (int(person), int(keeper)), joins, moved)


def _try_exchange(
    mate: IntArray, third_of: IntArray, pair: tuple[int, int], joins: dict[int, list[int]], moved: set[int]
) -> None:
    person, keeper = pair
    leaver = int(mate[keeper])
    if person in moved or keeper in moved or third_of[keeper] >= 0:
        return
    for host in joins.get(leaver, []):
        partner = int(mate[host])
        # Whether all three may meet was asked of the pairs as they stood at the start.
        if third_of[host] < 0 and not moved & {host, partner} and keeper not in (host, partner):
            mate[person], mate[keeper], mate[leaver] = keeper, person, -1
            third_of[host] = third_of[partner] = leaver
            moved |= {person, keeper, leaver}
            return
