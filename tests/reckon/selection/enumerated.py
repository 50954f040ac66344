"""Every panel of a small pool, and leximin over them by brute force."""

from itertools import combinations

import numpy as np

from reckon.selection import Quota, SelectionProblem
from reckon.solver import Model


def keeps_the_rules(problem, panel):
    for quota in problem.quotas:
        count = sum(problem.columns[quota.column][i] == quota.value for i in panel)
        if not quota.minimum <= count <= quota.maximum:
            return False
    if problem.per_organisation is not None:
        names = [problem.organisations[i] for i in panel if problem.organisations[i]]
        return all(names.count(name) <= problem.per_organisation for name in names)
    return True


def all_panels(problem):
    everyone = combinations(range(problem.n_people), problem.seats)
    return [panel for panel in everyone if keeps_the_rules(problem, panel)]


def leximin_by_brute_force(problem):
    """Person by person over all panels: who cannot rise above the lowest level is fixed there."""
    panels = all_panels(problem)
    seats = np.zeros((problem.n_people, len(panels)))
    for column, panel in enumerate(panels):
        seats[list(panel), column] = 1
    fixed = np.full(problem.n_people, np.nan)
    while np.isnan(fixed).any():
        level = -_lowest(seats, fixed, None)
        for person in np.flatnonzero(np.isnan(fixed)):
            if -_lowest(seats, np.where(np.isnan(fixed), level - 1e-9, fixed), person) < level + 1e-7:
                fixed[person] = level
    return fixed


def _lowest(seats, least, person):
    """Maximise the lowest free probability, or the probability of one person, over all lotteries."""
    n_people, n_panels = seats.shape
    free = np.isnan(least)
    rows = np.vstack([np.hstack([seats, -free[:, None].astype(float)]), np.append(np.ones(n_panels), 0)])
    low = np.append(np.where(free, 0, least - 1e-9), 1)
    high = np.append(np.full(n_people, np.inf), 1)
    model = Model(rows, low, high, np.zeros(n_panels + 1), np.full(n_panels + 1, 2.0))
    cost = np.append(np.zeros(n_panels), -1.0) if person is None else -np.append(seats[person], 0.0)
    return model.minimise(cost).objective


def small_problem(seed):
    """Return a pool of 6 to 9 people with two or three columns and quotas that may be tight."""
    rng = np.random.default_rng(seed)
    n_people, seats = int(rng.integers(6, 10)), int(rng.integers(2, 5))
    columns = {
        name: [str(value) for value in rng.integers(0, 3, n_people)] for name in "abc"[: rng.integers(2, 4)]
    }
    quotas = []
    for name, values in columns.items():
        for value in sorted(set(values)):
            low = int(rng.integers(0, 2))
            quotas.append(Quota(column=name, value=value, minimum=low, maximum=low + int(rng.integers(0, 3))))
    capped = bool(rng.integers(0, 2))
    return SelectionProblem(
        seats=seats,
        columns=columns,
        quotas=quotas,
        organisations=[str(value) for value in rng.integers(0, 4, n_people)] if capped else None,
        per_organisation=1 if capped else None,
    )
