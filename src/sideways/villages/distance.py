"""How far it is, and how it is told: rounded, so that it points at nobody's home."""

from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext

from sideways.people.places import Location

EARTH_KM = 6371.0088
STEP_KM = 5


def km_between(one: Location, other: Location) -> float:
    """Return the way as the crow flies (haversine).

    >>> round(km_between(Location(53.48, -2.24), Location(53.54, -2.11)))
    11
    """
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def distance_words(km: float | None) -> str:
    """Write a distance to the nearest five kilometres; nothing where it is not known or not told."""
    if km is None:
        return ""
    if km < STEP_KM:
        return gettext("less than %(km)s km away") % {"km": STEP_KM}
    return gettext("about %(km)s km away") % {"km": STEP_KM * round(km / STEP_KM)}
