"""Seating against good-enough-golfers and plain annealing, both measured elsewhere, and alone."""

from collections.abc import Iterator

import numpy as np

from benchmarks.line import Line, timed
from reckon.seating import SeatingProblem, remaining, reseat, seat
from reckon.seating.checks import broken_rules, counted

GOLF_SECONDS = 0.2
PROFESSIONS_SECONDS = 1.0
REPAIR_SECONDS, REPAIR_SHARE = 1.0, 0.15
# Tables, seats, rounds, and what good-enough-golfers reaches on 2 cores.
GOLF = [
    (5, 3, 7, "98 of 105"),
    (10, 6, 4, "600 of 600 in 0.7 s"),
    (15, 8, 5, "2,099 of 2,100 in 20 s"),
    (8, 4, 9, "—"),
    (8, 4, 10, "451 of 480"),
]


def lines() -> Iterator[Line]:
    """Yield the lines of seating."""
    for n_tables, n_seats, n_rounds, peer in GOLF:
        yield golf(n_tables, n_seats, n_rounds, peer)
    yield professions()
    yield from large_event()


def golf(n_tables: int, n_seats: int, n_rounds: int, peer: str) -> Line:
    ids = [f"p{i}" for i in range(n_tables * n_seats)]
    problem = SeatingProblem(
        ids=ids, professions=ids, organisations=ids, n_tables=n_tables, n_rounds=n_rounds
    )
    result, seconds = timed(lambda: seat(problem))
    meetings = n_rounds * n_tables * n_seats * (n_seats - 1) // 2
    new = meetings - checked_repeats(problem, result.plan)
    return Line(
        name=f"seating {n_tables}×{n_seats}×{n_rounds}",
        ours=f"{new:,} of {meetings:,} in {seconds:.3f} s",
        peer=f"{peer} (as filed)" if peer != "—" else peer,
        ratio="—",
        reach=f"{meetings:,} in {GOLF_SECONDS} s",
        holds=new == meetings and seconds <= GOLF_SECONDS,
    )


def professions() -> Line:
    problem = event(n_people=48, n_tables=8, n_professions=8)
    result, seconds = timed(lambda: seat(problem))
    repeats, alike = checked_repeats(problem, result.plan), result.score.same_profession
    return Line(
        name="48 people, 8 professions, tables of 6, 4 rounds",
        ours=f"{repeats} repeats, {alike} same-profession in {seconds:.2f} s",
        peer="0 repeats, 17 same-profession in 12 s (as filed)",
        ratio=f"{12 / seconds:.0f} times faster",
        reach=f"0 repeats, fewer than 17 (bound {result.bounds.same_profession.value}), "
        f"{PROFESSIONS_SECONDS:g} s",
        holds=repeats == 0 and alike < 17 and seconds <= PROFESSIONS_SECONDS,
    )


def large_event() -> Iterator[Line]:
    problem = event(n_people=304, n_tables=38, n_professions=12, n_met=500)
    result, seconds = timed(lambda: seat(problem), times=1)
    repeats = checked_repeats(problem, result.plan)
    yield Line(
        name="304 people, tables of 8, 4 rounds, 500 earlier encounters",
        ours=f"{repeats} repeats, {result.score.same_profession} same-profession in {seconds:.2f} s",
        peer="nobody",
        ratio="—",
        reach=f"0 repeats; bound {result.bounds.same_profession.value}",
        holds=repeats == 0,
    )
    absent = np.random.default_rng(0).choice(304, 30, replace=False).tolist()
    job = remaining(problem, result.plan, first_round=1, absent=absent)
    repaired, seconds = timed(lambda: reseat(job))
    repeats = checked_repeats(job.problem, repaired.plan)
    share = repaired.moves / repaired.n_remaining_seats
    yield Line(
        name="the same after 30 no-shows, repaired from round 2",
        ours=f"{repeats} repeats, {share:.1%} of seats moved in {seconds:.2f} s",
        peer="nobody",
        ratio="—",
        reach=f"0 repeats, {REPAIR_SHARE:.0%}, {REPAIR_SECONDS:g} s; "
        f"bound {repaired.moves_bound / repaired.n_remaining_seats:.1%}",
        holds=repeats == 0 and share <= REPAIR_SHARE and seconds <= REPAIR_SECONDS,
    )


def event(*, n_people: int, n_tables: int, n_professions: int, n_met: int = 0) -> SeatingProblem:
    """Return an event of four rounds, drawn with seed 0: equal professions, five to an organisation."""
    rng = np.random.default_rng(0)
    met: set[tuple[int, int]] = set()
    while len(met) < n_met:
        one, two = sorted(rng.choice(n_people, 2, replace=False).tolist())
        met.add((one, two))
    return SeatingProblem(
        ids=[f"p{i}" for i in range(n_people)],
        professions=[f"job {i}" for i in rng.permutation(np.arange(n_people) % n_professions)],
        organisations=[f"org {i}" for i in rng.permutation(np.arange(n_people) // 5)],
        n_tables=n_tables,
        n_rounds=4,
        met=sorted(met),
    )


def checked_repeats(problem: SeatingProblem, plan: np.ndarray) -> int:
    """Count the repeats from the rows, apart from the search, after all hard rules have held."""
    rows = [
        (round_ + 1, int(table) + 1, problem.ids[person])
        for round_, tables in enumerate(plan)
        for person, table in enumerate(tables)
    ]
    broken = broken_rules(problem, rows)
    if broken:
        raise AssertionError(broken[0])
    return counted(problem, rows).repeats
