"""What pooling gives back."""

from dataclasses import dataclass, fields
from math import nan
from typing import Any

import numpy as np

from reckon.evidence.distributions import chi2_tail, normal_two_sided, t_two_sided
from reckon.evidence.problem import Floats, Interval, Method


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEstimate:
    """Many effects as one, with how sure and how much they differ.

    Attributes
    ----------
    method : Method
        How tau squared was estimated.
    interval : Interval
        How ``low`` and ``high`` were made.
    confidence : float
        The level of every interval here, between 0 and 1.
    n_studies : int
        How many effects were pooled.
    effect, standard_error, low, high : float
        The pooled effect, its standard error and interval, in the unit of the effects.
    tau2, tau2_low, tau2_high : float
        Variance of the true effect between studies, in that unit squared, and its Q-profile
        interval (NaN under ``Method.FE``, where tau squared is 0 by assumption).
    q : float
        Cochran's Q, without a unit; chi-squared with ``n_studies - 1`` degrees of freedom
        when the true effects are all equal.
    i2 : float
        Share of the variation that lies between studies, from 0 to 1.
    h2 : float
        Total over sampling variation; 1 means no more than chance (under ``Method.FE`` it is
        Q over its degrees of freedom and may be below 1).
    prediction_low, prediction_high : float
        Where the true effect of one more such study lies (NaN under ``Method.FE``).
    """

    method: Method
    interval: Interval
    confidence: float
    n_studies: int
    effect: float
    standard_error: float
    low: float
    high: float
    tau2: float
    tau2_low: float
    tau2_high: float
    q: float
    i2: float
    h2: float
    prediction_low: float = nan
    prediction_high: float = nan

    @property
    def p_value(self) -> float:
        """Probability of an effect as far from 0 if there were none."""
        if self.standard_error == 0:
            return float(self.effect == 0)
        statistic = self.effect / self.standard_error
        if self.interval is Interval.Z:
            return normal_two_sided(statistic)
        return t_two_sided(statistic, self.n_studies - 1)

    @property
    def q_p_value(self) -> float:
        """Probability of a Q as large if the true effects were all equal."""
        return chi2_tail(self.q, self.n_studies - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEstimates:
    """Many analyses at once: as `PooledEstimate`, with arrays of shape (n_analyses,).

    ``estimates[i]`` is analysis ``i`` alone.
    """

    method: Method
    interval: Interval
    confidence: float
    n_studies: int
    effect: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    tau2: Floats
    tau2_low: Floats
    tau2_high: Floats
    q: Floats
    i2: Floats
    h2: Floats
    prediction_low: Floats
    prediction_high: Floats

    def __len__(self) -> int:
        return len(self.effect)

    def __getitem__(self, i: int) -> PooledEstimate:
        values: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, value in values.items():
            if isinstance(value, np.ndarray):
                values[name] = float(value[i])
        return PooledEstimate(**values)
