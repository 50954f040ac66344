"""Verify a lottery from the raw pool: every panel keeps the rules, and no lottery is fairer.

Shares no code with the search. The proof of fairness is weak duality: prices on the rules bound
a weighted sum of probabilities for every panel, so for every lottery.
"""

from collections.abc import Iterator

import numpy as np

from reckon.selection.problem import SelectionProblem
from reckon.selection.result import Lottery
from reckon.solver import Floats, Model

_CLOSE = 1e-7


def wrong_with(lottery: Lottery, problem: SelectionProblem) -> list[str]:
    """Say what is wrong with a lottery for this problem; nothing if all holds.

    Parameters
    ----------
    lottery : Lottery
        What `choose` gave back.
    problem : SelectionProblem
        The raw pool and rules.

    Returns
    -------
    list of str
        One sentence per broken promise. The bounds are checked whether they are reached or not; how far
        below them a probability lies is what `Lottery.gap` says.

    Notes
    -----
    O(n_panels n_people + n_stages n_types n_rules); a cut costs one integer programme.

    Examples
    --------
    >>> from reckon.selection import choose
    >>> problem = SelectionProblem(seats=2, columns={"level": ["1", "1", "2"]})
    >>> wrong_with(choose(problem), problem)
    []
    """
    return [
        *_types(lottery, problem),
        *_chances(lottery),
        *_panels(lottery, problem),
        *_cuts(lottery, problem),
        *_proof(lottery, problem),
    ]


def _types(lottery: Lottery, problem: SelectionProblem) -> Iterator[str]:
    for t in range(int(lottery.type_of.max()) + 1):
        people = np.flatnonzero(lottery.type_of == t)
        if any(len({row[person] for person in people}) > 1 for row, _, _ in _rules(problem)):
            yield f"Type {t} holds people who differ under a rule."


def _chances(lottery: Lottery) -> Iterator[str]:
    if (lottery.weights < 0).any() or abs(lottery.weights.sum() - 1) > _CLOSE:
        yield "The chances of the panels are not shares of 1."
    sizes = np.bincount(lottery.type_of)
    implied = (lottery.weights @ lottery.panels / sizes)[lottery.type_of]
    if np.abs(implied - lottery.probabilities).max() > _CLOSE:
        yield "The probabilities do not follow from the panels."


def _panels(lottery: Lottery, problem: SelectionProblem) -> Iterator[str]:
    for number, panel in enumerate(lottery.panels):
        members = [
            person for t, count in enumerate(panel) for person in np.flatnonzero(lottery.type_of == t)[:count]
        ]
        if (panel < 0).any() or len(members) != panel.sum():
            yield f"Panel {number} takes more people of a type than there are."
        for row, low, high in _rules(problem):
            if not low <= sum(row[person] for person in members) <= high:
                yield f"Panel {number} breaks a rule."
                break


def _rules(problem: SelectionProblem) -> Iterator[tuple[list[bool], int, int]]:
    """Yield who counts towards each rule, and its limits: quotas, caps that can bind, seats."""
    for quota in problem.quotas:
        column = problem.columns[quota.column]
        yield [value == quota.value for value in column], quota.minimum, quota.maximum
    names = list(problem.organisations or []) if problem.per_organisation is not None else []
    for name in dict.fromkeys(names):
        if name and names.count(name) > (problem.per_organisation or 0):
            yield [other == name for other in names], 0, problem.per_organisation or 0
    yield [True] * problem.n_people, problem.seats, problem.seats


def _cuts(lottery: Lottery, problem: SelectionProblem) -> Iterator[str]:
    for number, cut in enumerate(lottery.cuts):
        if _most_of_any_panel(cut.prices[lottery.type_of], problem) > cut.most + _CLOSE:
            yield f"Cut {number} shuts out a panel."


def _proof(lottery: Lottery, problem: SelectionProblem) -> Iterator[str]:
    sizes = np.bincount(lottery.type_of).astype(float)
    first = np.array([int(np.flatnonzero(lottery.type_of == t)[0]) for t in range(len(sizes))])
    rules = list(_rules(problem))
    rows = np.array(
        [[row[person] for person in first] for row, _, _ in rules] + [c.prices for c in lottery.cuts], float
    )
    low = np.array([low for _, low, _ in rules] + [-np.inf] * len(lottery.cuts))
    high = np.array([high for _, _, high in rules] + [cut.most for cut in lottery.cuts])
    bounds = lottery.bounds[first]
    free = np.full(len(sizes), True)
    for number, stage in enumerate(lottery.stages):
        prices = stage.type_prices
        if not free.any():
            yield f"Stage {number} comes after every type is fixed."
            return
        if (prices < 0).any() or abs(prices[free].sum() - 1) > _CLOSE:
            yield f"Stage {number}: the prices are not shares of 1."
        if (
            bounds[free].min() < stage.level - _CLOSE
            or (bounds[free & (prices > _CLOSE)] > stage.level + _CLOSE).any()
        ):
            yield f"Stage {number}: the prices lie on types above the level."
        if len(stage.rule_prices) != len(rows):
            yield f"Stage {number}: the prices are for other rules."
        elif _ceiling(prices, stage.rule_prices, (rows, low, high), sizes) > prices @ bounds + _CLOSE:
            yield f"Stage {number}: the prices do not bound the probabilities."
        if (prices[stage.fixed] <= 0).any():
            yield f"Stage {number} fixes a type that has no price."
        free[stage.fixed] = False
    if free.any():
        yield "Some types are never fixed."


def _ceiling(
    prices: Floats, rule_prices: Floats, rules: tuple[Floats, Floats, Floats], sizes: Floats
) -> float:
    """Return what the priced sum of probabilities cannot exceed in any panel, by weak duality."""
    rows, low, high = rules
    limits = np.where(rule_prices > 0, high, low)
    priced = rule_prices != 0
    reduced = prices / sizes - rule_prices @ rows
    return float(rule_prices[priced] @ limits[priced] + np.maximum(reduced, 0) @ sizes)


def _most_of_any_panel(worth: Floats, problem: SelectionProblem) -> float:
    rules = list(_rules(problem))
    model = Model(
        np.array([row for row, _, _ in rules], float),
        np.array([low for _, low, _ in rules], float),
        np.array([high for _, _, high in rules], float),
        np.zeros(problem.n_people),
        np.ones(problem.n_people),
        np.full(problem.n_people, True),
    )
    return -model.minimise(-worth).bound
