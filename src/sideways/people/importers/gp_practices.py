"""GP practices of England."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import degrees
from sideways.people.importers.licences import OGL
from sideways.people.importers.pcns import NO_NETWORK
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import outcode_of


def details(row: Row, reading: Reading) -> dict[str, Any]:
    lat, lon = degrees(row, "lat", "lon")
    network = row["pcn_code"]
    return {
        "service": Service.NHS,
        "kind": "GP practice",
        "place": row["la_gss"],
        "outcode": outcode_of(row["postcode"]),
        "lat": lat,
        "lon": lon,
        "parent": f"ODS:{row['icb_code'] if network in ('', NO_NETWORK) else network}",
    }


GP_PRACTICES = Source(
    title=gettext_lazy("GP practices"),
    code="code",
    name="name",
    columns=("postcode", "lat", "lon", "la_gss", "pcn_code", "icb_code"),
    optional=("pcn_name", "region"),
    prefix="ODS:",
    source="NHS Organisation Data Service, GP practices, 2022",
    licence=OGL,
    details=details,
)
