"""Fire and rescue services of England."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import period
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import region_of_area


def details(row: Row, reading: Reading) -> dict[str, Any]:
    return {
        "service": Service.FIRE,
        "kind": "Fire and rescue service",
        "region": region_of_area(f"FIRE:{row['fire-service-eng']}").region,
        "nation": "England",
        "opened_on": period(row, "start-date"),
        "closed_on": period(row, "end-date", end=True),
    }


FIRE_SERVICES = Source(
    title=gettext_lazy("Fire and rescue services"),
    code="fire-service-eng",
    name="name",
    columns=("start-date", "end-date"),
    prefix="FIRE:",
    source="Open Registers, fire services of England, 2018",
    licence=OGL,
    details=details,
)
