"""Leximin lotteries against sortition-algorithms' maximin (its leximin needs a commercial solver)."""

import io
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout

import numpy as np

from benchmarks.line import Line, timed
from reckon.selection import Quota, SelectionProblem, choose, wrong_with

SMALL = (2, 4, 5, 4)  # values of each of the four features: about 90 types among 150 people
LARGE = (2, 4, 6, 5)  # 240 types
MANY_TYPES = (3, 6, 9, 6)  # about 780 types


def lines() -> Iterator[Line]:
    """Yield the lines of selection."""
    for seed in range(3):
        yield against_peer(generated(150, 22, SMALL, seed), f"leximin, 150 choose 22 (seed {seed})")
    for seed in range(2):
        yield alone(generated(2000, 200, LARGE, seed), f"leximin, 2,000 choose 200, 240 types (seed {seed})")
    yield alone(generated(2000, 200, MANY_TYPES, 0), "leximin, 2,000 choose 200, 782 types (seed 0)")


def generated(n_people: int, seats: int, n_values: tuple[int, ...], seed: int) -> SelectionProblem:
    """Return a pool that differs from the population its quotas follow to the nearest person up and down."""
    rng = np.random.default_rng(seed)
    columns, quotas = {}, []
    for number, n in enumerate(n_values):
        population = rng.dirichlet(np.full(n, 6.0))
        pool = (population + rng.dirichlet(np.full(n, 6.0))) / 2
        values = rng.choice(n, n_people, p=pool)
        columns[f"feature {number}"] = [str(value) for value in values]
        for value in range(n):
            least = min(int(population[value] * seats), int((values == value).sum()))
            most = max(least, int(np.ceil(population[value] * seats)))
            quotas.append(Quota(column=f"feature {number}", value=str(value), minimum=least, maximum=most))
    return SelectionProblem(seats=seats, columns=columns, quotas=quotas)


def against_peer(problem: SelectionProblem, name: str) -> Line:
    lottery, seconds = timed(lambda: choose(problem))
    sound = lottery.proven and wrong_with(lottery, problem) == []
    ours = f"{seconds:.2f} s, smallest {lottery.smallest:.6f}, {'proved' if sound else 'not proved'}"
    try:
        theirs, their_seconds = maximin_of_peer(problem)
    except ImportError:
        return Line(
            name=name,
            ours=ours,
            peer="sortition-algorithms is not installed",
            ratio="–",
            bound=f"{lottery.bounds.min():.6f}",
            reach="0.5 s, proved",
            holds=sound and seconds <= 0.5,
        )
    same = abs(theirs.min() - lottery.smallest) <= 1e-6
    no_worse = not lexicographically_above(np.sort(theirs), np.sort(lottery.probabilities))
    return Line(
        name=name,
        ours=ours,
        peer=f"sortition-algorithms maximin {their_seconds:.2f} s, smallest {theirs.min():.6f}",
        ratio=f"{their_seconds / seconds:.0f}",
        bound=f"{lottery.bounds.min():.6f}",
        reach="0.5 s, its smallest to 1e-6, then no worse",
        holds=sound and same and no_worse and seconds <= 0.5,
    )


def alone(problem: SelectionProblem, name: str) -> Line:
    start = time.perf_counter()
    lottery = choose(problem)
    seconds = time.perf_counter() - start
    sound = lottery.proven and wrong_with(lottery, problem) == []
    return Line(
        name=name,
        ours=f"{seconds:.1f} s, smallest {lottery.smallest:.6f}, {'proved' if sound else 'not proved'}",
        peer="sortition-algorithms: no result in 150 s, not run again",
        ratio=f"over {150 / seconds:.0f}",
        bound=f"{lottery.bounds.min():.6f} by dual prices",
        reach="30 s, proved by dual prices",
        holds=sound and seconds <= 30,
    )


def lexicographically_above(one: np.ndarray, other: np.ndarray) -> bool:
    """Say whether the first difference that counts is in favour of ``one``."""
    different = np.flatnonzero(np.abs(one - other) > 1e-6)
    return bool(len(different)) and bool(one[different[0]] > other[different[0]])


def maximin_of_peer(problem: SelectionProblem) -> tuple[np.ndarray, float]:
    """Return everybody's probability and the seconds it took."""
    import sortition_algorithms as peer
    from sortition_algorithms.committee_generation import find_distribution_maximin

    names = list(problem.columns)
    features, *_ = peer.read_in_features(
        ["feature", "value", "min", "max"],
        [
            {"feature": q.column, "value": q.value, "min": str(q.minimum), "max": str(q.maximum)}
            for q in problem.quotas
        ],
    )
    rows = [
        {"id": str(i), **{name: problem.columns[name][i] for name in names}} for i in range(problem.n_people)
    ]
    settings = peer.Settings(id_column="id", columns_to_keep=[])
    people, *_ = peer.read_in_people(["id", *names], rows, features, settings)
    start = time.perf_counter()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):  # it talks while it works
        committees, chances, *_ = find_distribution_maximin(features, people, problem.seats, [])
    seconds = time.perf_counter() - start
    probabilities = np.zeros(problem.n_people)
    for committee, chance in zip(committees, chances, strict=True):
        probabilities[[int(one) for one in committee]] += chance
    return probabilities, seconds
