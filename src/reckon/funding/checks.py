"""Verify an allocation from the raw programmes, apart from the code that made it."""

from math import fsum

from reckon.funding.problem import FundingProblem, Kind
from reckon.funding.result import Allocation

_PENNY = 0.01


def wrong_with(allocation: Allocation, problem: FundingProblem) -> list[str]:
    """Say what is wrong with an allocation; nothing if all holds.

    Parameters
    ----------
    allocation : Allocation
        What `allocate` gave back.
    problem : FundingProblem
        The raw programmes and rules.

    Returns
    -------
    list of str
        One sentence per broken rule, and one for any single exchange (one programme in, out, or one
        for another) that would bring more. That no larger change helps is not shown here; it rests on
        the branch and bound of HiGHS.

    Notes
    -----
    O(n_programmes²).

    Examples
    --------
    >>> from reckon.funding import allocate, Kind, Programme
    >>> known = {"kind": Kind.PROVEN, "cost": 100, "standard_error": 0.1, "evidence": 4}
    >>> programmes = [Programme(id="a", effect=0.5, **known), Programme(id="b", effect=0.1, **known)]
    >>> problem = FundingProblem(programmes=programmes, budget=100)
    >>> wrong_with(allocate(problem), problem)
    []
    """
    chosen = {i for i, funded in enumerate(allocation.funded) if funded}
    found = [*_broken(chosen, problem, 1.0)]
    for share, funded in allocation.at_budget.items():
        if funded is not None:
            listed = {i for i, one in enumerate(funded) if one}
            found += [f"At {share:.0%} of the budget: {fault}" for fault in _broken(listed, problem, share)]
    spent = fsum(problem.programmes[i].cost for i in chosen)
    if abs(spent - allocation.spent) > _PENNY:
        found.append(f"{spent} is spent, not {allocation.spent}.")
    total = fsum(float(allocation.expected[i]) for i in chosen)
    if abs(total - allocation.total_benefit) > 1e-9 * (1 + abs(total)):
        found.append(f"The benefits add up to {total}, not {allocation.total_benefit}.")
    if ((allocation.probability < -1e-9) | (allocation.probability > 1 + 1e-9)).any():
        found.append("A probability lies outside 0 to 1.")
    if allocation.total_benefit > allocation.upper_bound + 1e-9:
        found.append("The benefit lies above its bound.")
    if not found and allocation.proven and _exchange(chosen, allocation, problem):
        found.append("An exchange would bring more.")
    return found


def _broken(chosen: set[int], problem: FundingProblem, share: float) -> list[str]:
    programmes = problem.programmes
    found = [
        f"“{programmes[i].id}” is below the bar of evidence."
        for i in chosen
        if programmes[i].kind is Kind.PROVEN and programmes[i].evidence < problem.evidence_bar
    ]
    if fsum(programmes[i].cost for i in chosen) > problem.budget * share + _PENNY:
        found.append("The budget is passed.")
    for limit in problem.limits:
        money = fsum(
            programmes[i].cost for i in chosen if getattr(programmes[i], limit.column) == limit.value
        )
        if not limit.floor - _PENNY <= money <= limit.cap + _PENNY:
            found.append(f"{limit.column} “{limit.value}” gets {money}, outside its limits.")
    return found


def _exchange(chosen: set[int], allocation: Allocation, problem: FundingProblem) -> bool:
    """Say whether one programme in, out, or in for another keeps the rules and brings more."""
    worth = [float(value) for value in allocation.expected]
    others = [i for i in range(len(worth)) if i not in chosen]
    swaps = [(out, into) for out in [None, *chosen] for into in [None, *others]]
    for out, into in swaps:
        gain = (worth[into] if into is not None else 0.0) - (worth[out] if out is not None else 0.0)
        if gain > 1e-9:
            changed = (chosen - {out}) | ({into} if into is not None else set())
            if not _broken({i for i in changed if i is not None}, problem, 1.0):
                return True
    return False
