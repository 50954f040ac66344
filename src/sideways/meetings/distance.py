"""The farthest of some places, and what lies between them. Pure."""

from collections.abc import Collection

from sideways.people.distance import km
from sideways.people.places import Location


def farthest(locations: Collection[Location]) -> float | None:
    """Return the longest way between any two of some points, or None with fewer than two."""
    ways = [km(one, other) for one in locations for other in locations if one is not other]
    return max(ways, default=None)


def middle(locations: Collection[Location]) -> Location | None:
    """Return the point between some points of the UK, or None without two of them.

    The mean of degrees: within the UK it lies less than a kilometre in a hundred off the true one.
    """
    if len(locations) < 2:
        return None
    return Location(
        sum(each.lat for each in locations) / len(locations),
        sum(each.lon for each in locations) / len(locations),
    )
