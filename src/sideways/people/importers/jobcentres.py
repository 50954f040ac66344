"""Jobcentres. The register has no addresses, only UPRNs, some of them rounded by a spreadsheet."""

import re
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import period
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service
from sideways.people.places import region_of_area

UPRN = re.compile(r"[0-9]{1,12}", re.ASCII)
ROUNDED = re.compile(r"[0-9]+0{6}", re.ASCII)  # what is left of 1.00072E+11


def details(row: Row, reading: Reading) -> dict[str, Any]:
    region, nation = region_of_area(f"JCP district:{row['district']}")
    return {
        "name": f"{row['name']} Jobcentre Plus" if row["name"] else "",
        "service": Service.JOBCENTRE,
        "kind": "Jobcentre",
        "region": region,
        "nation": nation,
        "uprn": uprn(row, reading),
        "opened_on": period(row, "start-date"),
        "closed_on": period(row, "end-date", end=True),
    }


def uprn(row: Row, reading: Reading) -> str:
    """Return the property reference, or nothing when it is missing or was spoilt by a spreadsheet."""
    text = row["uprn"]
    if text and (not UPRN.fullmatch(text) or ROUNDED.fullmatch(text)):
        reading.warn(
            gettext("property references (UPRNs) were spoilt by a spreadsheet and left out"),
            row,
            f"{row['name']}: {text}",
        )
        return ""
    return text


JOBCENTRES = Source(
    title=gettext_lazy("Jobcentres"),
    code="jobcentre",
    name="name",
    columns=("district", "uprn", "start-date", "end-date"),
    optional=("group",),
    prefix="JCP:",
    source="GOV.UK Registers, Jobcentres, 2019",
    licence=OGL,
    details=details,
)
