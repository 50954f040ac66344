"""How far it is between places on the Earth, and what lies between them. Pure."""

from collections.abc import Collection
from math import asin, cos, radians, sin, sqrt

from sideways.people.places import Location

EARTH_KM = 6371.0


def km(one: Location, other: Location) -> float:
    """Return the way between two points as the crow flies (haversine).

    >>> round(km(Location(53.48, -2.24), Location(53.54, -2.11)))
    11
    """
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


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
