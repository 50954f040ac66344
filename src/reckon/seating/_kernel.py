"""Compiled search over plans, by swaps inside one round.

Seats are numbered table by table, ``size`` to a table. When people do not fill the tables,
the empty seats are held by ghosts: they have no profession, their meetings never count, and
no two may share a table, which keeps table sizes within one of each other.

``seen[a, b]`` is how often a and b meet, ``met`` included. A pair that must be apart starts
at ``APART``, a ghost's pairs at ``GHOST``. Repeats of a pair are ``max(0, seen - 1)``.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

APART = 10_000
GHOST = -10_000
FORBIDDEN = APART // 2  # seen at or above this: a pair that must be apart
REPEATS, PROFESSION, ORGANISATION, MOVES = range(4)  # the places in a score
_NEVER_NOUGHT = 1e-10  # the logarithm of nought is not a number
_TRIES = 8  # how often to look for somebody below the target before taking anybody
compiled = numba.njit(cache=True, nogil=True)

IntArray = np.ndarray[Any, np.dtype[np.int64]]


class Room(NamedTuple):
    """A plan being changed, and what does not change."""

    seats: Any  # (n_rounds, n_seats): who sits there
    places: Any  # (n_rounds, n_seats): in which seat a person or ghost sits
    seen: Any  # (n_seats, n_seats) int16
    kinds: Any  # (2, n_seats): profession and organisation; ghosts have their own
    loose: Any  # (n_rounds, n_seats): may this person be moved?
    homes: Any  # (n_rounds, n_seats): the table a move is counted from, or -1
    groups: Any  # (n_seats,): where the person's group starts in members
    group_sizes: Any  # (n_seats,)
    members: Any  # people in order of their groups
    size: int


class Tally(NamedTuple):
    """Scores, and the best plan so far. Only what is above the floor counts."""

    score: Any  # (4,)
    best: Any  # (4,)
    best_seats: Any  # (n_rounds, n_seats)
    floors: Any  # (4,)
    weights: Any  # (4,) float
    state: Any  # (1,) uint64: the random state
    # Room to work in.
    change: Any  # (4,)
    leavers: Any  # (2, size): who leaves each of the two tables
    marks: Any  # (n_seats,)


@compiled
def _random(state: IntArray) -> Any:
    """Return the next 32 random bits of xorshift64*."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return (x * np.uint64(2685821657736338717)) >> np.uint64(32)


@compiled
def below(state: IntArray, limit: int) -> Any:
    """Return a random whole number from 0 to ``limit - 1``."""
    return np.int64((_random(state) * np.uint64(limit)) >> np.uint64(32))


@compiled
def accepted_rise(state: IntArray, temperature: float) -> Any:
    """Return the largest rise in cost that annealing accepts this time."""
    return -temperature * np.log(np.float64(_random(state)) / 4294967296.0 + _NEVER_NOUGHT)


@compiled
def _propose(room: Room, tally: Tally, chosen: int) -> tuple[int, int, int, int]:
    """Choose two tables of a round and who swaps between them.

    Returns round, how many from each table, and the two tables; nobody when no swap was found.
    """
    n_rounds, n_seats = room.seats.shape
    round_ = below(tally.state, n_rounds)
    one = chosen if chosen >= 0 else below(tally.state, n_seats)
    two = room.seats[round_, below(tally.state, n_seats)]
    if room.group_sizes[two] > room.group_sizes[one]:
        one, two = two, one
    table_one = room.places[round_, one] // room.size
    table_two = room.places[round_, two] // room.size
    if table_one == table_two or not room.loose[round_, one] or not room.loose[round_, two]:
        return round_, 0, table_one, table_two
    wanted = room.group_sizes[one]
    for i in range(wanted):
        tally.leavers[0, i] = room.members[room.groups[one] + i]
    if wanted == 1:
        tally.leavers[1, 0] = two
        return round_, 1, table_one, table_two
    return round_, _gather(room, tally, round_, two, wanted), table_one, table_two


