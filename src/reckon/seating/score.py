"""What a plan comes to: the four figures by which plans are compared."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.seating.problem import Plan, SeatingProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of a plan, in the order in which plans are compared."""

    repeats: int
    same_profession: int
    same_organisation: int
    fewest_professions: int
    mean_professions: float

    def key(self) -> tuple[int, int, int, int]:
        """Return what to sort by: the best plan has the smallest key."""
        return (self.repeats, self.same_profession, self.same_organisation, -self.fewest_professions)


def scored(problem: SeatingProblem, plan: Plan) -> Score:
    """Count a plan. ``plan[round, person]`` is a table. Cost: O(n_rounds * n_people squared)."""
    professions = problem.codes(problem.professions)
    organisations = problem.codes(problem.organisations)
    seen = met_matrix(problem)
    repeats = 0
    breadth_seen = np.zeros((problem.n_people, int(professions.max()) + 1), dtype=bool)
    same = np.zeros(2, dtype=np.int64)
    for tables in plan:
        beside = tables[:, None] == tables[None, :]
        np.fill_diagonal(beside, val=False)
        repeats += int((beside & seen).sum())
        seen |= beside
        for part, kinds in enumerate((professions, organisations)):
            same[part] += (beside & (kinds[:, None] == kinds[None, :])).sum()
        present = np.zeros((problem.n_tables, breadth_seen.shape[1]), dtype=bool)
        present[tables, professions] = True
        breadth_seen |= present[tables]
    breadth_seen[np.arange(problem.n_people), professions] = False
    breadth = breadth_seen.sum(axis=1)
    return Score(
        repeats=repeats // 2,
        same_profession=int(same[0]) // 2,
        same_organisation=int(same[1]) // 2,
        fewest_professions=int(breadth.min()),
        mean_professions=float(breadth.mean()),
    )


def met_matrix(problem: SeatingProblem) -> NDArray[np.bool_]:
    """Return who has met whom before, as a symmetric matrix."""
    met = np.zeros((problem.n_people, problem.n_people), dtype=bool)
    for one, two in problem.met:
        met[one, two] = met[two, one] = True
    return met
