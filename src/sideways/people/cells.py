"""Small cells: never show a group of people so small that it names somebody (P4)."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sideways.people.levels import PLACE_HIDDEN_FROM

SMALLEST_GROUP = 5
GROUPS_REMEMBERED = 2**14  # more than there are levels times professions times regions


class Group(NamedTuple):
    """A set of people described by what they share. Empty text means "any"."""

    level: int
    profession: str = ""
    service: str = ""
    region: str = ""
    nation: str = ""


class Cells:
    """How many people stand in each group of a network."""

    def __init__(self, counted: Iterable[tuple[Group, int]]) -> None:
        """Take the counts of the narrowest groups; every wider one is summed from those just narrower."""
        self._sizes: Counter[Group] = Counter()
        step: Counter[Group] = Counter()
        for group, size in counted:
            step[group] += size
        while step:
            self._sizes.update(step)
            step = _one_wider(step)

    def size(self, group: Group) -> int:
        """Return how many people the group has."""
        return self._sizes[group]

    def regions(self) -> list[str]:
        """Return the regions where some group has enough people to be told by its region, in order."""
        told = {group.region for group, size in self._sizes.items() if size >= SMALLEST_GROUP}
        return sorted(told - {""})


def _one_wider(sizes: Counter[Group]) -> Counter[Group]:
    summed: Counter[Group] = Counter()
    for group, size in sizes.items():
        steps = wider(group)
        after = steps[1:2] if steps[0] == group else steps[:1]
        for each in after:
            summed[each] += size
    return summed


@lru_cache(maxsize=GROUPS_REMEMBERED)
def wider(group: Group) -> tuple[Group, ...]:
    """Return the group and then ever wider ones: region to nation, profession to service, to anybody.

    Groups at levels where a place would name the person begin without one. At most five.
    """
    level, profession, service, region, nation = group
    if level >= PLACE_HIDDEN_FROM:
        region = nation = ""
    steps = [Group(level, profession, service, region, nation)]
    if region:
        steps.append(Group(level, profession, service, "", nation))
    if profession:
        steps.append(Group(level, "", service, "", nation))
    if nation:
        steps.append(Group(level, "", service))
    if service:
        steps.append(Group(level))
    return tuple(steps)


def widened(group: Group, cells: Cells, smallest: int = SMALLEST_GROUP) -> Group:
    """Return the narrowest description, from ``group`` outwards, that at least ``smallest`` people share.

    The widest has only the level left; nothing is said of the person then.
    """
    chosen = group
    for chosen in wider(group):
        if cells.size(chosen) >= smallest:
            break
    return chosen
