"""A lottery over panels, its probabilities, and the proof that none is fairer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.rng import Seed, generator
from reckon.selection.leximin import Stage
from reckon.selection.mixture import Cut
from reckon.solver import Floats

# Probabilities this close to a proven bound are called best.
PROVEN_GAP = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lottery:
    """Panels with their chances; everybody's probability is as even as the rules allow.

    Attributes
    ----------
    probabilities : ndarray of shape (n_people,)
        How likely each person is to be chosen.
    bounds : ndarray of shape (n_people,)
        The leximin probabilities over a set that holds every lottery: no lottery is fairer.
    type_of : ndarray of int of shape (n_people,)
        People of one type are the same for every rule.
    panels : ndarray of int of shape (n_panels, n_types)
        How many of each type each panel takes.
    weights : ndarray of shape (n_panels,)
        The chance of each panel; they add up to 1.
    stages, cuts : sequence
        The proof of ``bounds``: prices that `reckon.selection.wrong_with` verifies.
    """

    probabilities: Floats
    bounds: Floats
    type_of: NDArray[np.int64]
    panels: NDArray[np.int64]
    weights: Floats
    stages: Sequence[Stage]
    cuts: Sequence[Cut]

    @property
    def smallest(self) -> float:
        """The probability of the person least likely to be chosen."""
        return float(self.probabilities.min())

    @property
    def gap(self) -> float:
        """How far the worst probability lies below its proven bound."""
        return float(max(0.0, (self.bounds - self.probabilities).max()))

    @property
    def proven(self) -> bool:
        """Whether every probability is within 1e-6 of its bound."""
        return self.gap <= PROVEN_GAP

    def draw(self, seed: Seed = 0) -> NDArray[np.int64]:
        """Draw one panel and, within each type, who it is.

        Parameters
        ----------
        seed : int or Generator
            The same seed draws the same people.

        Returns
        -------
        ndarray of int of shape (seats,)
            Positions of the chosen people, rising.

        Examples
        --------
        >>> from reckon.selection import SelectionProblem, choose
        >>> len(choose(SelectionProblem(seats=2, columns={"level": ["1", "1", "2"]})).draw(0))
        2
        """
        rng = generator(seed)
        panel = self.panels[rng.choice(len(self.weights), p=self.weights)]
        chosen = [
            rng.choice(np.flatnonzero(self.type_of == t), size=count, replace=False)
            for t, count in enumerate(panel)
            if count
        ]
        return np.sort(np.concatenate(chosen))
