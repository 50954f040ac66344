"""The funnel plot: do small studies lean to one side. Put a table with the same figures beside it."""

import numpy as np
from numpy.typing import ArrayLike

from reckon.evidence.distributions import normal_quantile
from reckon.evidence.drawing import Axis, Scale, effect_axis, line, picture, text, ticks
from reckon.evidence.problem import checked_studies
from reckon.evidence.result import PooledEstimate

_WIDTH = 720


def funnel_plot(
    effects: ArrayLike, variances: ArrayLike, pooled: PooledEstimate, *, title: str, axis: Axis
) -> str:
    """Draw each study by its effect and standard error: large studies at the top, small at the foot.

    Without bias and without differences between studies, about 95 in 100 lie inside the funnel.

    Parameters
    ----------
    effects, variances, pooled, title, axis
        As for `forest_plot`.

    Returns
    -------
    str
        One ``<svg>`` element, in the colour of the text round it.

    Raises
    ------
    InvalidInputError
        As `pool`.

    Notes
    -----
    O(n_studies).

    Examples
    --------
    >>> from reckon.evidence import pool
    >>> svg = funnel_plot([1, 2], [1, 1], pool([1, 2], [1, 1]), title="T", axis=Axis(name="Days"))
    >>> svg.count("<circle")
    2
    """
    y, v = checked_studies(effects, variances, ndim=1)
    errors = np.sqrt(v)
    foot = float(errors.max()) * 1.05
    half = normal_quantile(0.975) * foot
    low, high = min(y.min(), pooled.effect - half), max(y.max(), pooled.effect + half)
    margin = (high - low) * 0.04
    across, down = Scale(low - margin, high + margin, 80, _WIDTH - 20), Scale(0, foot, 20, 380)
    marks = [
        line(across.at(pooled.effect), 20, across.at(pooled.effect), 380, width=1),
        line(across.at(pooled.effect), 20, across.at(pooled.effect - half), 380, dashes="4 4", width=1),
        line(across.at(pooled.effect), 20, across.at(pooled.effect + half), 380, dashes="4 4", width=1),
        line(80, 20, 80, 380, width=1),
    ]
    for value in ticks(0, foot, Axis(name="")):
        marks += [
            line(74, down.at(value), 80, down.at(value), width=1),
            text(70, down.at(value) + 5, f"{value:.3g}", anchor="end"),
        ]
    marks.append('<text transform="translate(16 200) rotate(-90)" text-anchor="middle">Standard error</text>')
    marks += [
        f'<circle cx="{across.at(effect):.1f}" cy="{down.at(error):.1f}" r="5" fill-opacity="0.6"/>'
        for effect, error in zip(y, errors, strict=True)
    ]
    marks += effect_axis(across, 380, axis)
    outside = int((abs(y - pooled.effect) > normal_quantile(0.975) * errors).sum())
    words = (
        f"{len(y)} studies by effect and standard error; {outside} lie outside the funnel "
        f"round the pooled effect, {axis.shown(pooled.effect)}."
    )
    return picture(_WIDTH, 430, title, words, marks)
