"""Whether the answer hangs on one study, and whether small studies tell another story."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from reckon.errors import InvalidInputError
from reckon.evidence.distributions import t_two_sided
from reckon.evidence.pooling import pool_many
from reckon.evidence.problem import Interval, Method, checked_studies
from reckon.evidence.result import PooledEstimates


def leave_one_out(
    effects: ArrayLike,
    variances: ArrayLike,
    *,
    method: Method = Method.REML,
    interval: Interval = Interval.HARTUNG_KNAPP,
    confidence: float = 0.95,
) -> PooledEstimates:
    """Pool again without each study in turn, to see whether the answer hangs on one of them.

    It shows one study at a time; two that pull together can hide each other.

    Parameters
    ----------
    effects, variances, method, interval, confidence
        As for `pool`; at least three studies.

    Returns
    -------
    PooledEstimates
        Analysis ``i`` is without study ``i``.

    Raises
    ------
    InvalidInputError
        As `pool`; ``too_few_studies`` below three.

    Notes
    -----
    Time and memory are O(n_studies²).

    References
    ----------
    Viechtbauer W, Cheung MW-L (2010). Outlier and influence diagnostics for meta-analysis.
    doi:10.1002/jrsm.11.

    Examples
    --------
    >>> leave_one_out([0.0, 0.0, 3.0], [0.1, 0.1, 0.1], method=Method.FE).effect.tolist()
    [1.5, 1.5, 0.0]
    """
    y, v = checked_studies(effects, variances, ndim=1)
    _at_least_three(len(y), "Leaving one out")
    others = np.array([np.delete(np.arange(len(y)), i) for i in range(len(y))])
    return pool_many(y[others], v[others], method=method, interval=interval, confidence=confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class EggerTest:
    """Whether small studies lean to one side.

    ``intercept`` (standard errors from 0 that a study without any precision would show) and its
    ``standard_error`` have no unit, nor has their ratio, the ``statistic``; ``p_value`` is two-sided, from
    t with ``df`` degrees of freedom.
    """

    intercept: float
    standard_error: float
    statistic: float
    df: int
    p_value: float


def egger_test(effects: ArrayLike, variances: ArrayLike) -> EggerTest:
    r"""Test whether small studies lean to one side, as they do when weak results stay in the drawer.

    Says little below ten studies, and small studies may differ for honest reasons.

    Parameters
    ----------
    effects, variances : array-like of shape (n_studies,)
        As for `pool`; at least three studies, not all of the same variance.

    Returns
    -------
    EggerTest

    Raises
    ------
    InvalidInputError
        As `pool`; ``too_few_studies`` below three; ``same_variances``: no study is smaller than another.

    Notes
    -----
    Ordinary least squares of :math:`y_i / \sqrt{v_i}` on :math:`1 / \sqrt{v_i}`; the test is of the
    intercept. O(n_studies).

    References
    ----------
    Egger M, Davey Smith G, Schneider M, Minder C (1997). Bias in meta-analysis detected by a simple,
    graphical test. doi:10.1136/bmj.315.7109.629.

    Examples
    --------
    >>> round(egger_test([3.5, 5.0, 6.4], [1.0, 4.0, 9.0]).intercept, 3)
    1.465
    """
    y, v = checked_studies(effects, variances, ndim=1)
    _at_least_three(len(y), "Egger’s test")
    precision = 1 / np.sqrt(v)
    x, z = precision - precision.mean(), y * precision
    spread = float(x @ x)
    if spread <= len(y) * (1e-12 * precision.max()) ** 2:
        raise InvalidInputError(
            "same_variances",
            "All studies have the same variance. Egger’s test needs small and large studies.",
        )
    slope = float(x @ z) / spread
    intercept = float(z.mean() - slope * precision.mean())
    left = z - intercept - slope * precision
    df = len(y) - 2
    error = float(np.sqrt(left @ left / df * (1 / len(y) + precision.mean() ** 2 / spread)))
    statistic = intercept / error if error > 0 else float(np.copysign(np.inf, intercept))
    return EggerTest(
        intercept=intercept,
        standard_error=error,
        statistic=statistic,
        df=df,
        p_value=t_two_sided(statistic, df),
    )


def _at_least_three(n_studies: int, what: str) -> None:
    if n_studies < 3:
        raise InvalidInputError(
            "too_few_studies",
            f"There are {n_studies} studies. {what} needs at least three.",
            n_studies=n_studies,
        )
