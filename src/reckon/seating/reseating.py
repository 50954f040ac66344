"""Repair a plan on the day: people are missing, people came late, and few should have to move."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reckon.errors import InvalidInputError
from reckon.progress import Progress, Silent
from reckon.rng import Seed, generator
from reckon.seating.first_plan import first_plan
from reckon.seating.hard_rules import FREE, HardRules, hard_rules
from reckon.seating.planning import bounds_of
from reckon.seating.problem import Plan, SeatingProblem
from reckon.seating.result import ReseatingResult
from reckon.seating.score import scored, tallied
from reckon.seating.search import Cooling, Search, Share, Stop

NOWHERE = -1
MOVES_PER_SEAT = 400
LEAST_MOVES, MOST_MOVES = 200_000, 6_000_000
# What repeats, pairs of one profession and of one organisation above the promise, and moves
# weigh, and the temperatures. Each next repair is made only while the promise is not kept.
REPAIRS = (
    ((20.0, 10.0, 5.0, 3.0), 0.6, 0.2),
    ((20.0, 12.0, 10.0, 2.0), 1.3, 0.2),
    ((30.0, 15.0, 8.0, 2.0), 3.0, 0.2),
    ((30.0, 10.0, 5.0, 1.0), 6.0, 0.2),
)
UPROOTED = 0.15  # a repair that moves this share of seats beyond the bound must save a repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseat:
    """What is left of a plan, and what it promised.

    Parameters
    ----------
    problem : SeatingProblem
        Only the people who are there now, and only the rounds still to come. ``met`` holds
        everybody who has met in rounds that are over.
    before : array of shape (n_rounds, n_people)
        The old table of each person in each round to come; -1 for who had none.
    promise : tuple of three int
        Repeats, same-profession pairs and same-organisation pairs of the old plan in the rounds
        to come.
    """

    problem: SeatingProblem
    before: Plan
    promise: tuple[int, int, int]

    def __post_init__(self) -> None:
        shape = (self.problem.n_rounds, self.problem.n_people)
        if np.shape(self.before) != shape:
            raise InvalidInputError(
                "shape", f"The old tables have shape {np.shape(self.before)}; they need {shape}."
            )
        if np.max(self.before) >= self.problem.n_tables or np.min(self.before) < NOWHERE:
            raise InvalidInputError("table_unknown", "The old plan names a table that is not there.")


def reseat(
    job: Reseat,
    *,
    seed: Seed = 0,
    time_limit_seconds: float | None = None,
    progress: Progress | None = None,
) -> ReseatingResult:
    """Repair the rounds to come: keep the promise first, then move as few people as can be.

    A plan is compared by the repeats, the same-profession pairs and the same-organisation pairs
    that it has above the promise, in this order, and then by its moves: the seats of people who
    were in the old plan and now sit at another table. But a plan that moves 15 % of those
    seats beyond what even tables need is taken only when it saves a repeat. Hard rules always hold.

    Parameters
    ----------
    job : Reseat
    seed, time_limit_seconds, progress
        As in :func:`~reckon.seating.planning.seat`.

    Returns
    -------
    ReseatingResult
        The figures are of the rounds to come.

    Raises
    ------
    InvalidInputError, InfeasibleError
        As in :func:`~reckon.seating.planning.seat`.

    Notes
    -----
    Heuristic. The tables are first made even with the fewest moves, which is also the bound for
    moves; annealing by swaps then repairs the promise, a move counting against each swap. A
    second of time is enough for a few hundred people.

    Examples
    --------
    >>> people = SeatingProblem(ids="abcde", professions="vwxyz", organisations=[""] * 5,
    ...                         n_tables=2, n_rounds=1)
    >>> repaired = reseat(Reseat(problem=people, before=np.array([[0, 0, 0, 0, 1]]), promise=(0, 0, 0)))
    >>> repaired.moves, repaired.moves_bound
    (1, 1)
    """
    stop, rng, problem = Stop(time_limit_seconds), generator(seed), job.problem
    rules = hard_rules(problem)
    limits = bounds_of(problem, rules)
    least = moves_bound(job)
    repeats, profession, organisation = np.maximum(job.promise, limits.key()[:3]).tolist()
    floors = (repeats, profession, organisation, least)
    search = Search(problem, rules, rng, floors=floors, homes=job.before)
    plan = _repaired(search, _evened(job, rules, rng), stop, progress or Silent())
    score = scored(problem, plan)
    figures = score.key()[:3]
    return ReseatingResult(
        plan=plan,
        score=score,
        bounds=bounds_of(problem, rules, repeats=score.repeats),
        moves=int(((plan != job.before) & (job.before != NOWHERE)).sum()),
        moves_bound=least,
        n_remaining_seats=int((job.before != NOWHERE).sum()),
        promise_kept=all(now <= then for now, then in zip(figures, job.promise, strict=True)),
    )


def _repaired(search: Search, plan: Plan, stop: Stop, progress: Progress) -> Plan:
    n_moves = int(np.clip(MOVES_PER_SEAT * plan.size, LEAST_MOVES, MOST_MOVES))
    for turn, (weights, hot, cold) in enumerate(REPAIRS):
        if turn and (search.figures(plan)[:3] <= search.floors[:3]).all():
            break
        share = Share(
            progress=progress,
            start=turn / len(REPAIRS),
            end=(turn + 1) / len(REPAIRS),
            doing="repairing the tables",
        )
        cooling = Cooling(weights=weights, hot=hot, cold=cold, n_moves=n_moves)
        repaired = search.anneal(plan, cooling, stop, share)
        if _is_worth_it(search, plan, repaired):
            plan = repaired
    progress.update(1, "done")
    return plan


def _is_worth_it(search: Search, plan: Plan, repaired: Plan) -> bool:
    """Say whether the repair moves few seats, or saves a repeat that was not promised."""
    before, after = (np.maximum(0, search.figures(each) - search.floors) for each in (plan, repaired))
    n_seats = int((search.homes != NOWHERE).sum())
    few = after[3] <= UPROOTED * n_seats
    return bool(few or after[0] < before[0])


def remaining(
    problem: SeatingProblem, plan: Plan, *, first_round: int, absent: Collection[int] = ()
) -> Reseat:
    """Return what is left of a plan from one round on, without those who are absent from then on.

    Parameters
    ----------
    problem : SeatingProblem
        Everybody who was seated or came late, all rounds, and the rules.
    plan : array of shape (n_rounds, n_people)
        The old tables; -1 for who had none in that round.
    first_round : int
        The first round that can still be changed, from 0.
    absent : collection of int
        Who is missing from that round on.

    Returns
    -------
    Reseat
        The job for `reseat`; its people are those who are there, in their old order.

    Raises
    ------
    InvalidInputError
        ``nobody_left``; or as :class:`SeatingProblem`, when too few people are left for the tables.

    Notes
    -----
    Cost: O(n_rounds * n_people squared).

    Examples
    --------
    >>> people = SeatingProblem(ids="abcd", professions="wxyz", organisations=[""] * 4,
    ...                         n_tables=2, n_rounds=2)
    >>> job = remaining(people, np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), first_round=1, absent=[3])
    >>> job.problem.ids, job.problem.met, job.before.tolist()
    (('a', 'b', 'c'), ((0, 1),), [[0, 1, 0]])
    """
    there = [person for person in range(problem.n_people) if person not in set(absent)]
    if not there:
        raise InvalidInputError("nobody_left", "Everybody is absent. There is nobody left to seat.")
    now = {person: position for position, person in enumerate(there)}
    seen, _ = tallied(problem, plan[:first_round])
    met = [(one, two) for one, two in np.argwhere(np.triu(seen)).tolist()]
    old = replace(problem, met=met, n_rounds=problem.n_rounds - first_round, fixed=())
    _, promise = tallied(old, plan[first_round:])
    left = replace(
        old,
        ids=[problem.ids[person] for person in there],
        professions=[problem.professions[person] for person in there],
        organisations=[problem.organisations[person] for person in there],
        met=_renumbered(met, now),
        apart=_renumbered(problem.apart, now),
        together=_renumbered(problem.together, now),
        fixed=[
            replace(seat, person=now[seat.person], round=seat.round - first_round)
            for seat in problem.fixed
            if seat.round >= first_round and seat.person in now
        ],
    )
    return Reseat(problem=left, before=plan[first_round:, there], promise=promise)


def _renumbered(pairs: Sequence[tuple[int, int]], now: Mapping[int, int]) -> list[tuple[int, int]]:
    return [(now[one], now[two]) for one, two in pairs if one in now and two in now]


def moves_bound(job: Reseat) -> int:
    """Return a number of moves that making the tables even takes at least.

    Whoever is above a table's seats must leave it; the larger tables are those that are fullest.
    """
    sizes = np.array(job.problem.table_sizes)
    total = 0
    for tables in job.before:
        counts = np.bincount(tables[tables != NOWHERE], minlength=job.problem.n_tables)
        total += int(np.maximum(0, np.sort(counts)[::-1] - sizes).sum())
    return total


def _evened(job: Reseat, rules: HardRules, rng: np.random.Generator) -> Plan:
    """Return the old plan with even tables that keeps the hard rules."""
    plan = np.array([_evened_round(job, rules, round_, rng) for round_ in range(job.problem.n_rounds)])
    return plan if _keeps(job.problem, rules, plan) else first_plan(job.problem, rules, rng)


def _evened_round(job: Reseat, rules: HardRules, round_: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Send those above a table's seats, and those without a table, to where seats are free."""
    problem = job.problem
    tables = np.where(rules.fixed_table[round_] == FREE, job.before[round_], rules.fixed_table[round_])
    counts = np.bincount(tables[tables != NOWHERE], minlength=problem.n_tables)
    seats = np.empty_like(counts)
    seats[np.argsort(-counts, kind="stable")] = problem.table_sizes
    for person in rng.permutation(problem.n_people):
        table = tables[person]
        movable = rules.fixed_table[round_, person] == FREE and len(rules.groups[rules.group_of[person]]) == 1
        if table != NOWHERE and movable and counts[table] > seats[table]:
            tables[person] = NOWHERE
            counts[table] -= 1
    for person in np.flatnonzero(tables == NOWHERE):
        tables[person] = int((seats - counts).argmax())
        counts[tables[person]] += 1
    return np.asarray(tables)


def _keeps(problem: SeatingProblem, rules: HardRules, plan: Plan) -> bool:
    """Say whether the plan keeps every hard rule."""
    sizes = sorted(problem.table_sizes)
    for tables, fixed in zip(plan, rules.fixed_table, strict=True):
        if sorted(np.bincount(tables, minlength=problem.n_tables)) != sizes:
            return False
        if (tables != fixed)[fixed != FREE].any():
            return False
    together = all((plan[:, list(group)] == plan[:, [group[0]]]).all() for group in rules.groups)
    return together and all((plan[:, one] != plan[:, two]).all() for one, two in problem.apart)
