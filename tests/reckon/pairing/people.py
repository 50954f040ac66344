"""Invented people for the tests of pairing, and every answer by trying them all."""

import math
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from reckon.pairing import PairingProblem

TOPICS = ("fit notes", "hospital discharge", "data sharing", "damp", "youth work")


def a_problem(n_people: int = 2, **changes: Any) -> PairingProblem:
    """People at one place and level who may all meet, with whatever is changed."""
    rows: dict[str, Any] = {
        "level": [2] * n_people,
        "profession": [f"profession {row}" for row in range(n_people)],
        "organisation": [f"organisation {row}" for row in range(n_people)],
        "service": ["council"] * n_people,
        "latitude": [53.5] * n_people,
        "longitude": [-2.1] * n_people,
        "topics": [()] * n_people,
        "max_km": [40.0] * n_people,
        "waited": [0] * n_people,
    }
    return PairingProblem(**(rows | changes))


def a_crowd(n_people: int, seed: int, *, spread: float = 0.5, **changes: Any) -> PairingProblem:
    """People of three levels scattered over ``spread`` degrees, some of whom have met or are kept apart."""
    rng = np.random.default_rng(seed)
    return a_problem(
        n_people,
        **{
            "level": rng.integers(2, 5, n_people),
            "profession": rng.choice(["nurse", "GP", "work coach", "police officer"], n_people).tolist(),
            "organisation": rng.choice(["A", "B", "C", "D", "E", "F"], n_people).tolist(),
            "service": rng.choice(["NHS", "council", "police"], n_people).tolist(),
            "latitude": 53.5 + spread * rng.random(n_people),
            "longitude": -2.0 + spread * rng.random(n_people),
            "topics": [
                frozenset(rng.choice(TOPICS, size, replace=False)) for size in rng.integers(0, 4, n_people)
            ],
            "max_km": rng.choice([0, 10, 25, 40], n_people),
            "waited": rng.integers(0, 7, n_people),
            "met": some_pairs(rng, n_people),
            "apart": some_pairs(rng, n_people),
            **changes,
        },
    )


def a_wide_crowd(n_people: int, seed: int, **changes: Any) -> PairingProblem:
    """A crowd of two regions where half of the people widen each thing."""
    rng = np.random.default_rng(seed + 1)
    return a_crowd(
        n_people,
        seed,
        **{
            "region": rng.choice(["North", "South"], n_people).tolist(),
            "widen_level": rng.random(n_people) < 0.6,
            "widen_profession": rng.random(n_people) < 0.6,
            "widen_region": rng.random(n_people) < 0.6,
            "spread": 0.3,
            **changes,
        },
    )


def some_pairs(rng: np.random.Generator, n_people: int) -> np.ndarray:
    pairs = rng.integers(0, n_people, (n_people // 2, 2))
    return pairs[pairs[:, 0] != pairs[:, 1]]


def allowed_weights(problem: PairingProblem) -> dict[tuple[int, int], float]:
    """Every pair that may meet, with its weight, written straight from the definition."""
    barred = {frozenset(pair) for pair in [*problem.met.tolist(), *problem.apart.tolist()]}
    weights = {}
    for a, b in combinations(range(problem.n_people), 2):
        km, reach = great_circle_km(problem, a, b), min(problem.max_km[a], problem.max_km[b])
        wider = {
            "widen_level": problem.level[a] != problem.level[b],
            "widen_profession": problem.profession[a] == problem.profession[b],
            "widen_region": problem.region[a] != problem.region[b],
        }
        both_want = all(
            getattr(problem, name)[a] and getattr(problem, name)[b] for name, is_so in wider.items() if is_so
        )
        if (
            both_want
            and abs(int(problem.level[a]) - int(problem.level[b])) <= 1
            and problem.organisation[a] != problem.organisation[b]
            and km <= reach
            and frozenset((a, b)) not in barred
        ):
            either = set(problem.topics[a]) | set(problem.topics[b])
            both = set(problem.topics[a]) & set(problem.topics[b])
            closeness = 1 - km / reach if reach else 1
            fit = 0.6 * (len(both) / len(either) if either else 0) + 0.25 * closeness
            fit += 0.15 if problem.service[a] != problem.service[b] else 0
            waited = (min(problem.waited[a], 4) + min(problem.waited[b], 4)) / 2
            weights[a, b] = 1 + fit + 0.25 * waited - 0.25 * sum(wider.values())
    return weights


def worth_of_coming_first(problem: PairingProblem) -> list[float]:
    """What placing each is worth beyond the weights: a step is more than any round of all could weigh."""
    step = 3 * (problem.n_people // 2) + 1  # 3 is the heaviest pair
    return [step * int(steps) for steps in problem.first_step]


def great_circle_km(problem: PairingProblem, a: int, b: int) -> float:
    if (problem.latitude[a], problem.longitude[a]) == (problem.latitude[b], problem.longitude[b]):
        return 0.0
    north = math.radians(problem.latitude[a]), math.radians(problem.latitude[b])
    turn = math.radians(problem.longitude[a] - problem.longitude[b])
    cosine = math.sin(north[0]) * math.sin(north[1]) + math.cos(north[0]) * math.cos(north[1]) * math.cos(
        turn
    )
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine)))


def heaviest(n_people: int, weights: dict[tuple[int, int], float]) -> float:
    """The largest total weight of disjoint pairs, by trying all."""

    @cache
    def best(left: int) -> float:
        if not left:
            return 0
        one = (left & -left).bit_length() - 1
        rest = left & (left - 1)
        others = [k for k in range(one + 1, n_people) if rest >> k & 1 and (one, k) in weights]
        return max([best(rest), *(weights[one, k] + best(rest & ~(1 << k)) for k in others)])

    return best((1 << n_people) - 1)
