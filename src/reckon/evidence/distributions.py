"""Tails and quantiles of the normal, t and chi-squared distributions, to about 1e-13.

Here so that ``reckon`` needs no more than numpy. The incomplete gamma and beta functions
are worked out by their series and continued fractions (Numerical Recipes, 3rd ed., ch. 6;
DLMF 8.7, 8.9 and 8.17).
"""

import math
from collections.abc import Callable
from statistics import NormalDist

_TINY = 1e-300
_CLOSE = 1e-16
_MOST_TERMS = 10_000


def normal_quantile(p: float) -> float:
    """Return the value below which a standard normal lies with probability ``p``.

    Examples
    --------
    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    return NormalDist().inv_cdf(p)


def normal_two_sided(z: float) -> float:
    """Return the probability that a standard normal is at least as far from 0 as ``z``.

    Examples
    --------
    >>> round(normal_two_sided(-1.959964), 6)
    0.05
    """
    return math.erfc(abs(z) / math.sqrt(2))


def t_two_sided(t: float, df: int) -> float:
    """Return the probability that Student's t with ``df`` degrees of freedom is as far from 0 as ``t``.

    Examples
    --------
    >>> round(t_two_sided(2.178813, 12), 6)
    0.05
    """
    return _beta_share(df / 2, 0.5, df / (df + t * t)) if math.isfinite(t) else 0.0


def t_quantile(p: float, df: int) -> float:
    """Return the value below which Student's t with ``df`` degrees of freedom lies with probability ``p``.

    Examples
    --------
    >>> round(t_quantile(0.975, 12), 6)
    2.178813
    """
    if p < 0.5:
        return -t_quantile(1 - p, df)
    tail = 2 * (1 - p)
    return _falling_root(lambda t: t_two_sided(t, df) - tail)


def chi2_tail(x: float, df: int) -> float:
    """Return the probability that chi-squared with ``df`` degrees of freedom exceeds ``x``.

    Examples
    --------
    >>> round(chi2_tail(21.026070, 12), 6)
    0.05
    """
    return _gamma_tail(df / 2, x / 2)


def chi2_quantile(p: float, df: int) -> float:
    """Return the value below which chi-squared with ``df`` degrees of freedom lies with probability ``p``.

    Examples
    --------
    >>> round(chi2_quantile(0.95, 12), 6)
    21.02607
    """
    return _falling_root(lambda x: chi2_tail(x, df) - (1 - p))


def _falling_root(falling: Callable[[float], float]) -> float:
    """Return where a function that falls from above 0 at 0 crosses 0, by halving to the last bit."""
    low, high = 0.0, 1.0
    while falling(high) > 0:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return middle


def _gamma_tail(a: float, x: float) -> float:
    """Return the upper share of the gamma integral, Q(a, x)."""
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * _CLOSE:
            n += 1
            term *= x / n
            total += term
        return 1 - total * scale
    return scale * _continued_fraction(lambda i: (-i * (i - a), x + 2 * i + 1 - a), x + 1 - a)


def _beta_share(a: float, b: float, x: float) -> float:
    """Return the lower share of the beta integral, I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(b, a, 1 - x)
    log_scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)

    def term(i: int) -> tuple[float, float]:
        m = i // 2
        if i % 2:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1.0
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1.0

    return math.exp(log_scale) / a * _continued_fraction(term, 1.0)


def _continued_fraction(term: Callable[[int], tuple[float, float]], first: float) -> float:
    """Return 1 / (b0 + a1 / (b1 + a2 / (b2 + …))) by Lentz's method; ``term(i)`` gives (ai, bi)."""
    d = 1 / first
    value, c = d, 1 / _TINY
    for i in range(1, _MOST_TERMS):
        a, b = term(i)
        d = 1 / (a * d + b or _TINY)
        c = b + a / c or _TINY
        value *= c * d
        if abs(c * d - 1) <= 2 * _CLOSE:
            break
    return value
