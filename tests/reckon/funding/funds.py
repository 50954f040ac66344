"""Small funds, any funds, and the best list by looking at every list."""

from itertools import combinations

import numpy as np

from reckon.funding import FundingProblem, Kind, Limit, Programme


def programme(name, cost, effect, error=0.1, **others):
    return Programme(
        **{
            "id": name,
            "kind": Kind.PROVEN,
            "cost": cost,
            "effect": effect,
            "standard_error": error,
            "evidence": 4,
        }
        | others
    )


def any_fund(seed, n=8):
    rng = np.random.default_rng(seed)
    programmes = []
    for i in range(n):
        measured = i < 3 or rng.random() > 0.2
        programmes.append(
            Programme(
                id=f"p{i}",
                kind=Kind.LEARNING if rng.random() < 0.4 else Kind.PROVEN,
                cost=float(rng.integers(1, 20)) * 500,
                effect=float(rng.normal(0.2, 0.3)) if measured else None,
                standard_error=float(rng.uniform(0.05, 0.4)) if measured else None,
                evidence=int(rng.integers(1, 6)),
                place=f"place {rng.integers(2)}",
                theme=f"theme {rng.integers(3)}",
            )
        )
    budget = sum(one.cost for one in programmes) * float(rng.uniform(0.2, 0.7))
    limits = [
        Limit(column="theme", value="theme 0", cap=budget * 0.5),
        Limit(column="place", value="place 1", floor=budget * float(rng.uniform(0, 0.5))),
        Limit(column="kind", value="learning", floor=budget * 0.1, cap=budget * 0.8),
    ]
    return FundingProblem(programmes=programmes, budget=budget, limits=limits[: int(rng.integers(0, 4))])


def keeps_the_rules(problem, chosen):
    programmes = [problem.programmes[i] for i in chosen]
    if sum(one.cost for one in programmes) > problem.budget:
        return False
    if any(one.kind is Kind.PROVEN and one.evidence < problem.evidence_bar for one in programmes):
        return False
    return all(
        limit.floor
        <= sum(one.cost for one in programmes if getattr(one, limit.column) == limit.value)
        <= limit.cap
        for limit in problem.limits
    )


def best_by_looking_at_all(problem, worth):
    """Return the highest benefit of any list, or None when no list keeps the rules."""
    n = len(problem.programmes)
    lists = (chosen for size in range(n + 1) for chosen in combinations(range(n), size))
    return max(
        (sum(worth[i] for i in chosen) for chosen in lists if keeps_the_rules(problem, chosen)), default=None
    )
