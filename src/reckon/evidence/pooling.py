"""Many effects to one: fixed and random effects, one analysis or thousands at once."""

import numpy as np
from numpy.typing import ArrayLike

from reckon.errors import InvalidInputError
from reckon.evidence.distributions import chi2_quantile, normal_quantile, t_quantile
from reckon.evidence.heterogeneity import cochran_q, tau2_of, tau2_where_q_is, typical_variance, weighted
from reckon.evidence.problem import Floats, Interval, Method, checked_studies
from reckon.evidence.result import PooledEstimate, PooledEstimates


def pool(
    effects: ArrayLike,
    variances: ArrayLike,
    *,
    method: Method = Method.REML,
    interval: Interval = Interval.HARTUNG_KNAPP,
    confidence: float = 0.95,
) -> PooledEstimate:
    r"""Pool the effects of several studies into one, with how sure and how much they differ.

    With few studies every estimate of tau squared is unsure: read its interval, too. Under
    ``Interval.Z`` the interval of the effect is too narrow when there are few studies; the
    Hartung-Knapp interval mends that, and its ad hoc variant is never the narrower of the two
    standard errors.

    Parameters
    ----------
    effects : array-like of shape (n_studies,)
        One effect per study, all in the same unit (for example log risk ratio).
    variances : array-like of shape (n_studies,)
        Sampling variance of each effect, in that unit squared. Every value > 0.
    method : Method
        How tau squared is estimated: fixed effect (0), DerSimonian-Laird, restricted or full
        maximum likelihood, Paule-Mandel.
    interval : Interval
        Normal quantiles, Hartung-Knapp, or Hartung-Knapp ad hoc.
    confidence : float
        Level of all intervals, above 0 and below 1.

    Returns
    -------
    PooledEstimate
        ``effect``, ``standard_error``, ``low`` and ``high`` are in the unit of ``effects``;
        ``tau2`` is in that unit squared and is never negative; ``i2`` is a share from 0 to 1.

    Raises
    ------
    InvalidInputError
        ``too_few_studies``: fewer than two; ``shape``: the lengths differ; ``not_finite``;
        ``variance_not_positive``; ``confidence``: not between 0 and 1.

    Notes
    -----
    With weights :math:`w_i = 1 / (v_i + \hat\tau^2)` the effect is
    :math:`\hat\mu = \sum w_i y_i / \sum w_i` with variance :math:`1 / \sum w_i`, which
    Hartung-Knapp multiplies by :math:`\sum w_i (y_i - \hat\mu)^2 / (k - 1)` (ad hoc: by at least
    1) and pairs with t quantiles on :math:`k - 1` degrees of freedom. The prediction interval uses
    the same quantiles and :math:`\hat\tau^2 + \mathrm{se}^2`. The interval of tau squared is
    the Q-profile. :math:`I^2 = \hat\tau^2 / (\hat\tau^2 + s^2)` and :math:`H^2 = (\hat\tau^2 + s^2) / s^2`
    with :math:`s^2` the typical sampling variance; under a fixed effect they come from Q.

    The likelihoods are climbed from the best of 24 points, with Newton's steps kept in a bracket,
    to the last bits; Paule-Mandel and the Q-profile are roots of a convex function, found the
    same way. Time is O(n_studies) with about 60 passes over the data.

    References
    ----------
    DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. doi:10.1016/0197-2456(86)90046-2.
    Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the
    random-effects model. doi:10.3102/10769986030003261.
    Paule RC, Mandel J (1982). Consensus values and weighting factors. doi:10.6028/jres.087.022.
    Viechtbauer W (2007). Confidence intervals for the amount of heterogeneity in meta-analysis.
    doi:10.1002/sim.2514.
    Knapp G, Hartung J (2003). Improved tests for a random effects meta-regression with a single
    covariate. doi:10.1002/sim.1482.
    Higgins JPT, Thompson SG (2002). Quantifying heterogeneity in a meta-analysis. doi:10.1002/sim.1186.

    Examples
    --------
    >>> pooled = pool([0.1, 0.3, 0.2], [0.01, 0.01, 0.01], method=Method.DL)
    >>> round(pooled.effect, 6), pooled.tau2
    (0.2, 0.0)
    """
    y, v = checked_studies(effects, variances, ndim=1)
    return pool_many(y[None], v[None], method=method, interval=interval, confidence=confidence)[0]


