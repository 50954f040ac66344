"""Whether a point is a mixture of panels. Column generation finds the mixture or a cut."""

import time
from dataclasses import dataclass

import numpy as np

from reckon.selection.types import Panels
from reckon.solver import Floats, Model, Status

CLOSE = 1e-9
_MORE_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Every panel has ``prices @ panel <= most``; the point that was asked for has more."""

    prices: Floats
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The weight of each panel of a mixture, and whether it is close enough."""

    weights: Floats
    reached: bool
    cut: Cut | None = None


class Mixture:
    r"""The nearest mixture of panels to a point, by the worst shortfall in probability.

    Minimise :math:`\epsilon` subject to :math:`\sum_P \lambda_P\, x_P / m + \epsilon \ge p`,
    :math:`\sum \lambda = 1`. The prices of the rows say which panel would help most: an integer
    programme over all panels. When none helps, the prices are a cut.
    """

    def __init__(self, rules: Panels, deadline: float) -> None:
        self._rules, self._deadline = rules, deadline
        self._corners, self._points = rules.model(whole=False), rules.model(whole=True)
        self._rng = np.random.default_rng(0)
        # Only types that the rules leave open can fall short.
        self._open = np.flatnonzero(rules.least < rules.most)
        n_open = len(self._open)
        self._master = Model(
            np.append(np.ones(n_open), 0.0)[:, None],
            np.zeros(n_open + 1),
            np.append(np.full(n_open, np.inf), 1.0),
            np.zeros(1),
            np.full(1, np.inf),
        )
        self.panels: list[Floats] = []

    def add(self, panel: Floats) -> None:
        """Let the mixture use one more panel."""
        self.panels.append(panel)
        self._master.add_column(np.append((panel / self._rules.sizes)[self._open], 1.0))

    def nearest(self, probabilities: Floats, close: float) -> "Nearest":
        """Return the nearest mixture: as close as ``close``, or with a cut, unless the time is over."""
        wanted = probabilities[self._open]
        self._master.set_row_bounds(np.append(wanted, 1.0), np.append(np.full(len(wanted), np.inf), 1.0))
        while True:
            solution = self._master.minimise(np.eye(1, self._master.n_columns)[0])
            weights = np.maximum(solution.values[1:], 0)
            reached = bool(solution.values[0] <= close)
            if reached or time.monotonic() > self._deadline:
                return Nearest(weights=weights, reached=reached)
            prices = np.zeros(len(probabilities))
            prices[self._open] = np.maximum(solution.prices[:-1], 0) / self._rules.sizes[self._open]
            worth = -solution.prices[-1]
            panel, most = self._best_panel(prices)
            if panel is None:
                return Nearest(weights=weights, reached=False)
            if prices @ panel <= worth + close / 10:
                return Nearest(weights=weights, reached=False, cut=Cut(prices=prices, most=most))
            self.add(panel)
            self._add_others(prices, worth)

    def _best_panel(self, prices: Floats) -> tuple[Floats | None, float]:
        corner = self._corners.minimise(-prices)
        if np.abs(corner.values - corner.values.round()).max() < 1e-6:
            return corner.values.round(), -corner.objective
        best = self._points.minimise(-prices, seconds=self._deadline - time.monotonic())
        if best.status is not Status.OPTIMAL:
            return None, 0.0
        return best.values.round(), -best.bound

    def _add_others(self, prices: Floats, worth: float) -> None:
        """Add good corners near the best: they cost little and save rounds."""
        for _ in range(_MORE_TRIES):
            near = prices * (1 + 0.3 * self._rng.normal(size=len(prices)))
            corner = self._corners.minimise(-near).values
            whole = corner.round()
            if np.abs(corner - whole).max() < 1e-6 and prices @ whole > worth + CLOSE:
                self.add(whole)
