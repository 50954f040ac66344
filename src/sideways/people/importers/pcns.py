"""Primary care networks of England: groups of GP practices."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import region_of_area

NO_NETWORK = "U"  # the register's code for practices in none


def details(row: Row, reading: Reading) -> dict[str, Any] | None:
    if row["pcn_code"] == NO_NETWORK:
        reading.warn(gettext("rows stand for “in no primary care network”"), row, row["pcn_name"])
        return None
    board = f"ODS:{row['icb_code']}"
    return {
        "service": Service.NHS,
        "kind": "Primary care network",
        "parent": board,
        "region": region_of_area(board).region,
        "nation": "England",
    }


PCNS = Source(
    title=gettext_lazy("Primary care networks"),
    code="pcn_code",
    name="pcn_name",
    columns=("icb_code",),
    optional=("region",),
    prefix="ODS:",
    source="NHS Organisation Data Service, primary care networks, 2022",
    licence=OGL,
    details=details,
)
