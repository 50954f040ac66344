"""Give people the parts of a schedule without repeats, so that colleagues seldom meet."""

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
HOT = (3.0, 3.0, 12.0)  # where each order starts: the first two keep what the order gives
COLD = 0.3
MOVES_PER_PART = 4_000
MOST_FOR_MATRIX = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """Who holds which part, which parts may change hands, and what each meeting costs."""

    holders: NDArray[np.int64]
    loose: NDArray[np.bool_]
    costs: NDArray[np.int64]
    hot: float


def cast_plan(
    problem: SeatingProblem, rules: HardRules, rng: np.random.Generator, stop: Stop, share: Share
) -> Plan | None:
    """Return a plan without repeats inside it, from a design, or None when no design serves.

    Nobody can be kept together in a schedule without repeats, and of the fixed seats it can
    keep only hosts: one person at a table, there in every round. Heuristic.
    """
    hosts = _hosts(rules)
    if hosts is None or len(rules.groups) < problem.n_people or problem.n_people > MOST_FOR_MATRIX:
        return None
    found = design(problem.n_tables, problem.largest, problem.n_rounds, seed=rng)
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
    orders = _orders(found, problem.n_rounds)
    plans = []
    for done, (order, hot) in enumerate(zip(orders, HOT, strict=True)):
        holders = _first_cast(problem, order, hosts, resting)
        _recast(schedule, Casting(holders=holders, loose=loose, costs=costs, hot=hot), rng, stop)
        plan = np.empty_like(schedule)
        plan[:, holders] = schedule
        plans.append(plan[:, : problem.n_people])
        share.update((done + 1) / len(orders))
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


def _orders(found: Design, n_rounds: int) -> list[NDArray[np.int64]]:
    """Return three orders of the parts in which those that never meet stand next to each other."""
    by_number = np.arange(found.schedule.shape[1])
    if len(found.schedule) == n_rounds:
        return [by_number, by_number, by_number]
    by_spare_round = np.argsort(found.schedule[n_rounds], kind="stable")
    return [by_number, by_spare_round, by_number]


def _first_cast(
    problem: SeatingProblem, order: NDArray[np.int64], hosts: dict[int, int], resting: list[int]
) -> NDArray[np.int64]:
    """Give parts in that order to people sorted by profession, the largest professions first."""
    professions = problem.codes(problem.professions)
    organisations = problem.codes(problem.organisations)
    frequency = np.bincount(professions)[professions]
    people = np.lexsort((organisations, professions, -frequency))
    holders = np.empty(len(order), dtype=np.int64)
    parts = [part for part in order.tolist() if part not in hosts and part not in set(resting)]
    holders[parts] = people[~np.isin(people, list(hosts.values()))]
    holders[list(hosts)] = list(hosts.values())
    holders[resting] = np.arange(problem.n_people, len(order))
    return holders


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
    for step in range(STEPS):
        if cost == 0 or stop.now():
            break
        temperature = casting.hot * (COLD / casting.hot) ** (step / (STEPS - 1))
        cost = int(recast(cast, size, cost, temperature, n_parts * MOVES_PER_PART // STEPS))
