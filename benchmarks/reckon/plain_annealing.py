"""Seating in the manner of the usual open table tools: random swaps while it cools, in plain Python.

A peer that can be measured in the same run. Those tools run in a browser or as a service, so what
they reach is recorded beside it. Each swap costs O(table), as ours does; what differs is that
nothing is compiled, no schedule is known, and nothing says how far from the best the plan is.
"""

import math
import random
import time

import numpy as np

from reckon.seating import SeatingProblem
from reckon.seating.problem import Plan

REPEAT, SAME_PROFESSION = 12, 1
HOT, COLD = 6.0, 0.35
SWAPS_BETWEEN_LOOKS_AT_THE_CLOCK = 500


class Annealing:
    """A plan that swaps change. ``tables[round][table]`` lists people."""

    def __init__(self, problem: SeatingProblem, seed: int) -> None:
        self.random = random.Random(seed)
        n_people = problem.n_people
        alike = np.array(problem.professions)[:, None] == np.array(problem.professions)[None, :]
        self.alike = (SAME_PROFESSION * alike * (1 - np.eye(n_people))).astype(int).tolist()
        self.times = [[0] * n_people for _ in range(n_people)]
        for one, two in problem.met:
            self.times[one][two] = self.times[two][one] = 1
        self.tables = []
        for _ in range(problem.n_rounds):
            people = self.random.sample(range(n_people), n_people)
            self.tables.append([people[table :: problem.n_tables] for table in range(problem.n_tables)])
        self.cost = 0
        for tables in self.tables:
            for table in tables:
                for place, person in enumerate(table):
                    self.cost += self._join(person, table[:place])

    def _join(self, person: int, others: list[int]) -> int:
        times, alike, cost = self.times[person], self.alike[person], 0
        for other in others:
            if times[other]:
                cost += REPEAT
            cost += alike[other]
            times[other] += 1
            self.times[other][person] += 1
        return cost

    def _leave(self, person: int, others: list[int]) -> int:
        times, alike, cost = self.times[person], self.alike[person], 0
        for other in others:
            times[other] -= 1
            self.times[other][person] -= 1
            if times[other]:
                cost += REPEAT
            cost += alike[other]
        return cost

    def swap(self, temperature: float) -> None:
        """Swap two people of a round, and swap them back unless the plan may get that much worse."""
        tables = self.random.choice(self.tables)
        one, two = self.random.sample(tables, 2)
        i, j = int(self.random.random() * len(one)), int(self.random.random() * len(two))
        a, b = one[i], two[j]
        beside_a, beside_b = one[:i] + one[i + 1 :], two[:j] + two[j + 1 :]
        gain = self._leave(a, beside_a) + self._leave(b, beside_b)
        rise = self._join(a, beside_b) + self._join(b, beside_a) - gain
        if rise <= 0 or self.random.random() < math.exp(-rise / temperature):
            one[i], two[j] = b, a
            self.cost += rise
        else:
            for person, here, there in ((a, beside_a, beside_b), (b, beside_b, beside_a)):
                self._leave(person, there)
                self._join(person, here)

    def plan(self) -> Plan:
        """Return the present plan as ours is written: a table for each person in each round."""
        plan = np.empty((len(self.tables), len(self.times)), dtype=np.int64)
        for round_, tables in enumerate(self.tables):
            for table, people in enumerate(tables):
                plan[round_, people] = table
        return plan


def annealed(problem: SeatingProblem, seconds: float, *, seed: int = 0) -> tuple[Plan, float]:
    """Cool for that long, or until nothing is left to gain; return the best plan seen and the seconds."""
    start = time.perf_counter()
    annealing = Annealing(problem, seed)
    best, plan = annealing.cost, annealing.plan()
    while (taken := time.perf_counter() - start) < seconds and best:
        temperature = HOT * (COLD / HOT) ** (taken / seconds)
        for _ in range(SWAPS_BETWEEN_LOOKS_AT_THE_CLOCK):
            annealing.swap(temperature)
            if annealing.cost < best and (temperature < 2 * COLD or annealing.cost == 0):
                best, plan = annealing.cost, annealing.plan()
    if annealing.cost < best:
        plan = annealing.plan()
    return plan, time.perf_counter() - start