def pool_many(
    effects: ArrayLike,
    variances: ArrayLike,
    *,
    method: Method = Method.REML,
    interval: Interval = Interval.HARTUNG_KNAPP,
    confidence: float = 0.95,
) -> PooledEstimates:
    """Pool many sets of studies at once, each by itself.

    The same sums as `pool`, with the same weaknesses, some thousand times faster per analysis.

    Parameters
    ----------
    effects, variances : array-like of shape (n_analyses, n_studies)
        As for `pool`, one row per analysis.
    method, interval, confidence
        As for `pool`.

    Returns
    -------
    PooledEstimates
        Arrays of shape (n_analyses,); ``[i]`` gives one `PooledEstimate`.

    Raises
    ------
    InvalidInputError
        As `pool`.

    Notes
    -----
    Time and memory are O(n_analyses n_studies).

    Examples
    --------
    >>> both = pool_many([[0.1, 0.3], [0.0, 2.0]], [[0.01, 0.01], [0.01, 0.01]], method=Method.DL)
    >>> both.tau2.round(6).tolist()
    [0.01, 1.99]
    """
    y, v = checked_studies(effects, variances, ndim=2)
    if not 0 < confidence < 1:
        raise InvalidInputError(
            "confidence",
            f"The confidence is {confidence:g}. It must lie between 0 and 1.",
            confidence=confidence,
        )
    y, v = np.ascontiguousarray(y.T), np.ascontiguousarray(v.T)
    tau2 = tau2_of(method, y, v)
    _, total, effect, _ = weighted(y, v, tau2)
    quantile, standard_error = _quantile_and_standard_error(y, v, tau2, total, interval, confidence)
    spread = np.sqrt(tau2 + standard_error**2) if method is not Method.FE else np.full_like(effect, np.nan)
    q, i2, h2 = _heterogeneity(y, v, tau2, method)
    tau2_low, tau2_high = _q_profile(y, v, confidence, method)
    return PooledEstimates(
        method=method,
        interval=interval,
        confidence=confidence,
        n_studies=len(y),
        effect=effect,
        standard_error=standard_error,
        low=effect - quantile * standard_error,
        high=effect + quantile * standard_error,
        tau2=tau2,
        tau2_low=tau2_low,
        tau2_high=tau2_high,
        q=q,
        i2=i2,
        h2=h2,
        prediction_low=effect - quantile * spread,
        prediction_high=effect + quantile * spread,
    )


def _quantile_and_standard_error(
    y: Floats, v: Floats, tau2: Floats, total: Floats, interval: Interval, confidence: float
) -> tuple[float, Floats]:
    upper, df = (1 + confidence) / 2, len(y) - 1
    if interval is Interval.Z:
        return normal_quantile(upper), np.sqrt(1 / total)
    scale = cochran_q(y, v, tau2) / df
    if interval is Interval.HARTUNG_KNAPP_AD_HOC:
        scale = np.maximum(1, scale)
    return t_quantile(upper, df), np.sqrt(scale / total)


def _heterogeneity(y: Floats, v: Floats, tau2: Floats, method: Method) -> tuple[Floats, Floats, Floats]:
    q = cochran_q(y, v, np.zeros_like(tau2))
    if method is Method.FE:
        h2 = q / (len(y) - 1)
        return q, np.maximum(0, 1 - 1 / np.maximum(h2, np.finfo(float).tiny)), h2
    sampling = typical_variance(v)
    return q, tau2 / (tau2 + sampling), (tau2 + sampling) / sampling


def _q_profile(y: Floats, v: Floats, confidence: float, method: Method) -> tuple[Floats, Floats]:
    if method is Method.FE:
        unknown = np.full(y.shape[1], np.nan)
        return unknown, unknown.copy()
    df, tail = len(y) - 1, (1 - confidence) / 2
    return (
        tau2_where_q_is(chi2_quantile(1 - tail, df), y, v),
        tau2_where_q_is(chi2_quantile(tail, df), y, v),
    )
