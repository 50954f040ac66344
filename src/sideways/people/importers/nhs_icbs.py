"""NHS integrated care boards of England."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import region_of_area


def details(row: Row, reading: Reading) -> dict[str, Any]:
    # The regions of NHS England are not those of everybody else: “Midlands” is two of ours.
    region, _ = region_of_area(f"ODS:{row['ods_code']}")
    return {
        "service": Service.NHS,
        "kind": "NHS integrated care board",
        "region": region,
        "nation": "England",
    }


NHS_ICBS = Source(
    title=gettext_lazy("NHS integrated care boards"),
    code="ods_code",
    name="name",
    columns=("gss_code", "region_code"),
    optional=("region",),
    prefix="ODS:",
    source="NHS Organisation Data Service, integrated care boards, 2024",
    licence=OGL,
    details=details,
)
