"""What to fund, how sure that is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.solver import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The best list of awards.

    Attributes
    ----------
    funded : ndarray of bool of shape (n_programmes,)
    expected : ndarray of shape (n_programmes,)
        Shrunk effects, in the unit of the effects.
    total_benefit, upper_bound : float
        Sum of ``expected`` over the funded, and what no list can exceed. They are the same unless
        the time was over.
    spent : float
        In pounds.
    probability : ndarray of shape (n_programmes,)
        Share of draws of the true effects in which the programme belongs to the best list; NaN when
        the time was over before the first draw.
    whole_draws : bool
        Whether each draw was solved for whole awards. If not (large pools), the last award under
        each rule could be funded in part, and counts in part.
    at_budget : mapping of float to ndarray of bool, or None
        The best list at each share of the budget; None where no list keeps the rules
        or none was found in time.
    reasons : tuple of str
        One sentence or two for each programme.
    """

    funded: NDArray[np.bool_]
    expected: Floats
    total_benefit: float
    upper_bound: float
    spent: float
    probability: Floats
    whole_draws: bool
    at_budget: Mapping[float, NDArray[np.bool_] | None]
    reasons: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether it is proved that no list brings more."""
        return self.total_benefit >= self.upper_bound
