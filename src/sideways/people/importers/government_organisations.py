"""Departments, agencies and other bodies of government."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import period
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service


def details(row: Row, reading: Reading) -> dict[str, Any]:
    return {
        "service": Service.GOVERNMENT,
        "kind": "Government organisation",
        "opened_on": period(row, "start-date"),
        "closed_on": period(row, "end-date", end=True),
    }


GOVERNMENT_ORGANISATIONS = Source(
    title=gettext_lazy("Government organisations"),
    code="government-organisation",
    name="name",
    columns=("start-date", "end-date"),
    optional=("website",),
    prefix="GOV:",
    source="GOV.UK Registers, government organisations, 2019",
    licence=OGL,
    details=details,
)
