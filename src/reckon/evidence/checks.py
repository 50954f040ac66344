"""Verify a pooled estimate from the raw studies, apart from the code that made it.

Plain Python, one study at a time, with exact sums. Returns what is wrong in words; an
empty list means that everything holds.
"""

from collections.abc import Sequence
from math import fsum, isclose, log, sqrt

from reckon.evidence.problem import Interval, Method
from reckon.evidence.result import PooledEstimate

# Points, as multiples of tau squared or of the range of effects, where no likelihood may be higher.
_ELSEWHERE = (0, 1e-4, 1e-3, 1e-2, 0.05, 0.1, 0.2, 0.4, 0.7, 0.9, 0.99, 1.01, 1.1, 1.5, 2, 4, 10, 100)


def wrong_with(estimate: PooledEstimate, effects: Sequence[float], variances: Sequence[float]) -> list[str]:
    """Say what is wrong with an estimate of these studies; nothing if all holds.

    Parameters
    ----------
    estimate : PooledEstimate
        What `pool` gave back.
    effects, variances : sequence of float of length n_studies
        The raw studies.

    Returns
    -------
    list of str
        One sentence per broken promise: the effect is the weighted mean, its standard error
        follows from the weights, tau squared solves its own equation (or its likelihood is
        highest), and the interval lies evenly round the effect.

    Notes
    -----
    O(n_studies), a few dozen passes.

    Examples
    --------
    >>> from reckon.evidence import pool
    >>> wrong_with(pool([0.1, 0.5], [0.01, 0.02]), [0.1, 0.5], [0.01, 0.02])
    []
    """
    if estimate.tau2 < 0:
        return [f"Tau squared is {estimate.tau2}; it cannot be negative."]
    weights = [1 / (v + estimate.tau2) for v in variances]
    mean = _mean(effects, weights)
    found = []
    scale = max(abs(y) for y in effects) + sqrt(max(variances))
    if not isclose(estimate.effect, mean, rel_tol=1e-9, abs_tol=1e-9 * scale):
        found.append(f"The effect is {estimate.effect}; the weighted mean is {mean}.")
    error = sqrt(_scale(estimate, effects, weights) / fsum(weights))
    if not isclose(estimate.standard_error, error, rel_tol=1e-9, abs_tol=1e-9 * scale):
        found.append(f"The standard error is {estimate.standard_error}; it should be {error}.")
    if not isclose(estimate.effect - estimate.low, estimate.high - estimate.effect, abs_tol=1e-9 * scale):
        found.append("The interval does not lie evenly round the effect.")
    if not _tau2_holds(estimate, effects, variances):
        found.append(f"Tau squared is {estimate.tau2}; that does not solve {estimate.method}.")
    return found


def _tau2_holds(estimate: PooledEstimate, effects: Sequence[float], variances: Sequence[float]) -> bool:
    df = len(effects) - 1
    if estimate.method is Method.FE:
        return estimate.tau2 == 0
    if estimate.method is Method.DL:
        w = [1 / v for v in variances]
        moment = (_q(effects, variances, 0) - df) / (fsum(w) - fsum(x * x for x in w) / fsum(w))
        return isclose(estimate.tau2, max(0.0, moment), rel_tol=1e-8, abs_tol=1e-10 * max(variances))
    if estimate.method is Method.PM:
        q = _q(effects, variances, estimate.tau2)
        return q <= df * (1 + 1e-9) if estimate.tau2 == 0 else isclose(q, df, rel_tol=1e-8)
    restricted = estimate.method is Method.REML
    here = _log_likelihood(effects, variances, estimate.tau2, restricted=restricted)
    spread = (max(effects) - min(effects)) ** 2
    elsewhere = [share * size for share in _ELSEWHERE for size in (estimate.tau2, spread, min(variances))]
    highest = max(_log_likelihood(effects, variances, tau2, restricted=restricted) for tau2 in elsewhere)
    return here >= highest - 1e-9 * (1 + abs(here))


def _mean(effects: Sequence[float], weights: Sequence[float]) -> float:
    return fsum(w * y for w, y in zip(weights, effects, strict=True)) / fsum(weights)


def _q(effects: Sequence[float], variances: Sequence[float], tau2: float) -> float:
    weights = [1 / (v + tau2) for v in variances]
    mean = _mean(effects, weights)
    return fsum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))


def _scale(estimate: PooledEstimate, effects: Sequence[float], weights: Sequence[float]) -> float:
    if estimate.interval is Interval.Z:
        return 1.0
    mean = _mean(effects, weights)
    scale = fsum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True)) / (len(effects) - 1)
    return max(1.0, scale) if estimate.interval is Interval.HARTUNG_KNAPP_AD_HOC else scale


def _log_likelihood(
    effects: Sequence[float], variances: Sequence[float], tau2: float, *, restricted: bool
) -> float:
    height = -fsum(log(v + tau2) for v in variances) - _q(effects, variances, tau2)
    return (height - log(fsum(1 / (v + tau2) for v in variances)) if restricted else height) / 2
