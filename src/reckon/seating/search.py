"""Annealing of a plan: the arrays the compiled search works on, and the cooling."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reckon.progress import Progress
from reckon.seating.hard_rules import FREE, HardRules
from reckon.seating.problem import Plan, SeatingProblem
from reckon.seating.score import profession_meetings, tallied

if TYPE_CHECKING:  # the kernel imports numba, which is imported only when it is used
    from reckon.seating._kernel import Room, Tally

STEPS = 120  # temperatures of one cooling
NO_FLOOR = np.iinfo(np.int64).max // 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """One annealing: what a unit of each figure costs, and from which temperature to which."""

    weights: tuple[float, float, float, float]
    hot: float
    cold: float
    n_moves: int


class Stop:
    """Says when the time is over. No limit, no end."""

    def __init__(self, seconds: float | None) -> None:
        self.end = None if seconds is None else time.monotonic() + seconds

    def now(self) -> bool:
        """Say whether the time is over."""
        return self.end is not None and time.monotonic() >= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of all work that one search is, for the progress."""

    progress: Progress
    start: float
    end: float
    doing: str

    def update(self, done: float) -> None:
        """Say how far this search is, from 0 to 1."""
        self.progress.update(self.start + (self.end - self.start) * done, self.doing)


class Search:
    """A plan being improved. ``seats[round, seat]`` holds people, and ghosts on empty seats.

    ``homes[round, person]`` is the table from which a move is counted; by default none is.
    """

    def __init__(
        self,
        problem: SeatingProblem,
        rules: HardRules,
        rng: np.random.Generator,
        *,
        floors: tuple[int, int, int, int],
        homes: Plan | None = None,
    ) -> None:
        self.problem = problem
        self.n_seats = problem.n_tables * problem.largest
        self.kinds = np.arange(2 * self.n_seats).reshape(2, -1) + self.n_seats
        self.kinds[0, : problem.n_people] = problem.codes(problem.professions)
        self.kinds[1, : problem.n_people] = problem.codes(problem.organisations)
        self.floors = np.array(floors)
        self.state = rng.integers(1, 2**63, size=1, dtype=np.uint64)
        self.homes = np.full((problem.n_rounds, self.n_seats), -1)
        if homes is not None:
            self.homes[:, : problem.n_people] = homes
        self.loose = np.ones_like(self.homes, dtype=bool)
        self.loose[:, : problem.n_people] = rules.fixed_table == FREE
        self._set_groups(rules)

    def _set_groups(self, rules: HardRules) -> None:
        ghosts = [(ghost,) for ghost in range(self.problem.n_people, self.n_seats)]
        self.groups = np.empty(self.n_seats, dtype=np.int64)
        self.group_sizes = np.empty(self.n_seats, dtype=np.int64)
        self.members = np.array([person for group in (*rules.groups, *ghosts) for person in group])
        start = 0
        for group in (*rules.groups, *ghosts):
            self.groups[list(group)], self.group_sizes[list(group)] = start, len(group)
            start += len(group)

    def seats(self, plan: Plan) -> NDArray[np.int64]:
        """Return the plan as seats, with a ghost on each empty one."""
        n_people, size = self.problem.n_people, self.problem.largest
        ghosts = np.arange(n_people, self.n_seats)
        seats = np.empty((self.problem.n_rounds, self.n_seats), dtype=np.int64)
        for round_, tables in enumerate(plan):
            short = np.flatnonzero(np.bincount(tables, minlength=self.problem.n_tables) < size)
            everybody = np.concatenate([tables, short[: len(ghosts)]])
            seats[round_] = np.argsort(everybody, kind="stable")
        return seats

    def plan(self, seats: NDArray[np.int64]) -> Plan:
        """Return seats as a plan, without the ghosts."""
        places = np.argsort(seats, axis=1)[:, : self.problem.n_people]
        return places // self.problem.largest

    def anneal(self, plan: Plan, cooling: Cooling, stop: Stop, share: Share) -> Plan:
        """Return the best plan seen while cooling down from ``plan``. Never worse than it."""
        from reckon.seating._kernel import anneal, at_floors

        room, tally = self._opened(plan, cooling.weights)
        factor = (cooling.cold / cooling.hot) ** (1 / (STEPS - 1))
        for step in range(STEPS):
            if stop.now() or at_floors(tally.best, tally.floors):
                break
            anneal(room, tally, cooling.hot * factor**step, cooling.n_moves // STEPS + 1)
            share.update((step + 1) / STEPS)
        return self.plan(tally.best_seats)

    def broaden(self, plan: Plan, aim: int, n_moves: int, stop: Stop) -> Plan:
        """Return a plan with the same figures whose smallest number of professions met is raised.

        Stops at ``aim``, after ``n_moves`` or when the time is over.
        """
        from reckon.seating._kernel import broaden

        room, tally = self._opened(plan, (1e9, 1e6, 1e3, 0.0))
        met = profession_meetings(self.problem, plan)
        breadth = (met > 0).sum(axis=1)
        for _ in range(STEPS):
            reached = broaden(room, tally, met, breadth, aim, n_moves // STEPS + 1)
            if reached >= aim or stop.now():
                break
        return self.plan(tally.best_seats)

    def _opened(self, plan: Plan, weights: tuple[float, float, float, float]) -> "tuple[Room, Tally]":
        from reckon.seating._kernel import Room, Tally

        seats = self.seats(plan)
        score = self.figures(plan)
        room = Room(
            seats=seats,
            places=np.argsort(seats, axis=1),
            seen=self._seen(plan),
            kinds=self.kinds,
            loose=self.loose,
            homes=self.homes,
            groups=self.groups,
            group_sizes=self.group_sizes,
            members=self.members,
            size=self.problem.largest,
        )
        tally = Tally(
            score=score,
            best=score.copy(),
            best_seats=seats.copy(),
            floors=self.floors,
            weights=np.array(weights),
            state=self.state,
            change=np.zeros(4, dtype=np.int64),
            leavers=np.zeros((2, self.problem.largest), dtype=np.int64),
            marks=np.zeros(self.n_seats, dtype=bool),
        )
        return room, tally

    def figures(self, plan: Plan) -> NDArray[np.int64]:
        """Return repeats, same-profession pairs, same-organisation pairs and moves of a plan."""
        homes = self.homes[:, : self.problem.n_people]
        moves = int(((homes >= 0) & (homes != plan)).sum())
        return np.array([*tallied(self.problem, plan)[1], moves])

    def _seen(self, plan: Plan) -> NDArray[np.int16]:
        """Return how often each two meet, as the kernel wants it."""
        from reckon.seating._kernel import APART, GHOST

        n_people = self.problem.n_people
        seen = np.full((self.n_seats, self.n_seats), GHOST, dtype=np.int16)
        seen[n_people:, n_people:] = APART
        seen[:n_people, :n_people] = tallied(self.problem, plan)[0]
        for one, two in self.problem.apart:
            seen[one, two] = seen[two, one] = APART
        return seen
