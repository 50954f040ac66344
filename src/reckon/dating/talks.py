"""The plan of short talks: the edges of a bipartite graph in as few colours as it has at its busiest."""

from collections.abc import Iterable

from reckon.dating.result import Talk

# Which of two sides somebody is on; the same name may stand on both.
_Person = tuple[int, str]


def plan_talks(pairs: Iterable[tuple[str, str]]) -> tuple[Talk, ...]:
    """Give each pair a slot so that nobody is in two talks at once, in the fewest slots.

    Parameters
    ----------
    pairs : iterable of tuple of str
        Project and mentor. The same pair twice is one talk.

    Returns
    -------
    tuple of Talk
        Sorted. The number of slots is the most talks that one person has, which no plan can beat. The
        same whatever the order of the pairs.

    Notes
    -----
    Exact: by Kőnig's theorem (1916) the edges of a bipartite graph need no more colours than its largest
    degree. Each talk takes a slot in which both are free or, where there is none, the two slots of a
    chain of talks change places first. O(n_pairs · n_people).

    Examples
    --------
    >>> for talk in plan_talks([("pub", "ann"), ("pub", "bo"), ("shop", "ann")]):
    ...     print(talk.slot, talk.project, talk.mentor)
    1 pub bo
    1 shop ann
    2 pub ann
    """
    plan: dict[_Person, dict[int, _Person]] = {}
    for one, other in sorted({((0, project), (1, mentor)) for project, mentor in pairs}):
        of_one, of_other = plan.setdefault(one, {}), plan.setdefault(other, {})
        slot, theirs = _first_free(of_one), _first_free(of_other)
        if slot in of_other:
            _swap_along(plan, other, slot, theirs)
        of_one[slot], of_other[slot] = other, one
    return tuple(
        sorted(
            Talk(slot=slot, project=person[1], mentor=mentor[1])
            for person, talks in plan.items()
            if person[0] == 0
            for slot, mentor in talks.items()
        )
    )


def _first_free(talks: dict[int, _Person]) -> int:
    return next(slot for slot in range(1, len(talks) + 2) if slot not in talks)


def _swap_along(plan: dict[_Person, dict[int, _Person]], start: _Person, taken: int, free: int) -> None:
    """Change slots ``taken`` and ``free`` along the chain of talks from ``start``, who is free in ``free``.

    The chain cannot come to the one for whom ``taken`` is wanted: it would enter that side by ``taken``
    talks alone, and they have none then.
    """
    chain, person, slot = [], start, taken
    while slot in plan[person]:
        nearest = plan[person][slot]
        chain.append((person, nearest, slot))
        person, slot = nearest, taken + free - slot
    for one, other, slot in chain:
        del plan[one][slot], plan[other][slot]
    for one, other, slot in chain:
        plan[one][taken + free - slot], plan[other][taken + free - slot] = other, one
