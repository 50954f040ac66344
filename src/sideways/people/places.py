"""Where a postcode district is, and whose area it is in."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sideways.people.models import Place

DATA = Path(__file__).parent / "data"
# Councils whose area code changed after one of our lists was made: either code finds the place.
SAME_AREA = {"E08000038": "E08000016", "E08000039": "E08000019"}
SAME_AREA |= {old: new for new, old in SAME_AREA.items()}

OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
POSTCODE = re.compile(rf"({OUTCODE})(?:[0-9][A-Z]{{2}})?")


class Location(NamedTuple):
    """A point on the Earth, in degrees."""

    lat: float
    lon: float


class Region(NamedTuple):
    """A region of England, or a nation, with its nation."""

    region: str
    nation: str


NOWHERE = Region("", "")


class District(NamedTuple):
    """One postcode district: its centre, and the code of the council with most of its addresses."""

    location: Location
    place_code: str


def outcode_of(postcode: str) -> str:
    """Return the district of a postcode (or of a district), or nothing when it cannot be one.

    >>> outcode_of("ol9 6aa"), outcode_of("EC1A1BB"), outcode_of(" M1 "), outcode_of("Oldham")
    ('OL9', 'EC1A', 'M1', '')
    """
    match = POSTCODE.fullmatch(re.sub(r"\s", "", postcode).upper())
    return match[1] if match else ""


def outcode_location(outcode: str) -> Location | None:
    """Return the centre of a postcode district, or None when there is no such district."""
    district = _districts().get(outcode)
    return district.location if district else None


def place_code_of_outcode(outcode: str) -> str:
    """Return the code of the council area with most of the district's addresses, or nothing."""
    district = _districts().get(outcode)
    return district.place_code if district else ""


def place_of_outcode(outcode: str) -> Place | None:
    """Return the place with most of the district's addresses, if its council has been imported."""
    code = place_code_of_outcode(outcode)
    codes = [code, SAME_AREA.get(code, code)]
    return Place.objects.filter(code__in=codes).first() if code else None


def region_of_outcode(outcode: str, place: Place | None = None) -> Region:
    """Return the region of a district: its place's when that is known, else its postcode area's."""
    if place is not None and place.region:
        return Region(place.region, place.nation)
    area = re.match(r"[A-Z]*", outcode)
    return _areas().get(area[0] if area else "", NOWHERE)


def region_of_area(area: str) -> Region:
    """Return the region of a body or district that regions.csv knows, such as “ODS:QOP”."""
    return _regions().get(area, NOWHERE)


@cache
def known_regions() -> frozenset[str]:
    """Return the names of the regions: those of England, and the other nations."""
    return frozenset(area.region for area in _areas().values())


@cache
def _districts() -> dict[str, District]:
    return {
        row["outcode"]: District(Location(float(row["lat"]), float(row["lon"])), row["main_laua_gss"])
        for name in ("outcodes.csv", "outcodes_ni.csv")
        for row in _rows(name)
    }


@cache
def _areas() -> dict[str, Region]:
    return {row["area"]: Region(row["region"], row["nation"]) for row in _rows("postcode_areas.csv")}


@cache
def _regions() -> dict[str, Region]:
    return {row["area"]: Region(row["region"], row["nation"]) for row in _rows("regions.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
