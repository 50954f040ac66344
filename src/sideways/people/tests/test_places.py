"""Where postcode districts are, and the hand-written regions against the real lists."""

import csv
import re
from collections import Counter

import pytest
from tests.shared import DATA

from sideways.people import places
from sideways.people.models import Place
from sideways.people.places import (
    Region,
    outcode_location,
    outcode_of,
    place_code_of_outcode,
    place_of_outcode,
    region_of_area,
    region_of_outcode,
)

needs_shared = pytest.mark.skipif(
    not DATA.exists(),
    reason="../shared is not beside this checkout: hand-written regions were not compared",
)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("typed", "outcode"),
    [
        ("OL9 6AA", "OL9"),
        ("ol96aa", "OL9"),
        ("OL9", "OL9"),
        (" sw1a  1aa ", "SW1A"),
        ("BT1 5GS", "BT1"),
        ("M1", "M1"),
        ("Oldham", ""),
        ("", ""),
        ("OL9 6A", ""),
        ("12345", ""),
        ("OL９ 6AA", ""),
    ],
)
def test_the_district_of_a_postcode(typed, outcode):
    assert outcode_of(typed) == outcode


def test_a_district_stands_where_it_is_and_an_unknown_one_nowhere():
    assert outcode_location("OL9") == pytest.approx((53.54, -2.14), abs=0.03)
    assert outcode_location("ZZ9") is None
    assert place_code_of_outcode("ZZ9") == ""


def test_every_district_of_northern_ireland_stands_in_one_of_its_eleven_councils():
    codes = {place_code_of_outcode(f"BT{number}") for number in range(1, 95)} - {""}

    assert codes == {f"N{9_000_000 + number:08}" for number in range(1, 12)}
    assert outcode_location("BT48") == pytest.approx((54.8, -7.4), abs=0.2)  # Derry


@pytest.mark.django_db
def test_the_place_of_a_district_is_found_under_either_code_of_a_council():
    sheffield = Place.objects.create(code="E08000019", name="Sheffield", region="Yorkshire and The Humber")

    assert place_code_of_outcode("S1") == "E08000039"
    assert place_of_outcode("S1") == sheffield
    assert place_of_outcode("OL9") is None
    assert place_of_outcode("nowhere") is None


def test_the_region_of_a_district_is_its_places_or_else_its_postcode_areas():
    derbyshire = Place(code="E07000033", name="Bolsover", region="East Midlands", nation="England")

    assert region_of_outcode("S43", derbyshire) == Region("East Midlands", "England")
    assert region_of_outcode("S43") == Region("Yorkshire and The Humber", "England")
    assert region_of_outcode("BT1") == Region("Northern Ireland", "Northern Ireland")
    assert region_of_outcode("") == Region("", "")


def test_there_are_twelve_regions_and_every_hand_written_one_is_among_them():
    assert len(places.known_regions()) == 12
    assert {region.region for region in places._regions().values()} <= places.known_regions() | {""}


@needs_shared
def test_the_region_of_each_postcode_area_is_that_of_most_of_its_addresses():
    councils = {row["gss-code"]: row for row in rows(DATA / "organisations/local_authorities.csv")}
    addresses = {}
    for row in rows(places.DATA / "outcodes.csv"):
        code = row["main_laua_gss"]
        council = councils.get(code) or councils[places.SAME_AREA[code]]
        area = re.match("[A-Z]+", row["outcode"])[0]
        region = Region(council["region"], council["nation"])
        addresses.setdefault(area, Counter())[region] += int(row["postcodes"])

    expected = {area: counted.most_common(1)[0][0] for area, counted in addresses.items()}
    assert len(expected) == 120
    assert {area: region_of_outcode(f"{area}1") for area in expected} == expected


@needs_shared
def test_the_region_of_each_integrated_care_board_is_that_of_most_of_its_practices():
    councils = {row["gss-code"]: row["region"] for row in rows(DATA / "organisations/local_authorities.csv")}
    practices = {}
    for row in rows(DATA / "organisations/gp_practices_2022.csv"):
        region = councils.get(row["la_gss"]) or councils.get(places.SAME_AREA.get(row["la_gss"]))
        practices.setdefault(row["icb_code"], Counter())[region] += 1

    assert len(practices) == 42
    for board, counted in practices.items():
        assert region_of_area(f"ODS:{board}").region == counted.most_common(1)[0][0], board


@needs_shared
def test_every_force_fire_service_and_jobcentre_district_has_a_line_in_the_regions():
    files = {
        "POL:{police-force}": "police_forces.csv",
        "FIRE:{fire-service-eng}": "fire_services_eng.csv",
        "JCP district:{district}": "jobcentres_2019.csv",
    }
    for form, file in files.items():
        wanted = {form.format(**row) for row in rows(DATA / "organisations" / file)}
        assert wanted <= set(places._regions())


@needs_shared
def test_a_jobcentre_district_lies_in_the_nation_its_group_says():
    for row in rows(DATA / "organisations/jobcentres_2019.csv"):
        nation = next((n for n in ("Wales", "Scotland") if n in row["group"]), "England")
        assert region_of_area(f"JCP district:{row['district']}").nation == nation


@needs_shared
def test_the_committed_districts_are_those_of_the_published_list():
    assert rows(places.DATA / "outcodes.csv") == rows(DATA / "postcodes/outcodes.csv")
