"""One round as an integer programme: a seating, or the rules that are in its way.

For each group g and table t, x[g, t] is 1 when the group sits there::

    sum over t of x[g, t] = 1                                       for each group
    smallest <= sum over g of len(g) * x[g, t] <= largest           for each table
    x[g, t] + x[h, t] <= 1 + broken[g, h]                           for g, h apart, for each table
    minimise the sum of broken[g, h]

Tables of ``smallest`` and ``largest`` seats add up only when their numbers are right.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reckon.errors import InfeasibleError, InvalidInputError
from reckon.seating.hard_rules import FREE, HardRules
from reckon.seating.problem import SeatingProblem

TIME_LIMIT_SECONDS = 60.0
NAMED = 10


def seats_by_solver(problem: SeatingProblem, rules: HardRules, round_: int) -> NDArray[np.int64]:
    """Return a table for each person in this round that keeps every hard rule. Exact.

    Raises
    ------
    InfeasibleError
        ``apart_too_many`` names the fewest pairs whose rule must go; ``no_seats`` when those
        kept together, or fixed, do not fit even then.
    InvalidInputError
        ``undecided``: no answer in TIME_LIMIT_SECONDS.
    """
    import highspy

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # (highspy ships no types)
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", TIME_LIMIT_SECONDS)
    x = _place_groups(model, problem, rules, round_)
    pairs = sorted({_ordered(rules, one, two) for one, two in problem.apart})
    broken = [model.addBinary(obj=1) for _ in pairs]
    for (one, two), slack in zip(pairs, broken, strict=True):
        for table in range(problem.n_tables):
            model.addConstr(x[one][table] + x[two][table] <= 1 + slack)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise _no_seats(problem, round_)
    values = model.getSolution().col_value
    if status != highspy.HighsModelStatus.kOptimal:
        raise InvalidInputError(
            "undecided",
            f"In {TIME_LIMIT_SECONDS:g} seconds no seating was found that keeps every rule, and none was "
            "ruled out. Drop some “apart” or “together” rules.",
        )
    dropped = [pair for pair, slack in zip(pairs, broken, strict=True) if values[slack.index] > 0.5]
    if dropped:
        raise _apart_too_many(problem, rules, round_, dropped)
    chosen = np.array([[values[cell.index] for cell in row] for row in x]).argmax(axis=1)
    return np.asarray(chosen[rules.group_of])


def _place_groups(model: Any, problem: SeatingProblem, rules: HardRules, round_: int) -> list[list[Any]]:
    x = [[model.addBinary() for _ in range(problem.n_tables)] for _ in rules.groups]
    for group, row in zip(rules.groups, x, strict=True):
        model.addConstr(model.qsum(row) == 1)
        table = int(rules.fixed_table[round_, group[0]])
        if table != FREE:
            model.addConstr(row[table] >= 1)
    for table in range(problem.n_tables):
        seated = model.qsum(len(group) * row[table] for group, row in zip(rules.groups, x, strict=True))
        model.addConstr(seated <= problem.largest)
        model.addConstr(seated >= problem.table_sizes[-1])
    return x


def _ordered(rules: HardRules, one: int, two: int) -> tuple[int, int]:
    first, second = sorted((int(rules.group_of[one]), int(rules.group_of[two])))
    return first, second


def _no_seats(problem: SeatingProblem, round_: int) -> InfeasibleError:
    smallest, largest = problem.table_sizes[-1], problem.largest
    sizes = f"{largest}" if smallest == largest else f"{smallest} or {largest}"
    return InfeasibleError(
        "no_seats",
        f"In round {round_ + 1}, those who must sit together or at a fixed table do not fit tables of "
        f"{sizes}. Make some groups smaller, or change the number of tables.",
        round=round_ + 1,
    )


def _apart_too_many(
    problem: SeatingProblem, rules: HardRules, round_: int, dropped: Sequence[tuple[int, int]]
) -> InfeasibleError:
    pairs = []
    for one, two in problem.apart:
        if _ordered(rules, one, two) in dropped:
            pairs.append((problem.ids[one], problem.ids[two]))
    shown = "; ".join(f"{one} and {two}" for one, two in pairs[:NAMED])
    more = f"; and {len(pairs) - NAMED} more" if len(pairs) > NAMED else ""
    rules_ = "rule" if len(pairs) == 1 else "rules"
    return InfeasibleError(
        "apart_too_many",
        f"Not everybody can be kept apart at {problem.n_tables} tables in round {round_ + 1}. "
        f"It is enough to drop {len(pairs)} “apart” {rules_}: {shown}{more}.",
        round=round_ + 1,
        pairs=pairs,
    )
