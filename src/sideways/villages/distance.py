"""How a distance is told: rounded, so that it points at nobody's home."""

from django.utils.translation import gettext

STEP_KM = 5


def distance_words(km: float | None) -> str:
    """Write a distance to the nearest five kilometres; nothing where it is not known or not told."""
    if km is None:
        return ""
    if km < STEP_KM:
        return gettext("less than %(km)s km away") % {"km": STEP_KM}
    return gettext("about %(km)s km away") % {"km": STEP_KM * round(km / STEP_KM)}
