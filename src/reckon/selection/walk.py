"""Take a point of the relaxation apart into panels, step by step along its faces.

Each step finds a panel on the smallest face that holds what is left, takes as much of it as
the rules allow, and so lands on a smaller face. At the end the point is a mixture of panels.
The walk may fail: what is left may lie outside the panels' hull although the point did not.
"""

import time
from dataclasses import dataclass

import numpy as np

from reckon.selection.types import Panels
from reckon.solver import Floats

ENOUGH = 1e-9  # of weight: so little left is shared among the panels found
_TOLERANCE = 1e-12  # of weight: what lies closer to a limit is on it
_TRIES = 6  # corners of a face tried before a search for whole numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A panel, the weight it took, and what was left before it, with its weight."""

    panel: Floats
    taken: float
    left: Floats
    weight: float


class Walk:
    """The way from a point down to nothing; ``steps`` is how far it came."""

    def __init__(self, rules: Panels, point: Floats, deadline: float) -> None:
        self.rules = rules
        self.steps: list[Step] = []
        self.left, self.weight = point.copy(), 1.0
        self._deadline = deadline
        # Which of many equal mixtures is found decides nothing: the seed is the walk's own.
        self._rng = np.random.default_rng(0)
        self._corners, self._points = rules.model(whole=False), rules.model(whole=True)

    @property
    def arrived(self) -> bool:
        """Whether nothing that counts is left."""
        return self.weight <= ENOUGH

    def face(self) -> Panels:
        """Return the smallest face that holds what is left."""
        return self.rules.face(self.left / self.weight, _TOLERANCE / self.weight + 1e-10)

    def ahead(self) -> None:
        """Walk as far as it goes."""
        while not self.arrived and time.monotonic() < self._deadline:
            panel = self._panel_on(self.face())
            taken = self._most(panel) if panel is not None else 0
            if panel is None or taken <= _TOLERANCE:
                return
            self.steps.append(Step(panel=panel, taken=taken, left=self.left, weight=self.weight))
            self.left = self.left - taken * panel
            self.left[np.abs(self.left) < _TOLERANCE] = 0
            self.weight -= taken

    def back(self, n_steps: int) -> None:
        """Take back the last steps."""
        first = max(0, len(self.steps) - n_steps)
        if first < len(self.steps):
            self.left, self.weight = self.steps[first].left, self.steps[first].weight
            del self.steps[first:]

    def _panel_on(self, face: Panels) -> Floats | None:
        for model in (self._corners, self._points):
            model.set_bounds(face.least, face.most)
            model.set_row_bounds(face.low, face.high)
        for _ in range(_TRIES):
            corner = self._corners.minimise(self._rng.normal(size=len(self.left))).values
            if len(corner) and np.abs(corner - corner.round()).max() < 1e-6:
                return np.asarray(corner.round())
        seconds = self._deadline - time.monotonic()
        cost = self._rng.normal(size=len(self.left))
        found = self._points.minimise(cost, first=True, seconds=seconds).values
        return np.asarray(found.round()) if len(found) else None

    def _most(self, panel: Floats) -> float:
        """Return how much of a panel can be taken so that the rest still keeps every rule."""
        rules, left, weight = self.rules, self.left, self.weight
        low = np.where(np.isfinite(rules.low), rules.low, -1e9)
        held, of_panel = rules.rows @ left, rules.rows @ panel
        room = np.concatenate(
            [left, weight * rules.sizes - left, held - weight * low, weight * rules.high - held]
        )
        pace = np.concatenate([panel, rules.sizes - panel, of_panel - low, rules.high - of_panel])
        moving = pace > 1e-9
        return float((room[moving] / pace[moving]).min(initial=weight))
