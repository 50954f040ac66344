"""What a plan comes to: the four figures by which plans are compared."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.seating.problem import Plan, SeatingProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of a plan, in the order in which plans are compared.

    ``repeats``: meetings of people who met before, in the plan or in ``met``. ``same_profession``,
    ``same_organisation``: pairs of one kind at a table, over all rounds. ``fewest_professions``: other
    professions met by the person who meets fewest; ``mean_professions``: by people on average.
    """

    repeats: int
    same_profession: int
    same_organisation: int
    fewest_professions: int
    mean_professions: float

    def key(self) -> tuple[int, int, int, int]:
        """Return what to sort by: the best plan has the smallest key."""
        return (self.repeats, self.same_profession, self.same_organisation, -self.fewest_professions)


def scored(problem: SeatingProblem, plan: Plan) -> Score:
    """Count a plan.

    Parameters
    ----------
    problem : SeatingProblem
    plan : ndarray of int of shape (n_rounds, n_people)
        The table of each person in each round, from 0.

    Returns
    -------
    Score

    Notes
    -----
    Cost: O(n_rounds * n_people squared).

    Examples
    --------
    >>> problem = SeatingProblem(ids="abcd", professions="xxyy", organisations=[""] * 4,
    ...                          n_tables=2, n_rounds=2)
    >>> scored(problem, np.array([[0, 1, 0, 1], [0, 1, 0, 1]])).key()
    (2, 0, 0, -1)
    """
    figures = tallied(problem, plan)[1]
    breadth = (profession_meetings(problem, plan) > 0).sum(axis=1)
    return Score(
        repeats=figures[0],
        same_profession=figures[1],
        same_organisation=figures[2],
        fewest_professions=int(breadth.min()),
        mean_professions=float(breadth.mean()),
    )


def tallied(problem: SeatingProblem, plan: Plan) -> tuple[NDArray[np.int16], tuple[int, int, int]]:
    """Return how often each two meet, ``met`` included, and the first three figures of a plan."""
    seen = met_matrix(problem).astype(np.int16)
    kinds = (problem.codes(problem.professions), problem.codes(problem.organisations))
    repeats, same = 0, [0, 0]
    for tables in plan:
        beside = beside_each_other(tables)
        repeats += int((beside & (seen > 0)).sum()) // 2
        for part, kind in enumerate(kinds):
            same[part] += int((beside & (kind[:, None] == kind[None, :])).sum()) // 2
        seen += beside
    return seen, (repeats, same[0], same[1])


def profession_meetings(problem: SeatingProblem, plan: Plan) -> NDArray[np.int64]:
    """Return how often each person meets each profession other than their own."""
    professions = problem.codes(problem.professions)
    met = np.zeros((problem.n_people, int(professions.max()) + 1), dtype=np.int64)
    for tables in plan:
        at_table = np.zeros((problem.n_tables, met.shape[1]), dtype=np.int64)
        np.add.at(at_table, (tables, professions), 1)
        met += at_table[tables]
    met[np.arange(problem.n_people), professions] = 0
    return met


def beside_each_other(tables: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return who shares a table with whom; who has no table (below nought) is alone."""
    beside = (tables[:, None] == tables[None, :]) & (tables[:, None] >= 0)
    np.fill_diagonal(beside, val=False)
    return np.asarray(beside)


def met_matrix(problem: SeatingProblem) -> NDArray[np.bool_]:
    """Return who has met whom before, as a symmetric matrix."""
    met = np.zeros((problem.n_people, problem.n_people), dtype=bool)
    for one, two in problem.met:
        met[one, two] = met[two, one] = True
    return met
