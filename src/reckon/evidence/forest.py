"""The forest plot: each study and all together. Put a table with the same figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import ArrayLike

from reckon.errors import InvalidInputError
from reckon.evidence.distributions import normal_quantile
from reckon.evidence.drawing import Axis, Scale, effect_axis, line, picture, polygon, shortened, text
from reckon.evidence.problem import Method, checked_studies
from reckon.evidence.result import PooledEstimate

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 720, 210, 540, 34, 26


@dataclass(frozen=True, slots=True)
class _Study:
    label: str
    effect: float
    half: float
    share: float  # of the heaviest weight

    @property
    def low(self) -> float:
        return self.effect - self.half

    @property
    def high(self) -> float:
        return self.effect + self.half


def forest_plot(
    labels: Sequence[str],
    effects: ArrayLike,
    variances: ArrayLike,
    pooled: PooledEstimate,
    *,
    title: str,
    axis: Axis,
) -> str:
    """Draw each study with its interval, and the pooled effect as a diamond under them.

    A square is larger the more its study weighs. An interval that runs off the picture ends
    in an arrow. The line under the diamond is where one more such study would lie.

    Parameters
    ----------
    labels : sequence of str of length n_studies
        What each study is called; cut after 26 letters.
    effects, variances : array-like of shape (n_studies,)
        As for `pool`.
    pooled : PooledEstimate
        What `pool` gave for them.
    title : str
        What the picture shows, for the heading and for those who do not see it.
    axis : Axis
        The name of the effect, and whether it is the logarithm of a ratio.

    Returns
    -------
    str
        One ``<svg>`` element, in the colour of the text round it.

    Raises
    ------
    InvalidInputError
        As `pool`; ``shape`` when labels and effects differ in number.

    Notes
    -----
    O(n_studies).

    Examples
    --------
    >>> from reckon.evidence import pool
    >>> svg = forest_plot(["a", "b"], [1, 2], [1, 1], pool([1, 2], [1, 1]), title="T", axis=Axis(name="Days"))
    >>> svg.startswith("<svg") and "<desc" in svg
    True
    """
    studies = _studies(labels, effects, variances, pooled)
    scale = _scale(studies, pooled)
    largest = max(abs(study.effect) for study in studies)
    foot = _TOP + _ROW * (len(studies) + (1 if pooled.method is Method.FE else 2)) + 12
    no_effect, middle = scale.at(0), scale.at(pooled.effect)
    marks = [
        text(0, 20, "Study", bold=True),
        text(_WIDTH, 20, f"{axis.name} [{_percent(pooled)}]", anchor="end", bold=True),
        line(no_effect, _TOP, no_effect, foot, width=1),
        line(middle, _TOP, middle, _TOP + _ROW * len(studies) + 10, dashes="4 4", width=1),
        *effect_axis(scale, foot, axis),
    ]
    for i, study in enumerate(studies):
        y = _TOP + _ROW * (i + 0.5)
        marks += [*_square(scale, y, study), text(0, y + 5, shortened(study.label, 26))]
        marks.append(_figures(y, axis, (study.effect, study.low, study.high), largest))
    marks += _together(scale, _TOP + _ROW * (len(studies) + 0.5) + 8, pooled)
    marks += _together_in_words(_TOP + _ROW * (len(studies) + 0.5) + 8, pooled, axis, largest)
    return picture(_WIDTH, foot + 48, title, _in_words(pooled, axis), marks)


def _studies(
    labels: Sequence[str], effects: ArrayLike, variances: ArrayLike, pooled: PooledEstimate
) -> list[_Study]:
    y, v = checked_studies(effects, variances, ndim=1)
    if len(labels) != len(y):
        raise InvalidInputError(
            "shape", f"There are {len(labels)} labels for {len(y)} studies. Give one each."
        )
    half = normal_quantile((1 + pooled.confidence) / 2) * np.sqrt(v)
    shares = (v.min() + pooled.tau2) / (v + pooled.tau2)
    return [_Study(*study) for study in zip(labels, y.tolist(), half.tolist(), shares.tolist(), strict=True)]


def _scale(studies: list[_Study], pooled: PooledEstimate) -> Scale:
    effects = [study.effect for study in studies]
    # One unsure study must not squeeze the others: beyond the range of effects, half as much again,
    # or a little more than the interval of the middle study.
    usual = median(study.half for study in studies)
    room = max((max(effects) - min(effects)) / 2, (pooled.high - pooled.low) / 2, 1.2 * usual)
    low = min(0, pooled.low, max(min(study.low for study in studies), min(effects) - room))
    high = max(0, pooled.high, min(max(study.high for study in studies), max(effects) + room))
    margin = (high - low) * 0.03
    return Scale(low - margin, high + margin, _LEFT, _RIGHT)


def _square(scale: Scale, y: float, study: _Study) -> list[str]:
    side = 4 + 10 * study.share**0.5
    x = scale.at(study.effect) - side / 2
    square = f'<rect x="{x:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}"/>'
    return [*_whiskers(scale, y, study.low, study.high), square]


def _whiskers(scale: Scale, y: float, low: float, high: float) -> list[str]:
    marks = [line(scale.at(low), y, scale.at(high), y)]
    if low < scale.low:
        marks.append(polygon([(scale.first - 1, y), (scale.first + 7, y - 4), (scale.first + 7, y + 4)]))
    if high > scale.high:
        marks.append(polygon([(scale.last + 1, y), (scale.last - 7, y - 4), (scale.last - 7, y + 4)]))
    return marks


def _together(scale: Scale, y: float, pooled: PooledEstimate) -> list[str]:
    middle = scale.at(pooled.effect)
    corners = [(scale.at(pooled.low), y), (middle, y - 8), (scale.at(pooled.high), y), (middle, y + 8)]
    if pooled.method is Method.FE:
        return [polygon(corners)]
    return [polygon(corners), *_whiskers(scale, y + _ROW, pooled.prediction_low, pooled.prediction_high)]


def _together_in_words(y: float, pooled: PooledEstimate, axis: Axis, largest: float) -> list[str]:
    words = [text(0, y + 5, f"Pooled ({pooled.method})", bold=True)]
    words.append(_figures(y, axis, (pooled.effect, pooled.low, pooled.high), largest, bold=True))
    if pooled.method is not Method.FE:
        low, high = (
            axis.shown(end, beside=largest) for end in (pooled.prediction_low, pooled.prediction_high)
        )
        words.append(text(0, y + _ROW + 5, "One more such study"))
        words.append(text(_WIDTH, y + _ROW + 5, f"[{low}, {high}]", anchor="end"))
    return words


def _figures(
    y: float, axis: Axis, values: tuple[float, float, float], largest: float, *, bold: bool = False
) -> str:
    effect, low, high = (axis.shown(value, beside=largest) for value in values)
    return text(_WIDTH, y + 5, f"{effect} [{low}, {high}]", anchor="end", bold=bold)


def _percent(pooled: PooledEstimate) -> str:
    return f"{100 * pooled.confidence:g} %"


def _in_words(pooled: PooledEstimate, axis: Axis) -> str:
    words = (
        f"{pooled.n_studies} studies, each with its interval. "
        f"{axis.name}, pooled: {axis.shown(pooled.effect)}, "
        f"{_percent(pooled)} interval {axis.shown(pooled.low)} to {axis.shown(pooled.high)}."
    )
    if pooled.method is Method.FE:
        return words
    return (
        f"{words} One more such study would lie between {axis.shown(pooled.prediction_low)} "
        f"and {axis.shown(pooled.prediction_high)}."
    )
