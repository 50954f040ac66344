"""The best list of awards under a budget, floors and caps: exact, by way of its core."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.funding.problem import FundingProblem, Kind
from reckon.solver import Floats, Model, Solution, Status

_FIRST_CORE = 60
_ROUGH = 1e-3  # of the benefit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``low <= rows @ funded <= high`` over the programmes that may be funded at all.

    Row 0 is the budget; then one row per limit.
    """

    allowed: NDArray[np.bool_]
    rows: Floats
    low: Floats
    high: Floats

    def at(self, share: float) -> "Rules":
        """Return the same rules with a share of the budget."""
        return Rules(
            allowed=self.allowed,
            rows=self.rows,
            low=self.low,
            high=self.high * np.append(share, np.ones(len(self.high) - 1)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BestList:
    """The best list, and why there is none better.

    Attributes
    ----------
    funded : ndarray of bool of shape (n_programmes,)
    benefit, bound : float
        What the list brings, and what no list can exceed: the same unless the time was over.
    prices : ndarray of shape (n_rules,)
        What one pound more in each rule would bring, by the linear relaxation: at least 0 for
        the budget and for a cap that binds, below 0 for a floor that binds.
    """

    funded: NDArray[np.bool_]
    benefit: float
    bound: float
    prices: Floats


def rules_of(problem: FundingProblem) -> Rules:
    """Write budget, limits and the bar of evidence as rows."""
    cost = np.array([p.cost for p in problem.programmes])
    rows = [cost] + [
        cost * np.array([getattr(p, limit.column) == limit.value for p in problem.programmes])
        for limit in problem.limits
    ]
    bar = problem.evidence_bar
    return Rules(
        allowed=np.array([p.kind is Kind.LEARNING or p.evidence >= bar for p in problem.programmes]),
        rows=np.array(rows, dtype=float),
        low=np.array([-np.inf, *(limit.floor for limit in problem.limits)]),
        high=np.array([problem.budget, *(limit.cap for limit in problem.limits)]),
    )


class BestLists:
    r"""Finds the best list for one set of rules and any benefits.

    The linear relaxation gives prices, so a reduced benefit :math:`r_j` for each programme. A list
    that is :math:`g` below the relaxation is at hand: then no better list differs from the relaxation
    in a programme with :math:`|r_j| > g`. Only the others, the core, need whole numbers (Balas and
    Zemel 1980, doi:10.1287/opre.28.5.1130). Exact; ties are broken by the solver, always alike.
    """

    def __init__(self, rules: Rules, deadline: float = np.inf) -> None:
        self._deadline = deadline
        # In a unit of money that makes HiGHS's tolerance of 1e-6 far less than a penny.
        self._unit = max(float(rules.rows.max(initial=0)) / 1000, 1e-9)
        self._rules = rules
        self._rows = rules.rows / self._unit
        self._low, self._high = rules.low / self._unit, rules.high / self._unit
        n = rules.rows.shape[1]
        self._relaxation = Model(self._rows, self._low, self._high, np.zeros(n), rules.allowed.astype(float))

    def best(self, benefit: Floats) -> BestList | None:
        """Return the best list, or None when no list keeps the rules or none was found in time."""
        relaxed = self._relaxation.minimise(-benefit)
        if relaxed.status is not Status.OPTIMAL:
            return None
        ceiling = -relaxed.objective
        distance = np.abs(benefit + relaxed.prices @ self._rows)[self._rules.allowed]
        rank = np.argsort(distance, kind="stable")
        by_rank = np.flatnonzero(self._rules.allowed)[rank]
        size = min(_FIRST_CORE + 3 * len(self._low), len(rank))
        funded, known, rough = relaxed.values > 0.5, False, _ROUGH
        while True:
            found = self._over_core(benefit, funded, by_rank[:size], gap=rough, known=known)
            if found is not None:
                funded, known = found, True
            if time.monotonic() > self._deadline:
                return self._unproven(benefit, funded, relaxed) if known else None
            gap = ceiling - float(benefit @ funded) if known else np.inf
            complete = size == len(rank) or gap < distance[rank[size]]
            if complete and not known:
                return None
            if complete and rough == 0:
                break
            # A good list is known: now only what could still better it, and exactly.
            size = (
                int(np.searchsorted(distance[rank], gap, side="right")) if known else min(4 * size, len(rank))
            )
            rough = 0.0 if known else rough
        total = float(benefit @ funded)
        return BestList(funded=funded, benefit=total, bound=total, prices=-relaxed.prices / self._unit)

    def _unproven(self, benefit: Floats, funded: NDArray[np.bool_], relaxed: Solution) -> BestList:
        total, prices = float(benefit @ funded), -relaxed.prices / self._unit
        return BestList(funded=funded, benefit=total, bound=-relaxed.objective, prices=prices)

    def relaxed(self, benefit: Floats) -> Floats | None:
        """Return the best list when the last award under each rule may be funded in part."""
        relaxed = self._relaxation.minimise(-benefit)
        return relaxed.values if relaxed.status is Status.OPTIMAL else None

    def _over_core(
        self, benefit: Floats, outside: NDArray[np.bool_], core: NDArray[np.int64], *, gap: float, known: bool
    ) -> NDArray[np.bool_] | None:
        funded = outside.copy()
        funded[core] = False
        spent = self._rows @ funded
        n = len(core)
        model = Model(
            self._rows[:, core],
            self._low - spent,
            self._high - spent,
            np.zeros(n),
            np.ones(n),
            np.full(n, True),
        )
        if known:
            model.start_from(outside[core].astype(float))
        found = model.minimise(-benefit[core], gap=gap, seconds=self._deadline - time.monotonic())
        if not len(found.values):
            return None
        funded[core] = found.values > 0.5
        return funded
