"""Seating against plain annealing, measured here, and what open table tools reached elsewhere."""

from collections.abc import Iterator

import numpy as np

from benchmarks.line import Line, timed
from benchmarks.reckon.plain_annealing import annealed
from reckon.seating import SeatingProblem, remaining, reseat, seat
from reckon.seating.checks import Figures, broken_rules, counted

GOLF_SECONDS, PROFESSIONS_SECONDS = 0.2, 1.0
REPAIR_SECONDS, REPAIR_SHARE = 1.0, 0.15
# The peer has the time of our reach, and then what the tools were recorded to take.
PATIENT_GOLF_SECONDS, PATIENT_EVENT_SECONDS = 5.0, 12.0
# Tables, seats, rounds, and what good-enough-golfers was recorded to reach on 2 cores.
GOLF = [
    (5, 3, 7, "98 of 105"),
    (10, 6, 4, "600 of 600 in 0.7 s"),
    (15, 8, 5, "2,099 of 2,100 in 20 s"),
    (8, 4, 9, ""),
    (8, 4, 10, "451 of 480"),
]


def lines() -> Iterator[Line]:
    """Yield the lines of seating."""
    for n_tables, n_seats, n_rounds, recorded in GOLF:
        yield golf(n_tables, n_seats, n_rounds, recorded)
    yield professions()
    yield large_tables()
    yield from large_event()


def golf(n_tables: int, n_seats: int, n_rounds: int, recorded: str) -> Line:
    ids = [f"p{i}" for i in range(n_tables * n_seats)]
    problem = SeatingProblem(
        ids=ids, professions=ids, organisations=ids, n_tables=n_tables, n_rounds=n_rounds
    )
    result, seconds = timed(lambda: seat(problem))
    meetings = n_rounds * n_tables * n_seats * (n_seats - 1) // 2
    new = meetings - checked(problem, result.plan).repeats
    hasty, _ = annealed(problem, GOLF_SECONDS)
    patient, taken = annealed(problem, PATIENT_GOLF_SECONDS)
    theirs = [meetings - checked(problem, plan).repeats for plan in (hasty, patient)]
    peer = f"plain annealing {theirs[0]:,} in {GOLF_SECONDS} s, {theirs[1]:,} in {taken:.1f} s"
    return Line(
        name=f"seating {n_tables}×{n_seats}×{n_rounds}, meetings that are new",
        ours=f"{new:,} of {meetings:,} in {seconds:.3f} s",
        peer=f"{peer}; good-enough-golfers {recorded} (recorded)" if recorded else peer,
        ratio=f"{new / theirs[1]:.3f} as many, {taken / seconds:,.0f} times faster",
        bound=f"{meetings - result.bounds.repeats.value:,}",
        reach=f"{meetings:,} in {GOLF_SECONDS} s",
        holds=new == meetings and seconds <= GOLF_SECONDS,
    )


def professions() -> Line:
    problem = event(n_people=48, n_tables=8, n_professions=8)
    result, seconds = timed(lambda: seat(problem))
    ours = checked(problem, result.plan)
    plan, taken = annealed(problem, PATIENT_EVENT_SECONDS)
    theirs = checked(problem, plan)
    return Line(
        name="48 people, 8 professions, tables of 6, 4 rounds",
        ours=f"{said(ours)} in {seconds:.2f} s",
        peer=f"plain annealing {said(theirs)} in {taken:.1f} s; annealing 0 repeats, 17 in 12 s (recorded)",
        ratio=f"{taken / seconds:.0f} times faster, {fewer(ours, theirs)}",
        bound=said_bounds(result.bounds.key()),
        reach=f"0 repeats, fewer than 17 alike, {PROFESSIONS_SECONDS:g} s",
        holds=ours.repeats == 0 and ours.same_profession < 17 and seconds <= PROFESSIONS_SECONDS,
    )


def large_tables() -> Line:
    problem = event(n_people=100, n_tables=8, n_professions=10)
    result, seconds = timed(lambda: seat(problem))
    ours = checked(problem, result.plan)
    plan, taken = annealed(problem, PATIENT_EVENT_SECONDS)
    theirs = checked(problem, plan)
    return Line(
        name="100 people, 10 professions, 8 tables of 12 or 13, 4 rounds: tables that cannot part",
        ours=f"{said(ours)} in {seconds:.2f} s",
        peer=f"plain annealing {said(theirs)} in {taken:.1f} s",
        ratio=f"{taken / seconds:.0f} times faster, {fewer(ours, theirs)}",
        bound=said_bounds(result.bounds.key()),
        reach="the bound of repeats",
        holds=ours.repeats == result.bounds.repeats.value,
    )


def large_event() -> Iterator[Line]:
    problem = event(n_people=304, n_tables=38, n_professions=12, n_met=500)
    result, seconds = timed(lambda: seat(problem), times=1)
    ours = checked(problem, result.plan)
    plan, taken = annealed(problem, PATIENT_EVENT_SECONDS)
    theirs = checked(problem, plan)
    yield Line(
        name="304 people, tables of 8, 4 rounds, 12 professions, 500 earlier encounters",
        ours=f"{said(ours)} in {seconds:.2f} s",
        peer=f"plain annealing {said(theirs)} in {taken:.1f} s",
        ratio=f"{taken / seconds:.1f} times faster, {fewer(ours, theirs)}",
        bound=said_bounds(result.bounds.key()),
        reach="0 repeats",
        holds=ours.repeats == 0,
    )
    absent = np.random.default_rng(0).choice(304, 30, replace=False).tolist()
    job = remaining(problem, result.plan, first_round=1, absent=absent)
    repaired, seconds = timed(lambda: reseat(job))
    repeats = checked(job.problem, repaired.plan).repeats
    share = repaired.moves / repaired.n_remaining_seats
    yield Line(
        name="the same after 30 no-shows, repaired from round 2",
        ours=f"{repeats} repeats, {share:.1%} of seats moved in {seconds:.2f} s",
        peer="nobody",
        ratio="–",
        bound=f"{repaired.moves_bound / repaired.n_remaining_seats:.1%} of seats moved",
        reach=f"0 repeats, {REPAIR_SHARE:.0%}, {REPAIR_SECONDS:g} s",
        holds=repeats == 0 and share <= REPAIR_SHARE and seconds <= REPAIR_SECONDS,
    )


def said(figures: Figures) -> str:
    return f"{figures.repeats} repeats, {figures.same_profession} alike"


def fewer(ours: Figures, theirs: Figures) -> str:
    repeats, alike = theirs.repeats - ours.repeats, theirs.same_profession - ours.same_profession
    return f"{repeats} fewer repeats, {alike} fewer alike"


def said_bounds(key: tuple[int, int, int, int]) -> str:
    return f"{key[0]} repeats, {key[1]} alike"


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


def checked(problem: SeatingProblem, plan: np.ndarray) -> Figures:
    """Count the figures from the rows, apart from the search, after all hard rules have held."""
    rows = [
        (round_ + 1, int(table) + 1, problem.ids[person])
        for round_, tables in enumerate(plan)
        for person, table in enumerate(tables)
    ]
    broken = broken_rules(problem, rows)
    if broken:
        raise AssertionError(broken[0])
    return counted(problem, rows)
