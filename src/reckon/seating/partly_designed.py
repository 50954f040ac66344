"""A first plan of which as many rounds as can be come from a design."""

from dataclasses import replace

import numpy as np

from reckon.seating.casting import cast_plan
from reckon.seating.first_plan import first_plan
from reckon.seating.hard_rules import HardRules, hard_rules
from reckon.seating.problem import Plan, SeatingProblem
from reckon.seating.search import Share, Stop

FEWER_ROUNDS = 3


def partly_designed_plan(
    problem: SeatingProblem, rules: HardRules, rng: np.random.Generator, stop: Stop, share: Share
) -> Plan | None:
    """Return a plan whose first rounds repeat little, or None when no design comes near.

    Either everybody takes a part in fewer rounds; or those who fill tables of the smaller size
    do, and the others are added one to a table. Only where there are no hard rules, which a
    design could not keep.
    """
    if problem.apart or problem.together or problem.fixed:
        return None
    n_core = problem.n_tables * problem.table_sizes[-1]
    order = rng.permutation(problem.n_people)
    for n_rounds in range(problem.n_rounds, max(1, problem.n_rounds - FEWER_ROUNDS), -1):
        for core in (order, order[:n_core])[: 1 + (n_core < problem.n_people)]:
            part = _part(problem, core, n_rounds)
            designed = cast_plan(part, hard_rules(part), rng, stop, share)
            if designed is not None:
                plan = first_plan(problem, rules, rng)
                extra = problem.n_people - len(core)
                plan[:n_rounds, core] = designed
                for round_ in range(n_rounds):
                    plan[round_, order[len(core) :]] = rng.choice(problem.n_tables, extra, replace=False)
                return plan
    return None


def _part(problem: SeatingProblem, people: np.ndarray, n_rounds: int) -> SeatingProblem:
    """Return the problem of some of the people and the first rounds."""
    now = {int(person): position for position, person in enumerate(people)}
    return replace(
        problem,
        ids=[problem.ids[person] for person in people],
        professions=[problem.professions[person] for person in people],
        organisations=[problem.organisations[person] for person in people],
        n_rounds=n_rounds,
        met=[(now[one], now[two]) for one, two in problem.met if one in now and two in now],
    )
