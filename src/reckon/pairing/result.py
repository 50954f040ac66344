"""What a round of pairing gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


class Unmatched(StrEnum):
    """Why somebody is in no group."""

    ALONE_AT_LEVEL = "alone at this level"
    NOBODY_NEAR = "nobody at this level near enough"
    SAME_BACKGROUND = "all near share profession or organisation"
    ALL_MET = "met everybody already"
    MET_OR_APART = "met everybody or kept apart"
    OTHERS_PAIRED = "everybody suitable paired with others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Duals that prove ``upper_bound``; see ``matching.py`` for what they must satisfy.

    Attributes
    ----------
    person_dual : ndarray of float, shape (n_people,)
        What each person adds to the bound, in the unit of weights. At least 0.
    parent : ndarray of int, shape (n_people + n_blossoms,)
        The blossom that holds each person, then each blossom, directly; -1 when none does.
    blossom_dual : ndarray of float, shape (n_blossoms,)
        What each blossom adds to a pair inside it. At least 0.
    """

    person_dual: npt.NDArray[np.float64]
    parent: IntArray
    blossom_dual: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingResult:
    """The groups of a round. People are numbered by their row in the problem.

    Attributes
    ----------
    pairs : ndarray of int, shape (n_groups, 2)
        Two people of each group, in the order of the rows; their weights count in the total.
    third : ndarray of int, shape (n_groups,)
        The third person of each group, or -1.
    unmatched : dict of int to Unmatched
        Everybody in no group, and why.
    total_weight : float
        Sum of the weights of the pairs.
    upper_bound : float
        No round of pairs weighs more. Proved by ``certificate``.
    optimal : bool
        Whether the duals prove that no round weighs more, to the 2**-36 to which weights are rounded.
    certificate : Certificate
        The proof.
    n_people : int
        How many took part.
    """

    pairs: IntArray
    third: IntArray
    unmatched: dict[int, Unmatched]
    total_weight: float
    upper_bound: float
    optimal: bool
    certificate: Certificate
    n_people: int

    @property
    def ratio(self) -> float:
        """Total weight over its upper bound; 1 when both are 0."""
        return self.total_weight / self.upper_bound if self.upper_bound > 0 else 1.0

    @property
    def n_matched(self) -> int:
        """How many people are in a group."""
        return self.n_people - len(self.unmatched)

    def groups(self) -> Iterator[tuple[int, ...]]:
        """Walk through the groups: two or three rows each."""
        for (first, second), third in zip(self.pairs.tolist(), self.third.tolist(), strict=True):
            yield (first, second) if third < 0 else (first, second, third)
