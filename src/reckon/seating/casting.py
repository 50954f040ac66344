"""Give people the parts of a schedule with the fewest repeats, so that colleagues seldom meet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.seating.designs import Design, design
from reckon.seating.hard_rules import FREE, HardRules
from reckon.seating.problem import Plan, SeatingProblem
from reckon.seating.score import met_matrix, scored
from reckon.seating.search import STEPS, Share, Stop

# What a meeting costs: apart, met before, same profession, same organisation.
APART, MET, PROFESSION, ORGANISATION = 100_000, 30, 10, 1
COLD = 0.3
MOST_MOVES = 4_000_000
MOST_FOR_MATRIX = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where an annealing starts: people of a profession in one group, or at one table of a spare round."""

    spare_round: bool
    hot: float
    moves_per_part: int


# The quick ones keep what the start gives; the long one looks far and wide.
QUICK = (
    Start(spare_round=False, hot=3.0, moves_per_part=4_000),
    Start(spare_round=True, hot=3.0, moves_per_part=4_000),
)
LONG = (Start(spare_round=False, hot=8.0, moves_per_part=30_000),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """Who holds which part, which parts may change hands, and what each meeting costs."""

    holders: NDArray[np.int64]
    loose: NDArray[np.bool_]
    costs: NDArray[np.int64]
    start: Start


def cast_plan(
    problem: SeatingProblem,
    rules: HardRules,
    rng: np.random.Generator,
    stop: Stop,
    share: Share,
    starts: tuple[Start, ...] = QUICK,
) -> Plan | None:
    """Return a plan with the fewest repeats inside it, from a design, or None when no design serves.

    Nobody is kept together by such a schedule on purpose, and of the fixed seats it can
    keep only hosts: one person at a table, there in every round. Heuristic.
    """
    hosts = _hosts(rules)
    if hosts is None or len(rules.groups) < problem.n_people or problem.n_people > MOST_FOR_MATRIX:
        return None
    found = design(problem.n_tables, problem.largest, problem.n_rounds)
    if found is None or (hosts and not found.hosts):
        return None
    schedule = found.schedule[: problem.n_rounds]
    n_parts = schedule.shape[1]
    resting = _strangers(schedule, n_parts - problem.n_people, set(hosts))
    if resting is None:
        return None
    costs = _costs(problem, n_parts)
    loose = np.ones(n_parts, dtype=bool)
    loose[[*hosts, *resting]] = False
    plans = []
    for done, start in enumerate(starts):
        holders = _first_cast(problem, _classes(found, problem, start), hosts, resting)
        casting = Casting(holders=holders, loose=loose, costs=costs, start=start)
        _recast(schedule, casting, rng, stop)
        plan = np.empty_like(schedule)
        plan[:, holders] = schedule
        plans.append(plan[:, : problem.n_people])
        share.update((done + 1) / len(starts))
    plans = [
        plan for plan in plans if all((plan[:, one] != plan[:, two]).all() for one, two in problem.apart)
    ]
    return min(plans, key=lambda plan: scored(problem, plan).key(), default=None)


def _hosts(rules: HardRules) -> dict[int, int] | None:
    """Return who hosts each table in every round, or None when seats are fixed in another way."""
    first = rules.fixed_table[0]
    people = np.flatnonzero(first != FREE)
    hosts = {int(first[person]): int(person) for person in people}
    same = (rules.fixed_table == first).all()
    return hosts if same and len(hosts) == len(people) else None


def _strangers(schedule: Plan, count: int, taken: set[int]) -> list[int] | None:
    """Return parts that never meet, for the empty seats; the last parts are tried first."""
    chosen: list[int] = []
    for part in reversed(range(schedule.shape[1])):
        if len(chosen) == count:
            break
        if part not in taken and not (schedule[:, chosen] == schedule[:, [part]]).any():
            chosen.append(part)
    return chosen if len(chosen) == count else None


def _classes(found: Design, problem: SeatingProblem, start: Start) -> NDArray[np.int64]:
    """Return a class for each part so that parts of one class seldom or never meet.

    The groups of a transversal design never meet; nor do the tables of a round that is spare.
    """
    if start.spare_round and len(found.schedule) > problem.n_rounds:
        return np.asarray(found.schedule[problem.n_rounds])
    return np.arange(found.schedule.shape[1]) // problem.n_tables


def _first_cast(
    problem: SeatingProblem, classes: NDArray[np.int64], hosts: dict[int, int], resting: list[int]
) -> NDArray[np.int64]:
    """Pack professions into classes: the largest first, each where it leaves the least room over."""
    holders = np.empty(len(classes), dtype=np.int64)
    holders[list(hosts)] = list(hosts.values())
    holders[resting] = np.arange(problem.n_people, len(classes))
    taken = {*hosts, *resting}
    free: dict[int, list[int]] = {}
    for part, class_ in enumerate(classes.tolist()):
        if part not in taken:
            free.setdefault(class_, []).append(part)
    waiting = _by_profession(problem, set(hosts.values()))
    while waiting:
        waiting.sort(key=len)
        people = waiting.pop()
        roomy = [parts for parts in free.values() if len(parts) >= len(people)]
        parts = min(roomy, key=len) if roomy else max(free.values(), key=len)
        if len(people) > len(parts):
            waiting.append(people[len(parts) :])
        for part, person in zip(parts.copy(), people, strict=False):
            holders[part] = person
            parts.remove(part)
    return holders


def _by_profession(problem: SeatingProblem, but: set[int]) -> list[list[int]]:
    """Return the people of each profession, by organisation, without some."""
    groups: dict[str, list[int]] = {}
    for person in sorted(range(problem.n_people), key=lambda person: problem.organisations[person]):
        if person not in but:
            groups.setdefault(problem.professions[person], []).append(person)
    return list(groups.values())


def _costs(problem: SeatingProblem, n_parts: int) -> NDArray[np.int64]:
    professions = problem.codes(problem.professions)
    organisations = problem.codes(problem.organisations)
    costs = np.zeros((n_parts, n_parts), dtype=np.int64)
    people = slice(0, problem.n_people)
    costs[people, people] = (
        PROFESSION * (professions[:, None] == professions[None, :])
        + ORGANISATION * (organisations[:, None] == organisations[None, :])
        + MET * met_matrix(problem)
    )
    for one, two in problem.apart:
        costs[one, two] = costs[two, one] = APART
    return costs


def _recast(schedule: Plan, casting: Casting, rng: np.random.Generator, stop: Stop) -> None:
    """Anneal who holds which part, in place."""
    from reckon.seating._relabel_kernel import Cast, recast, total_cost

    n_parts = schedule.shape[1]
    state = rng.integers(1, 2**63, size=1, dtype=np.uint64)
    parts = np.argsort(schedule, axis=1, kind="stable")
    cast = Cast(casting.holders, parts, schedule, casting.loose, casting.costs, state)
    size = n_parts // (int(schedule.max()) + 1)
    cost = int(total_cost(cast, size))
    n_moves = min(MOST_MOVES, n_parts * casting.start.moves_per_part)
    for step in range(STEPS):
        if cost == 0 or stop.now():
            break
        temperature = casting.start.hot * (COLD / casting.start.hot) ** (step / (STEPS - 1))
        cost = int(recast(cast, size, cost, temperature, n_moves // STEPS))
