"""NHS trusts of England and Wales."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import degrees
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import outcode_of


def details(row: Row, reading: Reading) -> dict[str, Any]:
    lat, lon = degrees(row, "lat", "lon")
    return {
        "service": Service.NHS,
        "kind": "NHS health board" if "HEALTH BOARD" in row["trust_name"] else "NHS trust",
        "place": row["la_gss"],
        "outcode": outcode_of(row["postcode"]),
        "lat": lat,
        "lon": lon,
    }


NHS_TRUSTS = Source(
    title=gettext_lazy("NHS trusts"),
    code="ods_code",
    name="trust_name",
    columns=("postcode", "country", "lat", "lon", "la_gss"),
    optional=("address_line_1", "address_line_2", "town"),
    prefix="ODS:",
    source="NHS Organisation Data Service, trusts, 2024",
    licence=OGL,
    details=details,
)
