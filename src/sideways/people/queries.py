"""Reads of people."""

from collections.abc import Iterable

from django.db.models import Count

from sideways.people.cells import Cells, Group
from sideways.people.models import Person


def cells_of(levels: Iterable[int] | None = None) -> Cells:
    """Return how many active people stand in each level, profession and region. One query."""
    people = Person.objects.filter(
        standing=Person.Standing.ACTIVE, profession__isnull=False, level__isnull=False
    )
    if levels is not None:
        people = people.filter(level__in=set(levels))
    counted = people.values_list("level", "profession", "profession__service", "region", "nation").annotate(
        size=Count("pk")
    )
    return Cells(
        (Group(level=level, profession=profession, service=service, region=region, nation=nation), size)
        for level, profession, service, region, nation, size in counted.order_by()
    )
