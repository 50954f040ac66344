"""Counts in two groups to effects: risk ratio, odds ratio, risk difference."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from reckon.errors import InvalidInputError
from reckon.evidence.problem import Floats


class Measure(StrEnum):
    """What two groups are compared by; the two ratios are pooled as natural logarithms."""

    RISK_RATIO = "risk-ratio"
    ODDS_RATIO = "odds-ratio"
    RISK_DIFFERENCE = "risk-difference"


def effects_from_counts(
    events_1: ArrayLike, n_1: ArrayLike, events_2: ArrayLike, n_2: ArrayLike, *, measure: Measure
) -> tuple[Floats, Floats]:
    r"""Return the effect and sampling variance of each study from its counts.

    A study with an empty cell gets one half added to all four of its cells, for all three
    measures; other studies are left as they are. A study without any event (or with nothing
    else) in both groups is kept: it says little, and its large variance says so.

    Parameters
    ----------
    events_1, n_1 : array-like of shape (n_studies,)
        How many had the event, and how many there were, in the group with the programme.
        Whole numbers, ``0 <= events <= n`` and ``n >= 1``.
    events_2, n_2 : array-like of shape (n_studies,)
        The same in the group it is compared with.
    measure : Measure
        Log risk ratio, log odds ratio or risk difference. Below 0 means fewer events with
        the programme.

    Returns
    -------
    effects, variances : ndarray of shape (n_studies,)
        Natural logarithms, or a difference of shares; variances in that unit squared.

    Raises
    ------
    InvalidInputError
        ``shape``: the lengths differ; ``counts``: not whole, negative, or more events than people.

    Notes
    -----
    With cells a, b (group 1: with, without), c, d (group 2):
    :math:`\log\frac{a / (a+b)}{c / (c+d)}` with variance
    :math:`1/a - 1/(a+b) + 1/c - 1/(c+d)`;
    :math:`\log\frac{ad}{bc}` with :math:`1/a + 1/b + 1/c + 1/d`; and
    :math:`p_1 - p_2` with :math:`p_1(1-p_1)/(a+b) + p_2(1-p_2)/(c+d)`. O(n_studies).

    References
    ----------
    Viechtbauer W (2010). Conducting meta-analyses in R with the metafor package.
    doi:10.18637/jss.v036.i03 (``escalc`` with ``add = 1/2, to = "only0", drop00 = FALSE``).

    Examples
    --------
    >>> effects, variances = effects_from_counts([4], [123], [11], [139], measure=Measure.RISK_RATIO)
    >>> effects.round(6).tolist(), variances.round(6).tolist()
    ([-0.889311], [0.325585])
    """
    a, b, c, d = _cells(events_1, n_1, events_2, n_2)
    half = np.where((a == 0) | (b == 0) | (c == 0) | (d == 0), 0.5, 0.0)
    a, b, c, d = a + half, b + half, c + half, d + half
    in_1, in_2 = a + b, c + d
    match measure:
        case Measure.RISK_RATIO:
            return np.log(a / in_1) - np.log(c / in_2), 1 / a - 1 / in_1 + 1 / c - 1 / in_2
        case Measure.ODDS_RATIO:
            return np.log(a / b) - np.log(c / d), 1 / a + 1 / b + 1 / c + 1 / d
        case Measure.RISK_DIFFERENCE:
            p_1, p_2 = a / in_1, c / in_2
            return p_1 - p_2, p_1 * (1 - p_1) / in_1 + p_2 * (1 - p_2) / in_2


def _cells(
    events_1: ArrayLike, n_1: ArrayLike, events_2: ArrayLike, n_2: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    a, in_1, c, in_2 = (np.array(values, dtype=np.float64) for values in (events_1, n_1, events_2, n_2))
    if len({a.shape, in_1.shape, c.shape, in_2.shape}) > 1 or a.ndim != 1:
        raise InvalidInputError("shape", "The four counts differ in length. Give all four for each study.")
    for events, n in ((a, in_1), (c, in_2)):
        wrong = ~(
            (events >= 0) & (events <= n) & (n >= 1) & (events % 1 == 0) & (n % 1 == 0) & np.isfinite(n)
        )
        if wrong.any():
            i = int(wrong.argmax())
            raise InvalidInputError(
                "counts",
                f"Study {i + 1} has {events[i]:g} events among {n[i]:g}. "
                "Events must be a whole number from 0 to the size of the group.",
                study=i,
            )
    return a, in_1 - a, c, in_2 - c
