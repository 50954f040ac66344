"""The studies to be pooled, checked."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reckon.errors import InvalidInputError

Floats = NDArray[np.float64]


class Method(StrEnum):
    """How the variance between studies (tau squared) is estimated."""

    FE = "FE"  # fixed effect: none
    DL = "DL"  # DerSimonian and Laird
    REML = "REML"  # restricted maximum likelihood
    ML = "ML"  # maximum likelihood
    PM = "PM"  # Paule and Mandel


class Interval(StrEnum):
    """How the interval round the pooled effect is made."""

    Z = "z"
    HARTUNG_KNAPP = "hartung-knapp"
    HARTUNG_KNAPP_AD_HOC = "hartung-knapp-ad-hoc"  # never narrower than its own standard error under z


def checked_studies(effects: ArrayLike, variances: ArrayLike, *, ndim: int) -> tuple[Floats, Floats]:
    """Return both as float arrays with ``ndim`` axes, studies last.

    Raises
    ------
    InvalidInputError
        ``shape``: not two equal shapes with ``ndim`` axes; ``not_finite``;
        ``variance_not_positive``; ``too_few_studies``: fewer than two.
    """
    y, v = np.array(effects, dtype=np.float64), np.array(variances, dtype=np.float64)
    if y.shape != v.shape or y.ndim != ndim:
        raise InvalidInputError(
            "shape",
            f"Effects have shape {y.shape} and variances {v.shape}. Give one variance for each effect.",
        )
    if y.shape[-1] < 2:
        raise InvalidInputError(
            "too_few_studies",
            f"There is {y.shape[-1]} study. Pooling needs at least two.",
            n_studies=y.shape[-1],
        )
    for name, values in (("effect", y), ("variance", v)):
        if not np.isfinite(values).all():
            raise InvalidInputError("not_finite", f"One {name} is not a finite number. Leave that study out.")
    if v.min() <= 0:
        raise InvalidInputError(
            "variance_not_positive",
            f"One variance is {v.min():g}. A variance must be above 0.",
            variance=float(v.min()),
        )
    return y, v
