"""Who sits where, round after round, so that people meet new people of other professions."""

import numpy as np

from reckon.progress import Progress, Silent
from reckon.rng import Seed, generator
from reckon.seating.bounds import forced_meetings, professions_bound, repeats_bound, same_kind_bound
from reckon.seating.casting import LONG, cast_plan
from reckon.seating.first_plan import first_plan
from reckon.seating.hard_rules import HardRules, hard_rules
from reckon.seating.partly_designed import partly_designed_plan
from reckon.seating.problem import Plan, SeatingProblem
from reckon.seating.result import Bounds, SeatingResult
from reckon.seating.score import scored
from reckon.seating.search import NO_FLOOR, Cooling, Search, Share, Stop

Schedule = tuple[tuple[float, float, float, float], float, float]

MOVES_PER_SEAT = 1_500
LEAST_MOVES, MOST_MOVES = 300_000, 30_000_000
# What a repeat and pairs of one profession and organisation weigh, and the temperatures. The
# first looks hardest at professions, the last at repeats; the best of them goes on.
FRESH = (
    ((12.0, 4.0, 1.0, 0.0), 6.0, 0.4),
    ((12.0, 8.0, 2.0, 0.0), 8.0, 0.4),
    ((12.0, 2.0, 0.2, 0.0), 3.0, 1.0),
    ((12.0, 1.0, 0.1, 0.0), 6.0, 0.5),
)
KEEP = ((12.0, 1.0, 0.1, 0.0), 1.5, 0.3)  # does not undo what a design gives
POLISH = ((60.0, 6.0, 1.0, 0.0), 6.0, 0.3)


def seat(
    problem: SeatingProblem,
    *,
    seed: Seed = 0,
    time_limit_seconds: float | None = None,
    progress: Progress | None = None,
) -> SeatingResult:
    """Plan the tables of every round: few repeated meetings first, then mixed tables.

    Plans are compared by the fewest repeated meetings (in the plan, and with ``met``), then the
    fewest pairs of one profession at a table, then of one organisation, then the largest
    smallest number of other professions that anybody meets. Hard rules always hold.

    Parameters
    ----------
    problem : SeatingProblem
    seed : int or Generator
        Same seed, same plan, on every machine, unless the time limit ends the search.
    time_limit_seconds : float, optional
        Stop searching after about that long, with the best plan so far. Without it the search
        makes a number of moves that depends on the problem's size alone.
    progress : Progress, optional

    Returns
    -------
    SeatingResult
        With bounds that hold for every plan. Only when a figure equals its bound is it proved
        best.

    Raises
    ------
    InvalidInputError
        Hard rules that contradict each other; see :func:`~reckon.seating.hard_rules.hard_rules`.
    InfeasibleError
        No plan keeps all hard rules; names the fewest to drop.

    Notes
    -----
    Heuristic with lower bounds. A schedule without repeats from a combinatorial design is used
    where one is known, with people given their parts by annealing; otherwise, and after, plans
    are annealed by swaps inside a round that cost O(table) each. Ties are broken by the seed.
    Time grows with ``n_people * n_rounds * table``; memory with ``n_people`` squared.

    References
    ----------
    Dotú I, Van Hentenryck P (2005). Scheduling social golfers locally. CPAIOR, LNCS 3524:155-167.
    doi:10.1007/11493853_13. Aguado A (2004). A 10 days solution to the social golfer problem.

    Examples
    --------
    >>> girls = [str(i) for i in range(15)]
    >>> result = seat(SeatingProblem(ids=girls, professions=girls, organisations=girls,
    ...                              n_tables=5, n_rounds=7))
    >>> result.score.repeats, result.plan.shape, result.proven_optimal
    (0, (7, 15), True)
    """
    progress = progress or Silent()
    stop, rng = Stop(time_limit_seconds), generator(seed)
    rules = hard_rules(problem)
    limits = bounds_of(problem, rules)
    plan = _searched(problem, rules, limits, rng, stop, progress)
    progress.update(1, "done")
    score = scored(problem, plan)
    return SeatingResult(plan=plan, score=score, bounds=bounds_of(problem, rules, repeats=score.repeats))


def bounds_of(problem: SeatingProblem, rules: HardRules, *, repeats: int | None = None) -> Bounds:
    """Return what no plan can do better; kinds are bounded for plans with at most ``repeats`` repeats."""
    professions, organisations = problem.codes(problem.professions), problem.codes(problem.organisations)
    forced = forced_meetings(rules)
    first = repeats_bound(problem, forced)
    allowed = first.value if repeats is None else repeats
    return Bounds(
        repeats=first,
        same_profession=same_kind_bound(problem, professions, forced=forced, repeats=allowed),
        same_organisation=same_kind_bound(problem, organisations, forced=forced, repeats=allowed),
        fewest_professions=professions_bound(problem, professions),
    )


def _searched(
    problem: SeatingProblem,
    rules: HardRules,
    limits: Bounds,
    rng: np.random.Generator,
    stop: Stop,
    progress: Progress,
) -> Plan:
    """Return the best plan of the designs and of annealing from random plans, polished."""
    n_seats = problem.n_people * problem.n_rounds
    n_moves = min(max(LEAST_MOVES, MOVES_PER_SEAT * n_seats), MOST_MOVES)
    search = Search(problem, rules, rng, floors=(*limits.key()[:3], NO_FLOOR))

    def annealed(plan: Plan, schedule: Schedule, start: float) -> Plan:
        weights, hot, cold = schedule
        cooling = Cooling(weights=weights, hot=hot, cold=cold, n_moves=n_moves)
        share = Share(progress=progress, start=start, end=start + 0.12, doing="seating everybody")
        return search.anneal(plan, cooling, stop, share)

    def good_enough() -> bool:
        return any(scored(problem, plan).key()[:2] == limits.key()[:2] for plan in plans)

    plans = []
    share = Share(progress=progress, start=0, end=0.1, doing="trying known schedules")
    designed = cast_plan(problem, rules, rng, stop, share)
    if designed is not None:
        plans.append(designed)
    elif (partly := partly_designed_plan(problem, rules, rng, stop, share)) is not None:
        plans.append(annealed(partly, KEEP, 0.1))
    # Where a design serves, one annealing tells whether the room is loose enough to do without.
    for turn, schedule in enumerate(FRESH if designed is None else FRESH[:1]):
        if good_enough() or stop.now():
            break
        plans.append(annealed(first_plan(problem, rules, rng), schedule, 0.25 + 0.12 * turn))
    if designed is not None and not good_enough():
        share = Share(progress=progress, start=0.4, end=0.75, doing="mixing the tables")
        again = cast_plan(problem, rules, rng, stop, share, LONG)
        plans += [] if again is None else [again]
    if not plans:
        plans.append(first_plan(problem, rules, rng))
    best = annealed(min(plans, key=lambda plan: scored(problem, plan).key()), POLISH, 0.75)
    return search.broaden(best, limits.fewest_professions.value, n_moves, stop)
