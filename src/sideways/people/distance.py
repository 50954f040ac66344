"""How far it is between places and people: on a sphere of the Earth's mean radius, as pairing counts it."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from sideways.people.models import Person
from sideways.people.places import Location

EARTH_KM = 6371.0088
BANDS_KM = (8, 16, 40, 80, 161)  # 5, 10, 25, 50 and 100 miles


def km(one: Location, other: Location) -> float:
    """Return the way between two points as the crow flies (haversine).

    >>> round(km(Location(53.48, -2.24), Location(53.54, -2.11)))
    11
    """
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def km_between(one: Person, other: Person) -> float | None:
    """Return the distance between two people's places in kilometres, or None where one has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return km(Location(one.lat, one.lon), Location(other.lat, other.lon))


def distance_band(distances: Iterable[float | None]) -> int | None:
    """Return the band that the largest distance lies in; None past the widest, or where one is unknown.

    >>> distance_band([3.2]), distance_band([12, 31]), distance_band([400]), distance_band([None, 2])
    (8, 40, None, None)
    """
    known = list(distances)
    if None in known:
        return None
    largest = max(km for km in known if km is not None)
    return next((band for band in BANDS_KM if largest <= band), None)
