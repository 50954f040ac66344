"""Choose awards under a budget, by what they may be expected to bring."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.errors import InfeasibleError, ReckonError
from reckon.funding.benefit import Benefits, expected_benefits
from reckon.funding.best import BestLists, Rules, rules_of
from reckon.funding.problem import FundingProblem
from reckon.funding.reasons import pounds, reasons_of
from reckon.funding.result import Allocation
from reckon.progress import Progress, Silent
from reckon.rng import Seed, generator
from reckon.solver import Floats, Model

SHARES = (0.8, 0.9, 1.0, 1.1, 1.2)
_MOST_WHOLE_DRAWS = 100  # programmes; above, each draw is solved by its relaxation


def allocate(
    problem: FundingProblem,
    *,
    seed: Seed = 0,
    n_draws: int = 200,
    time_limit_seconds: float = np.inf,
    progress: Progress | None = None,
) -> Allocation:
    r"""Return the list of awards with the highest expected benefit that keeps every rule. Exact.

    Effects are shrunk towards their average first, so that a lucky small study does not win. The
    benefit of a list is the plain sum of its expected effects: give effects in a unit in which that
    makes sense (benefit of the whole programme, not per person). No score reads failures.

    Parameters
    ----------
    problem : FundingProblem
        Programmes, budget, limits, bar of evidence.
    seed : int or Generator
        For the draws behind ``probability``; nothing else depends on it.
    n_draws : int
        How many times the true effects are drawn, at least 1.
    time_limit_seconds : float
        When the time is over the best list so far is returned, with ``proven`` false if it is not known
        to be best; lists at other budgets and draws may be missing.
    progress : Progress, optional
        Told how many draws are done.

    Returns
    -------
    Allocation

    Raises
    ------
    InfeasibleError
        ``floors``: no list keeps every floor; the message names the least money by which floors
        must be lowered, and ``params["lower_by"]`` says which.

    Notes
    -----
    :math:`\max \sum b_j x_j` over :math:`x \in \{0, 1\}^n` with
    :math:`\sum c_j x_j \le B` and :math:`l \le \sum_{j \in g} c_j x_j \le u` for each limited group,
    by HiGHS over the core that reduced benefits leave open (Balas and Zemel 1980,
    doi:10.1287/opre.28.5.1130). NP-hard; 5,000 programmes take about a second.

    Examples
    --------
    >>> from reckon.funding import Kind, Programme
    >>> programmes = [
    ...     Programme(id="a", kind=Kind.PROVEN, cost=100, effect=0.5, standard_error=0.1, evidence=4),
    ...     Programme(id="b", kind=Kind.PROVEN, cost=100, effect=0.1, standard_error=0.1, evidence=4),
    ... ]
    >>> allocate(FundingProblem(programmes=programmes, budget=100)).funded.tolist()
    [True, False]
    """
    progress = progress or Silent()
    rules, benefits = rules_of(problem), expected_benefits(problem)
    deadline = time.monotonic() + time_limit_seconds
    best = BestLists(rules, deadline).best(benefits.expected)
    if best is None and time.monotonic() > deadline:
        raise ReckonError("time_limit", "No list was found in the time given. Give more time.")
    if best is None:
        raise _infeasible(problem, rules)
    others = {
        share: BestLists(rules.at(share), deadline).best(benefits.expected)
        for share in SHARES
        if share != 1.0
    }
    lists = {share: best if share == 1.0 else others[share] for share in SHARES}
    draws = Draws(rng=generator(seed), most=n_draws, deadline=deadline)
    probability, whole = _probabilities(rules, benefits, draws, progress)
    return Allocation(
        funded=best.funded,
        expected=benefits.expected,
        total_benefit=best.benefit,
        upper_bound=best.bound,
        spent=float(rules.rows[0] @ best.funded),
        probability=probability,
        whole_draws=whole,
        at_budget={share: None if found is None else found.funded for share, found in lists.items()},
        reasons=reasons_of(problem, rules, benefits, best),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How often the true effects are drawn, and until when."""

    rng: np.random.Generator
    most: int
    deadline: float


def _probabilities(rules: Rules, benefits: Benefits, draws: Draws, progress: Progress) -> tuple[Floats, bool]:
    whole = int(rules.allowed.sum()) <= _MOST_WHOLE_DRAWS
    lists = BestLists(rules)
    counts, done = np.zeros(len(benefits.expected)), 0
    while done < draws.most and time.monotonic() < draws.deadline:
        progress.update(done / draws.most, "drawing the effects again")
        counts += _in_list(lists, benefits.draw(draws.rng), whole=whole)
        done += 1
    progress.update(1.0, "done")
    return counts / done if done else np.full(len(counts), np.nan), whole


def _in_list(lists: BestLists, benefit: Floats, *, whole: bool) -> Floats | NDArray[np.bool_]:
    found = lists.best(benefit) if whole else lists.relaxed(benefit)
    if found is None:  # the rules were kept by a list before: they do not depend on the benefit
        raise ArithmeticError("A draw could not be solved.")
    return found if isinstance(found, np.ndarray) else found.funded


def _infeasible(problem: FundingProblem, rules: Rules) -> InfeasibleError:
    n, n_limits = rules.rows.shape[1], len(problem.limits)
    # Each limit stands twice: its floor, less what it is lowered by, and its cap as it is.
    floors = np.hstack([rules.rows, np.eye(n_limits + 1)[:, 1:]])
    caps = np.hstack([rules.rows, np.zeros((n_limits + 1, n_limits))])
    whole = np.append(np.full(n, True), np.full(n_limits, False))
    model = Model(
        np.vstack([floors, caps]),
        np.append(rules.low, np.full(n_limits + 1, -np.inf)),
        np.append(np.full(n_limits + 1, np.inf), rules.high),
        np.zeros(n + n_limits),
        np.append(rules.allowed.astype(float), [limit.floor for limit in problem.limits]),
        whole,
    )
    lower = model.minimise(np.append(np.zeros(n), np.ones(n_limits))).values[n:]
    changes = {
        f"{limit.column} “{limit.value}”": float(by)
        for limit, by in zip(problem.limits, lower, strict=True)
        if by > 0.005
    }
    listed = " and ".join(f"the floor for {name} by {pounds(by)}" for name, by in changes.items())
    return InfeasibleError(
        "floors", f"No list keeps every floor. The least change: lower {listed}.", lower_by=changes
    )
