"""What each programme may be expected to bring: measured effects, drawn towards their average."""

from dataclasses import dataclass

import numpy as np

from reckon.evidence import Interval, Method, pool
from reckon.funding.problem import FundingProblem
from reckon.solver import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefits:
    r"""Shrunk effects (empirical Bayes), and how to draw from their uncertainty.

    The true effects are taken to vary normally round a common mean :math:`\mu` with variance
    :math:`\tau^2` (REML). An effect :math:`y` with variance :math:`v` is expected to be
    :math:`(\tau^2 y + v \mu) / (\tau^2 + v)`; one not measured, :math:`\mu`.

    Attributes
    ----------
    expected : ndarray of shape (n_programmes,)
        In the unit of the effects.
    average, average_error, spread : float
        :math:`\mu`, its standard error, and :math:`\tau`.

    References
    ----------
    Efron B, Morris C (1975). Data analysis using Stein's estimator and its generalizations.
    doi:10.1080/01621459.1975.10479864.
    """

    expected: Floats
    average: float
    average_error: float
    spread: float
    trust: Floats  # the weight of each programme's own effect against the average
    own_error: Floats  # what stays unsure when the average is known

    def draw(self, rng: np.random.Generator) -> Floats:
        """Return true effects as they might be: one common average, then each programme."""
        shift = rng.normal(0, self.average_error)
        own: Floats = rng.normal(0, 1, len(self.expected)) * self.own_error
        return self.expected + (1 - self.trust) * shift + own


def expected_benefits(problem: FundingProblem) -> Benefits:
    """Return the shrunk effect of each programme."""
    y = np.array([np.nan if p.effect is None else p.effect for p in problem.programmes])
    v = np.array([np.inf if p.standard_error is None else p.standard_error**2 for p in problem.programmes])
    measured = np.isfinite(y)
    pooled = pool(y[measured], v[measured], method=Method.REML, interval=Interval.Z)
    trust = pooled.tau2 / (pooled.tau2 + v)
    return Benefits(
        expected=pooled.effect + trust * (np.where(measured, y, 0) - np.where(measured, pooled.effect, 0)),
        average=pooled.effect,
        average_error=pooled.standard_error,
        spread=pooled.tau2**0.5,
        trust=trust,
        own_error=np.sqrt(pooled.tau2 * (1 - trust)),
    )
