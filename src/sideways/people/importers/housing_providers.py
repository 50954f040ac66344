"""Registered providers of social housing in England."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import period
from sideways.people.importers.licences import OGL
from sideways.people.importers.reading import Reading, Source
from sideways.people.levels import Service


def details(row: Row, reading: Reading) -> dict[str, Any] | None:
    if not row["name"] and row["organisation"]:
        reading.warn(
            gettext("landlords are councils, which have a list of their own"), row, row["organisation"]
        )
        return None
    return {
        "service": Service.HOUSING,
        "kind": "Registered social housing provider",
        "nation": "England",
        "opened_on": period(row, "start-date"),
        "closed_on": period(row, "end-date", end=True),
    }


HOUSING_PROVIDERS = Source(
    title=gettext_lazy("Social housing providers"),
    code="social-housing-provider-eng",
    name="name",
    columns=("organisation", "start-date", "end-date"),
    optional=("social-housing-provider-designation-eng", "social-housing-provider-legal-entity-eng"),
    prefix="HSG:",
    source="Open Registers, social housing providers of England, 2018",
    licence=OGL,
    details=details,
)
