"""Schedules with the fewest repeats there can be, from combinatorial designs: none, wherever that can be.

A schedule is for parts, not people: ``schedule[round, part]`` is a table. Who takes which part
is decided later, which leaves the schedule as free of repeats as it was.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reckon.rng import Seed
from reckon.seating.differences import difference_rows
from reckon.seating.fields import field_tables, prime_power
from reckon.seating.starters import STARTERS

Schedule = NDArray[np.int64]
LARGEST_FIELD = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A schedule without repeats; with the fewest, where a table seats more people than there are tables.

    ``hosts``: in the rounds asked for, part t (t < n_tables) is at table t.
    """

    schedule: Schedule
    hosts: bool


def design(n_tables: int, n_seats: int, n_rounds: int, *, seed: Seed = 0) -> Design | None:
    """Return at least ``n_rounds`` rounds with the fewest repeats, or None when none are known here.

    Parameters
    ----------
    n_tables, n_seats, n_rounds : int
        Full tables of ``n_seats``; ``n_tables * n_seats`` parts.
    seed : int or Generator
        For the search of :func:`~reckon.seating.differences.difference_rows`.

    Notes
    -----
    In this order: a transversal design over a field, whose groups are scheduled again while
    they can be split (this makes affine planes and spaces); a stored starter; a transversal
    design from a small difference matrix over the integers modulo ``n_tables``.

    Where a table seats more than there are tables, people of one table cannot all part. Then each
    place of a square of ``n_tables`` by ``n_tables`` is taken by several people who stay together;
    all others meet at most once. So each table is spread over those of the next round as
    evenly as can be, and always the same pairs repeat, which is the least there can be (``bounds.py``,
    the argument of tables).

    References
    ----------
    Colbourn CJ, Dinitz JH (2006). Handbook of Combinatorial Designs, 2nd ed., parts II.7, III.3,
    IV.5 and VI.17. doi:10.1201/9781420010541.

    Examples
    --------
    >>> kirkman = design(5, 3, 7)
    >>> kirkman.schedule.shape
    (7, 15)
    >>> design(6, 6, 4) is None  # would be two orthogonal Latin squares of order 6
    True
    """
    n_groups = min(n_seats, n_tables)
    schedule = transversal(n_tables, n_groups)
    if n_seats % n_groups:  # groups of the square of uneven size cannot have tables to themselves
        schedule = schedule[:n_tables]
    if len(schedule) < n_rounds and (n_tables, n_seats) in STARTERS:
        schedule = developed(n_tables, n_seats)
    if len(schedule) < n_rounds:
        rows = difference_rows(n_tables, n_groups, n_rounds, seed=seed)
        if rows is None:
            return None
        schedule = _shifted(rows, n_tables)
    hosts = bool((schedule[:n_rounds, :n_tables] == np.arange(n_tables)).all())
    taken = np.arange(n_tables * n_seats) % (n_tables * n_groups)
    return Design(schedule=schedule[:, taken], hosts=hosts)


def transversal(n_tables: int, n_seats: int) -> Schedule:
    """Return the rounds of a transversal design over a field, and of its groups; at least one round.

    Part ``i * q + x`` is element x of group i. In round m it is at table ``x - i * m``: two
    parts of different groups meet for exactly one m. People of one group are then seated by
    the same means at ``q / n_seats`` tables, where that is whole.
    """
    q, n_parts = n_tables, n_tables * n_seats
    if n_seats > q or q > LARGEST_FIELD or prime_power(q) is None:
        return (np.arange(n_parts) % n_tables)[None, :]
    minus, times = field_tables(q)
    rounds = minus[np.arange(q)[None, :], times[:n_seats, :].T[:, :, None]].reshape(q, n_parts)
    if q % n_seats or n_seats == 1:
        return rounds
    inside = transversal(q // n_seats, n_seats)
    groups = [inside + group * (q // n_seats) for group in range(n_seats)]
    return np.concatenate([rounds, np.concatenate(groups, axis=1)])


def developed(n_tables: int, n_seats: int) -> Schedule:
    """Return the rounds of a stored starter: each of its rounds, turned through every shift.

    Parts are in orbits of ``modulus``: shift d takes part ``o * modulus + x`` to
    ``o * modulus + (x + d) % modulus``. The last parts, less than an orbit, stay.
    """
    modulus, starters = STARTERS[n_tables, n_seats]
    n_parts = n_tables * n_seats
    part = np.arange(n_parts)
    turning = part < n_parts // modulus * modulus
    rounds = []
    for starter in starters:
        table = np.empty(n_parts, dtype=np.int64)
        table[list(starter)] = part // n_seats
        for shift in range(modulus):
            back = part - part % modulus + (part % modulus - shift) % modulus
            rounds.append(table[np.where(turning, back, part)])
    return np.array(rounds)


def _shifted(rows: NDArray[np.int64], n_tables: int) -> Schedule:
    element = np.arange(n_tables)
    return ((element[None, None, :] - rows[:, :, None]) % n_tables).reshape(len(rows), -1)
