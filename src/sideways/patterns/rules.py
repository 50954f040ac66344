"""What may be said of many lessons to everybody, officials too, without saying anything of one (P1, P4).

Figures are in steps of 5, so that no sum or difference of them tells a small one. Each stands on at least
5 lessons from at least 3 organisations, and goes on doing so while lessons are withdrawn: one that goes
takes at most one organisation along, so what is left has at least as many as it had, less those gone.
"""

from collections.abc import Collection, Iterable

from sideways.people.cells import SMALLEST_GROUP

LEAST_LESSONS = SMALLEST_GROUP
LEAST_ORGANISATIONS = 3
LEAST_WORDS = 3
STEP = SMALLEST_GROUP


def may_show(lessons: int, organisations: int) -> bool:
    """Say whether a figure stands on enough lessons, and of enough organisations."""
    return lessons >= LEAST_LESSONS and organisations >= LEAST_ORGANISATIONS


def stepped(count: int) -> int:
    """Return the figure that may be shown: there are that many, or up to 4 more.

    >>> [stepped(count) for count in (4, 5, 9, 10)]
    [0, 5, 5, 10]
    """
    return count - count % STEP


def organisations_apart(behind: Iterable[Collection[int]]) -> int:
    """Return how many of some lessons share no organisation with one another, at least.

    Somebody who moved has their lessons under each organisation they worked for. Counted like this, they
    are one. Lessons of nobody known, or of no organisation, count for none.

    >>> organisations_apart([{1}, {1}, {1, 2}, {2}, set()])
    2
    """
    taken: set[int] = set()
    count = 0
    for organisations in sorted(behind, key=lambda each: (len(each), sorted(each))):
        if organisations and taken.isdisjoint(organisations):
            taken.update(organisations)
            count += 1
    return count
