"""Police forces of England, Wales and Northern Ireland."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import region_of_area


def details(row: Row, reading: Reading) -> dict[str, Any]:
    region, nation = region_of_area(f"POL:{row['police-force']}")
    return {"service": Service.POLICE, "kind": "Police force", "region": region, "nation": nation}


POLICE_FORCES = Source(
    title=gettext_lazy("Police forces"),
    code="police-force",
    name="name",
    prefix="POL:",
    source="Open Registers, police forces, 2018",
    licence=OGL,
    details=details,
)
