"""Fairest probabilities into panels: the walk first, column generation for what it leaves."""

import time

import numpy as np

from reckon.selection.mixture import CLOSE, Cut, Mixture
from reckon.selection.types import Panels
from reckon.selection.walk import Walk
from reckon.solver import Floats

_FIRST_RETREAT = 32  # steps taken back when the walk is stuck; four times as many each time after


class Decomposition:
    """Finds ``weights`` of ``panels`` that mix to given probabilities, or a cut if there are none."""

    def __init__(self, rules: Panels, panel: Floats, deadline: float) -> None:
        self.panels: list[Floats] = [panel]
        self.weights: Floats = np.ones(1)
        self._rules, self._deadline = rules, deadline
        self._mixture: Mixture | None = None

    def along_faces(self, probabilities: Floats) -> Cut | None:
        """Walk; where the walk is stuck, go back some steps and mix the rest by columns."""
        walk = Walk(self._rules, probabilities * self._rules.sizes, self._deadline)
        walk.ahead()
        seen = [self.panels[0], *(step.panel for step in walk.steps)]
        retreat = _FIRST_RETREAT
        while not walk.arrived and len(walk.steps) > retreat and time.monotonic() < self._deadline:
            walk.back(retreat)
            retreat *= 4
            if self._rest_is_mixed(walk, seen):
                return None
        if walk.arrived or time.monotonic() > self._deadline:
            # The first panel carries what a walk cut short leaves over.
            self.panels += [step.panel for step in walk.steps]
            self.weights = np.array([walk.weight, *(step.taken for step in walk.steps)])
            return None
        self.panels = seen
        return self.by_columns(probabilities)

    def by_columns(self, probabilities: Floats) -> Cut | None:
        """Mix by column generation over all panels."""
        if self._mixture is None:
            self._mixture = Mixture(self._rules, self._deadline)
            for panel in self.panels:
                self._mixture.add(panel)
        nearest = self._mixture.nearest(probabilities, CLOSE)
        self.panels, self.weights = self._mixture.panels, nearest.weights
        return nearest.cut

    def _rest_is_mixed(self, walk: Walk, seen: list[Floats]) -> bool:
        face = walk.face()
        mixture = Mixture(face, self._deadline)
        for panel in seen:
            if face.hold(panel):
                mixture.add(panel)
        known = len(mixture.panels)
        if not known:
            return False
        nearest = mixture.nearest(walk.left / walk.weight / self._rules.sizes, CLOSE / walk.weight)
        seen += mixture.panels[known:]
        if not nearest.reached:
            return False
        self.panels = [*(step.panel for step in walk.steps), *mixture.panels]
        self.weights = np.append([step.taken for step in walk.steps], walk.weight * nearest.weights)
        return True
