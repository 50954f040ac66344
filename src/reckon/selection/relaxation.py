"""What to change, and by how little, when no panel meets every rule."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reckon.errors import InfeasibleError
from reckon.selection.problem import SelectionProblem
from reckon.selection.types import Panels
from reckon.solver import Floats, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One limit that should move, from ``before`` to ``after``.

    ``column`` and ``value`` name the quota; they are empty for the cap per organisation.
    """

    column: str
    value: str
    limit: str  # "minimum", "maximum" or "per_organisation"
    before: int
    after: int

    def __str__(self) -> str:
        if self.limit == "per_organisation":
            return f"allow {self.after} instead of {self.before} per organisation"
        verb = "lower" if self.after < self.before else "raise"
        return f"{verb} the {self.limit} of {self.column} “{self.value}” from {self.before} to {self.after}"


def smallest_relaxation(problem: SelectionProblem, panels: Panels) -> list[Change]:
    r"""Return the changes of quotas that let a panel exist and together move limits the least.

    Minimise the sum of all moves, where one unit of the cap per organisation counts like one unit
    of a quota: whole :math:`d^-, d^+, c \ge 0` with
    :math:`l - d^- \le a x \le h + d^+`. Exact, by HiGHS; ties are broken by the solver, always alike.
    """
    n_types, n_quotas = len(panels.sizes), panels.n_quotas
    n_rules = len(panels.rows)
    moves = np.zeros((n_rules, 2 * n_quotas + 1))
    moves[:n_quotas, :n_quotas] = np.eye(n_quotas)
    moves[:n_quotas, n_quotas:-1] = -np.eye(n_quotas)
    moves[n_quotas:-1, -1] = -1
    # A quota with both limits moved would be a range the wrong way round; each limit is its own row.
    rows = np.vstack([np.hstack([panels.rows, moves]), np.hstack([panels.rows, moves])])
    low = np.append(panels.low, np.full(n_rules, -np.inf))
    high = np.append(np.full(n_rules, np.inf), panels.high)
    rows[:n_quotas, n_types + n_quotas : -1] = 0
    rows[n_rules : n_rules + n_quotas, n_types : n_types + n_quotas] = 0
    rows[n_quotas : n_rules - 1, -1] = 0
    n_columns = rows.shape[1]
    upper = np.append(panels.sizes, np.full(n_columns - n_types, float(problem.n_people)))
    cost = np.append(np.zeros(n_types), np.ones(n_columns - n_types))
    model = Model(rows, low, high, np.zeros(n_columns), upper, np.full(n_columns, True))
    found = model.minimise(cost).values[n_types:].round().astype(int)
    return _changes(problem, found[:n_quotas], found[n_quotas:-1], int(found[-1]))


def _changes(problem: SelectionProblem, lowered: Floats, raised: Floats, cap: int) -> list[Change]:
    changes = []
    for quota, down, up in zip(problem.quotas, lowered, raised, strict=True):
        for limit, before, move in (("minimum", quota.minimum, -down), ("maximum", quota.maximum, up)):
            if move:
                after = before + int(move)
                changes.append(
                    Change(column=quota.column, value=quota.value, limit=limit, before=before, after=after)
                )
    if cap:
        before = problem.per_organisation or 0
        changes.append(
            Change(column="", value="", limit="per_organisation", before=before, after=before + cap)
        )
    return changes


def infeasible(changes: Sequence[Change]) -> InfeasibleError:
    """Return the error that says what would help."""
    words = [str(change) for change in changes]
    listed = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
    return InfeasibleError(
        "quotas",
        f"No panel meets every quota. The smallest change that lets one: {listed}.",
        changes=list(changes),
    )
