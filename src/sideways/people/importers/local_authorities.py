"""Councils and combined authorities, and with them the places."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.cells import degrees, list_of
from sideways.people.importers.licences import CC_BY
from sideways.people.importers.reading import Reading, Source, is_name
from sideways.people.levels import Service
from sideways.people.models import Place
from sideways.people.names import spoken

PREFIX = "LA:"
NOT_AN_AREA = {"COMB"}  # a combined authority covers areas that are places themselves
MANGLED = ("�", "ï¿½", "ï¾")  # what is left of a letter that was read in the wrong encoding, twice


def details(row: Row, reading: Reading) -> dict[str, Any]:
    current = row["current-authority"] == "True"
    lat, lon = degrees(row, "lat", "long")
    code = row["gss-code"]
    if current and code and row["local-authority-type"] not in NOT_AN_AREA:
        reading.places[code] = Place(
            code=code, name=row["nice-name"], region=row["region"], nation=row["nation"], lat=lat, lon=lon
        )
    above = row["county-la"] or row["combined-authority"]
    return {
        "service": Service.COUNCIL,
        "kind": row["local-authority-type-name"],
        "place": code if code in reading.places else "",
        "region": row["region"],
        "nation": row["nation"],
        "lat": lat,
        "lon": lon,
        "opened_on": row.day("start-date"),
        "closed_on": row.day("end-date"),
        "parent": PREFIX + above if above else None,
        "successors": [PREFIX + each for each in list_of(row["replaced-by"], ",")],
        "aliases": aliases(row, reading),
    }


def aliases(row: Row, reading: Reading) -> list[str]:
    """Return the other names. Where names hold commas themselves, only the file of aliases can tell them."""
    told = [] if "," in row["nice-name"] else list_of(row["alt-names"], ",")
    return [spoken(name) for name in [row["nice-name"], *told] if is_readable(name, row, reading)]


def is_readable(name: str, row: Row, reading: Reading) -> bool:
    """Say whether another name can be used; warn if not."""
    if is_name(name) and not any(mark in name for mark in MANGLED):
        return True
    reading.warn(gettext("other names with spoilt letters were left out"), row, name)
    return False


LOCAL_AUTHORITIES = Source(
    title=gettext_lazy("Councils and combined authorities"),
    code="local-authority-code",
    name="official-name",
    columns=(
        "nice-name",
        "gss-code",
        "nation",
        "region",
        "local-authority-type",
        "local-authority-type-name",
        "county-la",
        "combined-authority",
        "start-date",
        "end-date",
        "current-authority",
        "replaced-by",
        "lat",
        "long",
        "alt-names",
    ),
    optional=("gov-uk-slug", "pop-2020", "former-gss-codes"),
    prefix=PREFIX,
    source="mySociety, list of UK local authorities, 2025",
    licence=CC_BY,
    details=details,
)
