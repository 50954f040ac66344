"""One list of bodies of every kind, joined from the registers: it fills gaps and corrects nothing."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.common.tables import Row, shortened
from sideways.people.importers.cells import degrees
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import known_regions, outcode_of, region_of_area

SERVICES = {
    "LA": Service.COUNCIL,
    "ODS": Service.NHS,
    "POL": Service.POLICE,
    "FIRE": Service.FIRE,
    "JCP": Service.JOBCENTRE,
    "GOV": Service.GOVERNMENT,
    "HSG": Service.HOUSING,
}


def details(row: Row, reading: Reading) -> dict[str, Any] | None:
    register = row["code"].partition(":")[0]
    if register not in SERVICES:
        told = gettext("code is “%(code)s”. It must begin with %(registers)s and a colon.")
        row.mistake("code", told % {"code": shortened(row["code"]), "registers": ", ".join(SERVICES)})
        return None
    region, nation = region_of_area(row["code"])
    if row["region"] in known_regions():  # the list also has regions of the NHS and of Jobcentres
        region = row["region"]
    lat, lon = degrees(row, "lat", "lon")
    return {
        "service": SERVICES[register],
        "kind": row["type"],
        "region": region,
        "nation": row["nation"] or nation,
        "outcode": outcode_of(row["postcode"]),
        "lat": lat,
        "lon": lon,
        "source": row["source"],
        "licence": row["licence"],
    }


JOINED_LIST = Source(
    title=gettext_lazy("Organisations of every kind"),
    code="code",
    name="name",
    columns=("type", "nation", "region", "postcode", "lat", "lon", "source", "licence"),
    fills_gaps=True,
    details=details,
)
