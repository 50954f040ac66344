"""Compiled search over who takes which part in a schedule: swaps of two people in every round.

In a schedule without repeats two people meet at most once, so a meeting of a and b costs
``costs[a, b]`` whatever the rounds. A swap costs O(n_rounds * size).
"""

from typing import Any, NamedTuple

from reckon.seating._kernel import accepted_rise, below, compiled


class Cast(NamedTuple):
    """Who takes which part, and what that costs."""

    holders: Any  # (n_parts,): the person who takes the part
    parts: Any  # (n_rounds, n_parts): which part sits there, table by table
    tables: Any  # (n_rounds, n_parts): the table of each part
    loose: Any  # (n_parts,): may another person take it?
    costs: Any  # (n_parts, n_parts) int64
    state: Any  # (1,) uint64: the random state


@compiled
def total_cost(cast: Cast, size: int) -> int:
    """Return the sum of costs over all meetings."""
    total = 0
    for round_ in range(cast.parts.shape[0]):
        for i in range(cast.parts.shape[1]):
            for j in range(i - i % size, i):
                one, two = cast.parts[round_, i], cast.parts[round_, j]
                total += cast.costs[cast.holders[one], cast.holders[two]]
    return total


@compiled
def _rise(cast: Cast, size: int, one: int, two: int) -> int:
    holders, costs = cast.holders, cast.costs
    a, b = holders[one], holders[two]
    rise = 0
    for round_ in range(cast.parts.shape[0]):
        here, there = cast.tables[round_, one], cast.tables[round_, two]
        if here == there:
            continue
        for i in range(here * size, (here + 1) * size):
            part = cast.parts[round_, i]
            if part != one:
                rise += costs[b, holders[part]] - costs[a, holders[part]]
        for i in range(there * size, (there + 1) * size):
            part = cast.parts[round_, i]
            if part != two:
                rise += costs[a, holders[part]] - costs[b, holders[part]]
    return rise


@compiled
def recast(cast: Cast, size: int, cost: int, temperature: float, n_moves: int) -> int:
    """Try ``n_moves`` swaps of two people at one temperature; return the cost reached."""
    n_parts = cast.holders.shape[0]
    for _ in range(n_moves):
        if cost == 0:
            break
        one, two = below(cast.state, n_parts), below(cast.state, n_parts)
        if one == two or not cast.loose[one] or not cast.loose[two]:
            continue
        rise = _rise(cast, size, one, two)
        if rise <= 0 or rise <= accepted_rise(cast.state, temperature):
            cast.holders[one], cast.holders[two] = cast.holders[two], cast.holders[one]
            cost += rise
    return cost
