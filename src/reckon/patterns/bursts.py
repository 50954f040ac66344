"""Which themes are told more than usual of late, with the false alarms held down over all of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reckon.errors import InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bursts:
    """Which themes rise.

    Attributes
    ----------
    p_values : list of float
        For each theme, how probable so many recent texts are when nothing rises.
    is_rising : list of bool
        Those that stand out, with the false discovery rate of all of them held.
    """

    p_values: list[float]
    is_rising: list[bool]


def bursts(
    recent: Sequence[int], total: Sequence[int], *, n_recent: int, n_total: int, level: float = 0.05
) -> Bursts:
    r"""Say which themes have more recent texts than their own past and the network's lead one to expect.

    Fisher's exact test, one-sided: given how many texts the network had lately and before, the recent
    ones among a theme's are hypergeometric when nothing rises. A network that grows makes no theme rise.
    Then Benjamini and Hochberg's procedure over all themes. Weak for themes of few texts: with fewer than
    about 4 recent ones nothing can be told.

    Parameters
    ----------
    recent, total : sequence of int
        For each theme, its recent texts and all of its texts in the whole time looked at.
    n_recent, n_total : int
        The same for all texts, those in no theme too.
    level : float
        Of themes called rising, the expected share that is not; above 0, below 1. When nothing rises it
        bounds the probability of any false alarm.

    Returns
    -------
    Bursts

    Raises
    ------
    InvalidInputError
        ``lengths``: not one of each per theme; ``counts``: a theme with more recent texts than texts, or
        more texts than all, or below 0; ``level``.

    Notes
    -----
    Cost: O(total of a theme) each, O(n_themes log n_themes) over all.

    References
    ----------
    Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate. JRSS B 57(1):289-300.
    doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> found = bursts([9, 2], [12, 20], n_recent=40, n_total=240)
    >>> [round(p, 6) for p in found.p_values], found.is_rising
    ([7e-06, 0.880544], [True, False])
    """
    if not 0 < level < 1:
        raise InvalidInputError("level", f"The level is {level:g}. It must be above 0 and below 1.")
    if len(recent) != len(total):
        raise InvalidInputError(
            "lengths", f"{len(recent)} themes have recent texts and {len(total)} have texts."
        )
    for k, m in zip(recent, total, strict=True):
        if not (0 <= k <= m <= n_total and k <= n_recent <= n_total and m - k <= n_total - n_recent):
            raise InvalidInputError(
                "counts",
                f"A theme has {k} recent of {m} texts, and all together {n_recent} of {n_total}. "
                "No theme can have more than all.",
            )
    p_values = [_tail(k, m, n_recent, n_total) for k, m in zip(recent, total, strict=True)]
    return Bursts(p_values=p_values, is_rising=_discovered(p_values, level))


def _tail(k: int, m: int, n_recent: int, n_total: int) -> float:
    """Return the probability of ``k`` or more recent texts among ``m``."""
    whole = _log_choose(n_total, m)
    terms = [
        math.exp(_log_choose(n_recent, i) + _log_choose(n_total - n_recent, m - i) - whole)
        for i in range(max(k, m - (n_total - n_recent)), min(m, n_recent) + 1)
    ]
    return min(1.0, math.fsum(terms))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _discovered(p_values: Sequence[float], level: float) -> list[bool]:
    """Return which hypotheses fall when the false discovery rate is held at a level."""
    in_order = sorted(p_values)
    passed = [p for rank, p in enumerate(in_order, 1) if p <= level * rank / len(in_order)]
    highest = max(passed, default=-1.0)
    return [p <= highest for p in p_values]
