"""How much the true effect differs between studies: estimates of tau squared.

All functions work on arrays of shape (n_studies, n_analyses), so that adding over studies
runs along memory.
"""

from collections.abc import Callable

import numpy as np

from reckon.evidence.problem import Floats, Method

# The likelihood may have more than one peak; the highest of these points decides which is climbed.
_N_GRID = 24
_MOST_STEPS = 200


def tau2_of(method: Method, y: Floats, v: Floats) -> Floats:
    """Return tau squared of each analysis, shape (n_analyses,), never negative."""
    match method:
        case Method.FE:
            return np.zeros(y.shape[1])
        case Method.DL:
            return _dersimonian_laird(y, v)
        case Method.PM:
            return tau2_where_q_is(len(y) - 1, y, v)
        case Method.REML | Method.ML:
            return _most_likely(y, v, restricted=method is Method.REML)


def weighted(y: Floats, v: Floats, tau2: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return weights, their sum, the pooled mean and what is left of each effect."""
    w = 1 / (v + tau2)
    total = w.sum(axis=0)
    mean = (w * y).sum(axis=0) / total
    return w, total, mean, y - mean


def cochran_q(y: Floats, v: Floats, tau2: Floats) -> Floats:
    """Return the weighted sum of squares round the pooled mean."""
    w, _, _, left = weighted(y, v, tau2)
    return np.asarray((w * left**2).sum(axis=0))


def typical_variance(v: Floats) -> Floats:
    """Return the sampling variance of a typical study (Higgins and Thompson 2002, equation 9)."""
    w = 1 / v
    total = w.sum(axis=0)
    return np.asarray((len(v) - 1) * total / (total**2 - (w**2).sum(axis=0)))


def tau2_where_q_is(target: float, y: Floats, v: Floats) -> Floats:
    """Return the tau squared at which Q equals ``target``; 0 where Q is below it from the start.

    Q falls and is convex in tau squared, so Newton's steps from 0 rise to the root and
    never pass it.
    """
    tau2 = np.zeros(y.shape[1])
    todo = np.arange(y.shape[1])
    for _ in range(_MOST_STEPS):
        w, _, _, left = weighted(y[:, todo], v[:, todo], tau2[todo])
        squares = (w * left) ** 2
        above = (squares / w).sum(axis=0) - target
        step = np.divide(above, squares.sum(axis=0), out=np.zeros_like(above), where=above > 0)
        moving = step > 1e-15 * tau2[todo]
        todo = todo[moving]
        if not len(todo):
            break
        tau2[todo] += step[moving]
    return tau2


def _dersimonian_laird(y: Floats, v: Floats) -> Floats:
    w = 1 / v
    total = w.sum(axis=0)
    scale = total - (w**2).sum(axis=0) / total
    return np.asarray(np.maximum(0, (cochran_q(y, v, np.zeros(y.shape[1])) - (len(y) - 1)) / scale))


def _most_likely(y: Floats, v: Floats, *, restricted: bool) -> Floats:
    # Beyond the squared range of the effects both likelihoods fall (by Jensen's inequality on
    # the weighted pairs), so the peak lies between 0 and there.
    furthest = np.ptp(y, axis=0) ** 2
    nearest = np.minimum(v.min(axis=0), furthest) / 100
    share = np.linspace(0, 1, _N_GRID)[:, None]
    grid = np.vstack([np.zeros_like(furthest), nearest ** (1 - share) * furthest**share])
    heights = np.array([_log_likelihood(y, v, tau2, restricted=restricted) for tau2 in grid])
    best = heights.argmax(axis=0)
    each = np.arange(y.shape[1])
    start = grid[best, each]
    slope, _ = _slope(y, v, start, restricted=restricted)
    low = np.where(slope > 0, start, grid[np.maximum(best - 1, 0), each])
    high = np.where(slope > 0, grid[np.minimum(best + 1, _N_GRID), each], start)
    return _climb(lambda tau2, some: _slope(y[:, some], v[:, some], tau2, restricted=restricted), low, high)


def _climb(
    slope_at: Callable[[Floats, np.ndarray], tuple[Floats, Floats]], low: Floats, high: Floats
) -> Floats:
    """Return where the slope crosses 0: Newton's steps, halving where they leave the bracket."""
    low, high = low.copy(), high.copy()
    tau2 = (low + high) / 2
    todo = np.flatnonzero(high > low)
    for _ in range(_MOST_STEPS):
        if not len(todo):
            break
        at = tau2[todo]
        slope, bend = slope_at(at, todo)
        low[todo] = np.where(slope > 0, at, low[todo])
        high[todo] = np.where(slope > 0, high[todo], at)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = at - slope / bend
        inside = (newton > low[todo]) & (newton < high[todo])
        tau2[todo] = np.where(inside, newton, (low[todo] + high[todo]) / 2)
        still = np.minimum(abs(tau2[todo] - at), high[todo] - low[todo]) <= 4e-16 * at
        todo = todo[~still]
    return tau2


def _log_likelihood(y: Floats, v: Floats, tau2: Floats, *, restricted: bool) -> Floats:
    """Return twice the log-likelihood, without its constant."""
    w, total, _, left = weighted(y, v, tau2)
    height = -np.log(v + tau2).sum(axis=0) - (w * left**2).sum(axis=0)
    return np.asarray(height - np.log(total) if restricted else height)


def _slope(y: Floats, v: Floats, tau2: Floats, *, restricted: bool) -> tuple[Floats, Floats]:
    """Return the first and second derivative of twice the log-likelihood by tau squared."""
    w, total, _, left = weighted(y, v, tau2)
    w2 = w**2
    sum_w2, pull = w2.sum(axis=0), w * left
    slope = (pull**2).sum(axis=0) - total
    bend = sum_w2 - 2 * ((w * pull**2).sum(axis=0) - (w * pull).sum(axis=0) ** 2 / total)
    if restricted:
        slope = slope + sum_w2 / total
        bend = bend - 2 * (w2 * w).sum(axis=0) / total + (sum_w2 / total) ** 2
    return slope, bend
