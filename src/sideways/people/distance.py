"""How far apart people are, as pairing counts it: on a sphere of the Earth's mean radius."""

import math

from sideways.people.models import Person

EARTH_KM = 6371.0088


def km_between(one: Person, other: Person) -> float | None:
    """Return the distance between two people's places in kilometres, or None where one has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    latitudes = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(one.lon - other.lon)
    north = math.sin((latitudes[0] - latitudes[1]) / 2) ** 2
    half_chord = north + math.cos(latitudes[0]) * math.cos(latitudes[1]) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half_chord)))