@compiled
def _gather(room: Room, tally: Tally, round_: int, first: int, wanted: int) -> int:
    """Choose whole groups from the table of ``first`` until ``wanted`` people leave it, or give up."""
    start = room.places[round_, first]
    base = start - start % room.size
    found = 0
    for step in range(room.size):
        person = room.seats[round_, base + (start + step) % room.size]
        size = room.group_sizes[person]
        already = False
        for i in range(found):
            already |= tally.leavers[1, i] == person
        if already or not room.loose[round_, person] or found + size > wanted:
            continue
        for i in range(size):
            tally.leavers[1, found + i] = room.members[room.groups[person] + i]
        found += size
        if found == wanted:
            return wanted
    return 0


@compiled
def _weigh_one(room: Room, tally: Tally, round_: int, person: int, tables: tuple[int, int]) -> bool:
    """Add to ``tally.change`` what it changes that one person goes from a table to another."""
    seen, kinds, marks, change = room.seen, room.kinds, tally.marks, tally.change
    profession, organisation = kinds[0, person], kinds[1, person]
    here, there = tables[0] * room.size, tables[1] * room.size
    allowed = True
    for place in range(room.size):
        other = room.seats[round_, here + place]
        if not marks[other]:
            change[REPEATS] -= seen[person, other] >= 2
            change[PROFESSION] -= kinds[0, other] == profession
            change[ORGANISATION] -= kinds[1, other] == organisation
        other = room.seats[round_, there + place]
        if not marks[other]:
            times = seen[person, other]
            allowed &= times < FORBIDDEN
            change[REPEATS] += times >= 1
            change[PROFESSION] += kinds[0, other] == profession
            change[ORGANISATION] += kinds[1, other] == organisation
    home = room.homes[round_, person]
    if home >= 0:
        change[MOVES] += np.int64(home == tables[0]) - np.int64(home == tables[1])
    return allowed


@compiled
def _weigh(room: Room, tally: Tally, round_: int, count: int, tables: tuple[int, int]) -> bool:
    """Fill ``tally.change`` with what the swap changes; False when it breaks a hard rule."""
    tally.change[:] = 0
    for side in range(2):
        for i in range(count):
            tally.marks[tally.leavers[side, i]] = True
    allowed = True
    for i in range(count):
        allowed &= _weigh_one(room, tally, round_, tally.leavers[0, i], tables)
        allowed &= _weigh_one(room, tally, round_, tally.leavers[1, i], (tables[1], tables[0]))
    for side in range(2):
        for i in range(count):
            tally.marks[tally.leavers[side, i]] = False
    return allowed


@compiled
def _swap(room: Room, tally: Tally, round_: int, count: int, tables: tuple[int, int]) -> None:
    """Make the swap that is in ``tally.leavers``."""
    seats, places = room.seats[round_], room.places[round_]
    for side in range(2):
        for i in range(count):
            person = tally.leavers[side, i]
            _count_meetings(room, seats, person, tables[side], -1)
            # Who leaves after must not see them any more: two who leave together part only once.
            seats[places[person]] = -1
    for i in range(count):
        one, two = tally.leavers[0, i], tally.leavers[1, i]
        places[one], places[two] = places[two], places[one]
    for side in range(2):
        for i in range(count):
            person = tally.leavers[side, i]
            _count_meetings(room, seats, person, tables[1 - side], 1)
            seats[places[person]] = person
    for part in range(4):
        tally.score[part] += tally.change[part]


@compiled
def _count_meetings(room: Room, seats: IntArray, person: int, table: int, step: int) -> None:
    for place in range(table * room.size, (table + 1) * room.size):
        other = seats[place]
        if other >= 0 and other != person:
            room.seen[person, other] += step
            room.seen[other, person] += step


@compiled
def _rise(tally: Tally) -> float:
    """Return how much the weighted cost above the floors would rise."""
    rise = 0.0
    for part in range(4):
        if tally.change[part] != 0:
            before = max(0, tally.score[part] - tally.floors[part])
            after = max(0, tally.score[part] + tally.change[part] - tally.floors[part])
            rise += tally.weights[part] * (after - before)
    return rise


@compiled
def _compared_with_best(tally: Tally) -> Any:
    """Return below nought when the present plan is better than the best so far, nought when equal."""
    for part in range(4):
        now = max(0, tally.score[part] - tally.floors[part])
        best = max(0, tally.best[part] - tally.floors[part])
        if now != best:
            return now - best
    return 0


