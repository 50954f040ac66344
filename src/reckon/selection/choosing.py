"""Choose by lot, as evenly as the quotas allow."""

import time
from dataclasses import replace
from typing import Any

import numpy as np

from reckon.progress import Progress, Silent
from reckon.selection.decomposition import Decomposition
from reckon.selection.leximin import fairest
from reckon.selection.mixture import Cut
from reckon.selection.problem import SelectionProblem
from reckon.selection.relaxation import infeasible, smallest_relaxation
from reckon.selection.result import Lottery
from reckon.selection.types import Panels, panels_of
from reckon.solver import Floats, Status


def choose(
    problem: SelectionProblem, *, time_limit_seconds: float = np.inf, progress: Progress | None = None
) -> Lottery:
    r"""Return the fairest lottery over all panels that meet the quotas: leximin, exact.

    Leximin: the lowest probability of being chosen is as high as it can be; with that kept, the
    next lowest is, and so on. The fairest probabilities are unique; the lottery that has them is
    one of many. It says nothing of who would come, and it cannot make up for a pool that lacks
    somebody.

    Parameters
    ----------
    problem : SelectionProblem
        The pool, the quotas, the seats.
    time_limit_seconds : float
        When the time is over the best lottery so far is returned; ``gap`` says how far it may be
        from the fairest.
    progress : Progress, optional
        Told what is being done.

    Returns
    -------
    Lottery
        With ``probabilities``, their proven ``bounds``, and `Lottery.draw`.

    Raises
    ------
    InfeasibleError
        ``quotas``: no panel meets every rule; the message names the smallest change of the
        limits that lets one, and ``params["changes"]`` holds it.

    Notes
    -----
    Identical people are merged into types. 1. Leximin over the linear relaxation of the panels, by
    linear programmes whose dual prices prove each stage (Flanigan et al. 2021). 2. The point found
    is taken apart into panels by walking down the faces of the relaxation (Budish et al. 2013). If
    that succeeds it is leximin over all lotteries, as the relaxation holds them all. 3. Else column
    generation finds the mixture or a cut that proves there is none; the cut joins the relaxation,
    and back to 1. Cuts are proved by the branch and bound of HiGHS, all else by prices that
    `wrong_with` verifies. Probabilities are exact to about 1e-8. The worst case is exponential (it
    is NP-hard to find one panel); common pools take time about cubic in the number of types.

    References
    ----------
    Flanigan B, Gölz P, Gupta A, Hennig B, Procaccia AD (2021). Fair algorithms for selecting
    citizens' assemblies. Nature 596:548-552. doi:10.1038/s41586-021-03788-6.
    Budish E, Che Y-K, Kojima F, Milgrom P (2013). Designing random allocation mechanisms.
    American Economic Review 103(2):585-623. doi:10.1257/aer.103.2.585.

    Examples
    --------
    >>> from reckon.selection import Quota
    >>> pool = SelectionProblem(
    ...     seats=2,
    ...     columns={"service": ["NHS", "NHS", "NHS", "police"]},
    ...     quotas=[Quota(column="service", value="police", minimum=1, maximum=1)],
    ... )
    >>> choose(pool).probabilities.round(6).tolist()
    [0.333333, 0.333333, 0.333333, 1.0]
    """
    deadline = time.monotonic() + time_limit_seconds
    progress = progress or Silent()
    rules = panels_of(problem)
    first = rules.model(whole=True).minimise(np.zeros(len(rules.sizes)), first=True)
    if first.status is Status.INFEASIBLE:
        raise infeasible(smallest_relaxation(problem, rules))
    progress.update(0.05, "finding the fairest probabilities")
    best, stages = fairest(rules)
    progress.update(0.2, "finding panels")
    decomposition = Decomposition(rules, first.values.round(), deadline)
    cut = decomposition.along_faces(best)
    cuts: list[Cut] = []
    while cut is not None:
        progress.update(0.7, f"completing the lottery, round {len(cuts) + 1}")
        cuts.append(cut)
        best, stages = fairest(_with_cuts(rules, cuts))
        cut = decomposition.by_columns(best)
    progress.update(1.0, "done")
    return Lottery(
        **_mixed(rules, np.array(decomposition.panels), decomposition.weights),
        bounds=best[rules.type_of],
        type_of=rules.type_of,
        stages=stages,
        cuts=cuts,
    )


def _mixed(rules: Panels, panels: Floats, weights: Floats) -> dict[str, Any]:
    used = weights > 0
    panels, weights = panels[used], weights[used] / weights[used].sum()
    probabilities = np.minimum(weights @ panels / rules.sizes, 1)
    return {
        "panels": panels.astype(np.int64),
        "weights": weights,
        "probabilities": probabilities[rules.type_of],
    }


def _with_cuts(rules: Panels, cuts: list[Cut]) -> Panels:
    return replace(
        rules,
        rows=np.vstack([rules.rows, *(cut.prices for cut in cuts)]),
        low=np.append(rules.low, np.full(len(cuts), -np.inf)),
        high=np.append(rules.high, [cut.most for cut in cuts]),
    )
