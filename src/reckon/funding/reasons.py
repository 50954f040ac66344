"""Why each programme is funded or not, in a sentence or two."""

import numpy as np

from reckon.funding.benefit import Benefits
from reckon.funding.best import BestList, Rules
from reckon.funding.problem import FundingProblem


def reasons_of(problem: FundingProblem, rules: Rules, benefits: Benefits, best: BestList) -> tuple[str, ...]:
    """Return the reasons of every programme, in their order."""
    return tuple(
        _funded(problem, benefits, best, i) if best.funded[i] else _refused(problem, rules, benefits, best, i)
        for i in range(len(problem.programmes))
    )


def pounds(amount: float) -> str:
    """Return money as a reader knows it.

    Examples
    --------
    >>> pounds(12500)
    '£12,500'
    """
    return f"£{amount:,.0f}"


def _funded(problem: FundingProblem, benefits: Benefits, best: BestList, i: int) -> str:
    words = f"Funded: {_expected(problem, benefits, i)}, {_rate(problem, benefits, i)}."
    if benefits.expected[i] < best.prices[0] * problem.programmes[i].cost:
        for limit, price in zip(problem.limits, best.prices[1:], strict=True):
            if price < 0 and getattr(problem.programmes[i], limit.column) == limit.value:
                return (
                    f"{words} It keeps the floor of {pounds(limit.floor)} for {limit.column} “{limit.value}”."
                )
    return words


def _refused(problem: FundingProblem, rules: Rules, benefits: Benefits, best: BestList, i: int) -> str:
    programme = problem.programmes[i]
    if not rules.allowed[i]:
        return (
            f"Not funded: a proven award needs evidence of strength {problem.evidence_bar}; "
            f"this has {programme.evidence}."
        )
    if benefits.expected[i] <= 0:
        return f"Not funded: {_expected(problem, benefits, i)}, which is no gain."
    if programme.cost > problem.budget:
        return f"Not funded: it costs {pounds(programme.cost)}, more than the whole budget."
    line = best.prices[0]
    if benefits.expected[i] < line * programme.cost:
        return (
            f"Not funded: {_expected(problem, benefits, i)}, {_rate(problem, benefits, i)}. "
            f"The last awards made bring about {1000 * line:.3g} per £1,000."
        )
    spent = rules.rows @ best.funded
    for row, limit in enumerate(problem.limits, start=1):
        if getattr(programme, limit.column) == limit.value and spent[row] + programme.cost > limit.cap:
            return (
                f"Not funded: with it, {limit.column} “{limit.value}” would pass its cap "
                f"of {pounds(limit.cap)}, "
                "and what is funded there brings more."
            )
    left = problem.budget - spent[0]
    return (
        f"Not funded: {pounds(left)} is left, it costs {pounds(programme.cost)}, "
        "and no exchange for it brings more in all."
    )


def _expected(problem: FundingProblem, benefits: Benefits, i: int) -> str:
    effect = problem.programmes[i].effect
    measured = "not measured yet, so taken as the average" if effect is None else f"measured {effect:.3g}"
    return f"expected benefit {_number(benefits.expected[i])} ({measured})".replace("-", "−")


def _rate(problem: FundingProblem, benefits: Benefits, i: int) -> str:
    return f"{_number(1000 * benefits.expected[i] / problem.programmes[i].cost)} per £1,000".replace("-", "−")


def _number(value: float) -> str:
    return f"{np.round(value, 12):.3g}"
