"""The lists of weeks, when the keys of the vault are rotated."""

from django.db import transaction

from sideways.vault import keys
from sideways.week.models import WeekList

ROWS_AT_ONCE = 500


def weeks_reseal() -> int:
    """Seal every list by the newest key. Returns how many; rotating twice changes nothing."""
    ids = list(WeekList.objects.order_by("pk").values_list("pk", flat=True))
    return sum(_reseal(ids[start : start + ROWS_AT_ONCE]) for start in range(0, len(ids), ROWS_AT_ONCE))


@transaction.atomic
def _reseal(ids: list[int]) -> int:
    moved = 0
    for row in WeekList.objects.select_for_update().filter(pk__in=ids):
        anew = keys.resealed(bytes(row.sealed))
        if anew is not None:
            row.sealed = anew
            row.save(update_fields=["sealed"])
            moved += 1
    return moved
