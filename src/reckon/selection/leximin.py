"""The fairest probabilities that no rule forbids: leximin over the linear relaxation of the panels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.selection.types import Panels
from reckon.solver import Floats, Model, Status

# A price below this counts as none; prices of the types still free add up to 1.
_NO_PRICE = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Proof that the types with a price cannot all be above ``level``, the lowest left.

    Attributes
    ----------
    level : float
        The probability of the types fixed here.
    type_prices : ndarray of shape (n_types,)
        At least 0; they add up to 1 over the types not fixed before.
    rule_prices : ndarray of shape (n_rules,)
        Multipliers of the rules (then of the cuts) which bound the priced sum of probabilities.
    fixed : ndarray of int
        The types fixed here.
    """

    level: float
    type_prices: Floats
    rule_prices: Floats
    fixed: NDArray[np.int64]


def fairest(panels: Panels) -> tuple[Floats, list[Stage]]:
    """Return the leximin probability of each type over the relaxation, with its proof.

    Every lottery over panels lies in the relaxation, so none is fairer than this. Each stage
    raises the lowest probability as far as it goes, and fixes the types whose price shows that
    they hold it down. The relaxation must not be empty.
    """
    n_types, n_rules = len(panels.sizes), len(panels.rows)
    model = _model(panels)
    cost = np.append(np.zeros(n_types), -1.0)
    probabilities = np.full(n_types, np.nan)
    least = np.zeros(n_types)
    stages = []
    while np.isnan(probabilities).any():
        solution = model.minimise(cost)
        if solution.status is not Status.OPTIMAL:
            raise ArithmeticError(f"The relaxation could not be solved: {solution.status}.")
        level = float(solution.values[-1])
        prices = np.maximum(solution.prices[n_rules:], 0)
        free = np.isnan(probabilities)
        fixed = np.flatnonzero(free & (prices >= min(_NO_PRICE, prices[free].max())))
        stages.append(
            Stage(level=level, type_prices=prices, rule_prices=-solution.prices[:n_rules], fixed=fixed)
        )
        probabilities[fixed] = level
        least[fixed] = level
        for t in fixed:
            model.set_coefficient(n_rules + int(t), n_types, 0.0)
        model.set_row_bounds(np.append(panels.low, least), np.append(panels.high, np.full(n_types, np.inf)))
    return probabilities, stages


def _model(panels: Panels) -> Model:
    """Return columns p (one per type) and z, with p in the relaxation and p - z at least 0."""
    n_types, n_rules = len(panels.sizes), len(panels.rows)
    rows = np.zeros((n_rules + n_types, n_types + 1))
    rows[:n_rules, :n_types] = panels.rows * panels.sizes
    rows[n_rules:, :n_types] = np.eye(n_types)
    rows[n_rules:, n_types] = -1
    return Model(
        rows,
        np.append(panels.low, np.zeros(n_types)),
        np.append(panels.high, np.full(n_types, np.inf)),
        np.zeros(n_types + 1),
        np.append(np.ones(n_types), 2.0),
    )
