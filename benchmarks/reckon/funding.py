"""Awards under a budget: thousands of programmes, proved."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.line import Line, timed
from reckon.funding import FundingProblem, Kind, Limit, Programme, allocate
from reckon.funding.benefit import expected_benefits
from reckon.funding.best import BestList, BestLists, rules_of
from reckon.solver import Model

N_PROGRAMMES, SECONDS = 5000, 2.0


def lines() -> Iterator[Line]:
    """Yield the lines of funding."""
    for seed in range(2):
        yield proved(
            generated(seed, limited=False), f"allocation, 5,000 programmes, budget only (seed {seed})"
        )
        yield proved(
            generated(seed, limited=True), f"allocation, 5,000 programmes, 9 floors and caps (seed {seed})"
        )


def generated(seed: int, *, limited: bool) -> FundingProblem:
    """Return a fund that can pay for about a sixth of what is asked."""
    rng = np.random.default_rng(seed)
    programmes = [
        Programme(
            id=str(i),
            kind=Kind.LEARNING if rng.random() < 0.3 else Kind.PROVEN,
            cost=float(round(rng.lognormal(10.5, 0.9), -2) + 500),
            effect=float(rng.normal(0.15, 0.2)),
            standard_error=float(rng.uniform(0.02, 0.3)),
            evidence=int(rng.integers(1, 6)),
            theme=f"theme {rng.integers(8)}",
        )
        for i in range(N_PROGRAMMES)
    ]
    budget = 0.15 * sum(programme.cost for programme in programmes)
    limits = [
        Limit(column="theme", value=f"theme {i}", floor=0.1 * budget if i < 4 else 0, cap=0.13 * budget)
        for i in range(8)
    ]
    limits.append(Limit(column="kind", value="learning", floor=0.3 * budget))
    return FundingProblem(programmes=programmes, budget=budget, limits=limits if limited else [])


def best_list(problem: FundingProblem) -> BestList | None:
    return BestLists(rules_of(problem)).best(expected_benefits(problem).expected)


def proved(problem: FundingProblem, name: str) -> Line:
    best, seconds = timed(lambda: best_list(problem))
    start = time.perf_counter()
    allocate(problem)
    everything = time.perf_counter() - start
    theirs, their_seconds = by_highs_alone(problem)
    same = best is not None and abs(best.benefit - theirs) <= 1e-6
    return Line(
        name=name,
        ours=f"{seconds:.2f} s; with five budgets and 200 draws {everything:.1f} s",
        peer=f"HiGHS on the whole programme {their_seconds:.2f} s, {'same' if same else 'other'} optimum",
        ratio=f"{their_seconds / seconds:.1f}",
        bound="no list" if best is None else f"{best.bound:.6f}, ours {best.benefit:.6f}",
        reach=f"{SECONDS:g} s, proved optimal",
        holds=same and seconds <= SECONDS,
    )


def by_highs_alone(problem: FundingProblem) -> tuple[float, float]:
    rules, benefit = rules_of(problem), expected_benefits(problem).expected
    n = len(benefit)
    start = time.perf_counter()
    model = Model(
        rules.rows / 1000,
        rules.low / 1000,
        rules.high / 1000,
        np.zeros(n),
        rules.allowed.astype(float),
        np.full(n, True),
    )
    return -model.minimise(-benefit).objective, time.perf_counter() - start