@compiled
def at_floors(score: IntArray, floors: IntArray) -> bool:
    """Say whether nothing is left to gain."""
    return bool(np.all(score <= floors))


@compiled
def anneal(room: Room, tally: Tally, temperature: float, n_moves: int) -> None:
    """Try ``n_moves`` swaps at one temperature. Each costs O(size). Stops when at the floors."""
    for _ in range(n_moves):
        round_, count, one, two = _propose(room, tally, -1)
        if count == 0 or not _weigh(room, tally, round_, count, (one, two)):
            continue
        rise = _rise(tally)
        if rise <= 0 or rise <= accepted_rise(tally.state, temperature):
            _swap(room, tally, round_, count, (one, two))
            if _compared_with_best(tally) < 0:
                tally.best[:] = tally.score
                tally.best_seats[:] = room.seats
                if at_floors(tally.best, tally.floors):
                    return


@compiled
def _person_below(tally: Tally, breadth: IntArray, target: int) -> int:
    """Return somebody who has met fewer than ``target`` professions, or anybody."""
    person = 0
    for _ in range(_TRIES):
        person = below(tally.state, breadth.shape[0])
        if breadth[person] < target:
            break
    return person


@compiled
def _learn(room: Room, round_: int, table: int, step: int, met: IntArray, breadth: IntArray) -> None:
    """Count (step 1) or take back (-1) the professions that people at a table meet."""
    for i in range(table * room.size, (table + 1) * room.size):
        person = room.seats[round_, i]
        if person >= breadth.shape[0]:
            continue
        for j in range(table * room.size, (table + 1) * room.size):
            other = room.seats[round_, j]
            kind = room.kinds[0, other]
            if other < breadth.shape[0] and kind != room.kinds[0, person]:
                met[person, kind] += step
                if met[person, kind] == (1 if step > 0 else 0):
                    breadth[person] += step


@compiled
def _missing(room: Room, round_: int, table: int, breadth: IntArray, target: int) -> int:
    """Return how many professions people at this table are short of the target."""
    total = 0
    for i in range(table * room.size, (table + 1) * room.size):
        person = room.seats[round_, i]
        if person < breadth.shape[0]:
            total += max(0, target - breadth[person])
    return total


@compiled
def broaden(room: Room, tally: Tally, met: IntArray, breadth: IntArray, aim: int, n_moves: int) -> Any:
    """Raise the smallest number of professions met, up to ``aim``, without losing on the score.

    ``met[person, profession]`` counts meetings, ``breadth[person]`` the professions other than
    their own. Returns the number reached; the plan that reaches it is in ``best_seats``.
    """
    reached = int(breadth.min())
    for _ in range(n_moves):
        if reached >= aim:
            break
        target = reached + 1
        round_, count, one, two = _propose(room, tally, _person_below(tally, breadth, target))
        if count == 0 or not _weigh(room, tally, round_, count, (one, two)):
            continue
        if np.any(tally.change > 0) and _rise(tally) > 0:
            continue
        before = _missing(room, round_, one, breadth, target) + _missing(room, round_, two, breadth, target)
        _exchange(room, tally, round_, count, (one, two), met, breadth)
        after = _missing(room, round_, one, breadth, target) + _missing(room, round_, two, breadth, target)
        if after - before > accepted_rise(tally.state, 0.25):
            # The same people swap back.
            tally.change[:] = -tally.change
            for i in range(count):
                tally.leavers[0, i], tally.leavers[1, i] = tally.leavers[1, i], tally.leavers[0, i]
            _exchange(room, tally, round_, count, (one, two), met, breadth)
        elif breadth.min() > reached:
            reached = int(breadth.min())
            tally.best[:] = tally.score
            tally.best_seats[:] = room.seats
    return reached


@compiled
def _exchange(
    room: Room,
    tally: Tally,
    round_: int,
    count: int,
    tables: tuple[int, int],
    met: IntArray,
    breadth: IntArray,
) -> None:
    for table in tables:
        _learn(room, round_, table, -1, met, breadth)
    _swap(room, tally, round_, count, tables)
    for table in tables:
        _learn(room, round_, table, 1, met, breadth)
