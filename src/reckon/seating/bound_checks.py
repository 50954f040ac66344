"""Verify bounds: each argument's number again, person by person, sharing no code with the bounds."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

from reckon.seating.bounds import Argument, Bound
from reckon.seating.problem import SeatingProblem
from reckon.seating.result import SeatingResult


def unproved_bounds(problem: SeatingProblem, result: SeatingResult) -> list[str]:
    """Return the names of the bounds that their argument does not prove; an empty list means all hold.

    Examples
    --------
    >>> from reckon.seating import seat
    >>> problem = SeatingProblem(ids="abcd", professions="xxyy", organisations=[""] * 4,
    ...                          n_tables=2, n_rounds=3)
    >>> unproved_bounds(problem, seat(problem))
    []
    """
    bounds, repeats = result.bounds, result.score.repeats
    organisations = [
        name or f"of {id_} alone" for id_, name in zip(problem.ids, problem.organisations, strict=True)
    ]
    proved = {
        "repeats": _least_repeats(problem, bounds.repeats) >= bounds.repeats.value,
        "same_profession": _least_alike(problem, problem.professions, repeats, bounds.same_profession)
        >= bounds.same_profession.value,
        "same_organisation": _least_alike(problem, organisations, repeats, bounds.same_organisation)
        >= bounds.same_organisation.value,
        "fewest_professions": _most_professions(problem, bounds.fewest_professions)
        <= bounds.fewest_professions.value,
    }
    return [name for name, holds in proved.items() if not holds]


def _least_repeats(problem: SeatingProblem, bound: Bound) -> int:
    known = {frozenset(pair) for pair in (*problem.met, *problem.apart)}
    arguments: dict[Argument, Callable[[], int]] = {
        Argument.NOUGHT: lambda: 0,
        Argument.FORCED: lambda: sum(
            max(0, count - (pair not in _met(problem))) for pair, count in _forced(problem).items()
        ),
        Argument.ENOUGH_OTHERS: lambda: _half(
            _excess(problem, lambda one, two: frozenset((one, two)) not in known)
        ),
        Argument.TABLES: lambda: (
            (problem.n_rounds - 1)
            * sum(_pairs_spread(size, problem.n_tables) for size in problem.table_sizes)
        ),
        Argument.CLIQUES: lambda: _clique_repeats(problem, bound.groups),
    }
    return arguments[bound.argument]()


def _least_alike(problem: SeatingProblem, kinds: Sequence[str], repeats: int, bound: Bound) -> int:
    known = {frozenset(pair) for pair in (*problem.met, *problem.apart)}

    def new(one: int, two: int) -> bool:
        return kinds[one] != kinds[two] and frozenset((one, two)) not in known

    arguments: dict[Argument, Callable[[], int]] = {
        Argument.NOUGHT: lambda: 0,
        Argument.FORCED: lambda: sum(
            count for pair, count in _forced(problem).items() if len({kinds[person] for person in pair}) == 1
        ),
        Argument.SHARES: lambda: (
            problem.n_rounds
            * sum(_pairs_spread(count, problem.n_tables) for count in Counter(kinds).values())
        ),
        Argument.OTHER_KINDS: lambda: _half(_excess(problem, new) - 2 * repeats),
    }
    return arguments[bound.argument]()


def _most_professions(problem: SeatingProblem, bound: Bound) -> int:
    counts = Counter(problem.professions)
    beside = problem.n_rounds * (max(problem.table_sizes) - 1)
    arguments: dict[Argument, Callable[[], int]] = {
        Argument.KINDS: lambda: len(counts) - 1,
        Argument.SEATS: lambda: beside,
        Argument.RARE_KINDS: lambda: (
            sum(min(problem.n_people - count, count * beside) for count in counts.values())
            // problem.n_people
        ),
    }
    return arguments[bound.argument]()


def _excess(problem: SeatingProblem, new: Callable[[int, int], bool]) -> int:
    """Return the meetings beyond new people, counted for both, when the larger tables do least harm."""
    small = min(problem.table_sizes)
    at_small = problem.n_rounds * (small - 1)
    total, prices = 0, []
    for one in range(problem.n_people):
        others = sum(new(one, two) for two in range(problem.n_people) if two != one)
        total += max(0, at_small - others)
        prices += [int(at_small + turn > others) for turn in range(1, problem.n_rounds + 1)]
    turns = problem.n_rounds * sum(size for size in problem.table_sizes if size > small)
    return total + sum(sorted(prices)[:turns])


def _forced(problem: SeatingProblem) -> Counter[frozenset[int]]:
    """Return in how many rounds each pair sits together by rule."""
    forced: Counter[frozenset[int]] = Counter()
    for round_ in range(problem.n_rounds):
        tables = {seat.person: seat.table for seat in problem.fixed if seat.round == round_}
        group = {person: {person} for person in range(problem.n_people)}
        links = list(problem.together)
        links += [(a, b) for a, b in combinations(tables, 2) if tables[a] == tables[b]]
        for one, two in links:
            joined = group[one] | group[two]
            for person in joined:
                group[person] = joined
        forced.update(
            frozenset(pair) for pair in combinations(range(problem.n_people), 2) if pair[1] in group[pair[0]]
        )
    return forced


def _clique_repeats(problem: SeatingProblem, groups: Sequence[Sequence[int]]) -> int:
    met = _met(problem)
    everybody = [person for group in groups for person in group]
    acquainted = all(frozenset(pair) in met for group in groups for pair in combinations(group, 2))
    if len(set(everybody)) < len(everybody) or not acquainted:
        return 0
    return problem.n_rounds * sum(_pairs_spread(len(group), problem.n_tables) for group in groups)


def _met(problem: SeatingProblem) -> set[frozenset[int]]:
    return {frozenset(pair) for pair in problem.met}


def _pairs_spread(n_people: int, n_tables: int) -> int:
    """Seat people one by one where fewest sit, and count whom each finds there."""
    return sum(person // n_tables for person in range(n_people))


def _half(meetings: int) -> int:
    return (max(0, meetings) + 1) // 2
