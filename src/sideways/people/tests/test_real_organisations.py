"""The real public lists, as they are: dirty, dated and large."""

import csv
import shutil
from datetime import date

import pytest
from django.utils import timezone
from tests.shared import DATA

from sideways.common.tables import BadTableError
from sideways.people.models import Organisation, Place
from sideways.people.organisation_services import organisations_import
from sideways.people.queries import organisations_matching

LISTS = DATA / "organisations"

pytestmark = of_real_lists = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not LISTS.exists(), reason="../shared is not beside this checkout: the real lists were not imported"
    ),
]
reading = pytest.mark.once  # what stands in a list; all of them are written to both databases


def load(*names, **options):
    paths = [LISTS / f"{name}.csv" for name in names] or [LISTS]
    return organisations_import(paths=paths, by=None, at=timezone.now(), **options)


def rows_of(name):
    with (LISTS / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def warnings_of(report):
    return {sentence: warned.count for sentence, warned in report.warnings.items()}


def test_councils_come_with_parents_dates_successors_and_places():
    load("local_authorities", "local_authority_name_aliases")

    councils = {each.code.removeprefix("LA:"): each for each in Organisation.objects.select_related("parent")}
    assert len(councils) == len(rows_of("local_authorities")) == 470
    assert councils["OLD"].parent == councils["GMCA"]
    assert councils["OLD"].place.name == "Oldham"
    assert councils["ASF"].parent == councils["KEN"]  # a district belongs to its county
    assert (councils["HAE"].closed_on, councils["HAE"].place) == (date(2023, 4, 1), None)
    assert list(councils["CMA"].successors.order_by("code")) == [councils["CBD"], councils["WAF"]]
    assert set(councils["DST"].predecessors.values_list("code", flat=True)) == {
        f"LA:{code}" for code in ("DOR", "EDO", "NDO", "PUR", "WDO", "WEY")
    }
    assert Organisation.objects.filter(region="").count() == 0  # closed ones have their successor's
    assert councils["AGY"].aliases.filter(search_name="anglesey").exists()
    assert not Organisation.objects.filter(aliases__name__contains="ï¿½").exists()


def test_closed_councils_are_found_by_name_and_lead_to_their_successor():
    load("local_authorities", "local_authority_name_aliases")

    assert [str(each) for each in organisations_matching("hambleton")] == ["North Yorkshire Council"]
    assert [str(each) for each in organisations_matching("taunton deane")] == ["Somerset Council"]
    assert str(organisations_matching("oldam counsil")[0]) == "Oldham Metropolitan Borough Council"


@reading
def test_practices_belong_to_networks_and_networks_to_boards_also_when_they_come_later():
    report = load("gp_practices_2022")
    assert warnings_of(report) == {
        "organisations belong to one that is not known here; import its list too": 6527
    }

    load("pcns_2022", "nhs_icbs_2024")
    report = load("gp_practices_2022")

    practice = Organisation.objects.get(code="ODS:A81001")
    assert practice.name == "The Densham Surgery"
    assert (practice.parent.name, practice.parent.parent.code) == ("Stockton PCN", "ODS:QHM")
    assert (practice.outcode, practice.region) == ("TS18", "North East")
    assert {change.fields for change in report.changed} == {("parent",)}
    assert len(report.changed) == 6527
    unallocated = Organisation.objects.get(code="ODS:A84035")
    assert unallocated.parent.kind == "NHS integrated care board"


@reading
def test_spoilt_property_references_are_left_out_and_counted_and_their_rows_kept():
    report = load("jobcentres_2019")

    assert warnings_of(report) == {"property references (UPRNs) were spoilt by a spreadsheet and left out": 4}
    oswestry = Organisation.objects.get(name="Oswestry Jobcentre Plus")
    assert (oswestry.uprn, oswestry.region) == ("", "West Midlands")
    assert Organisation.objects.get(code="JCP:9820").uprn == "200003771457"
    assert Organisation.objects.count() == 697
    assert Organisation.objects.filter(closed_on__isnull=False).count() == 61


@reading
def test_a_property_reference_in_powers_of_ten_is_spoilt_too(tmp_path):
    text = (LISTS / "jobcentres_2019.csv").read_text().replace("200003771457", "2.0E+11", 1)
    (tmp_path / "jobcentres.csv").write_text(text)

    report = organisations_import(paths=[tmp_path / "jobcentres.csv"], by=None, at=timezone.now())

    assert list(warnings_of(report).values()) == [5]
    assert "Aberdare: 2.0E+11" in next(iter(report.warnings.values())).examples[0]


@reading
def test_dates_of_a_year_or_a_month_end_with_its_last_day():
    load("government_organisations_2019")

    closed = {
        row["government-organisation"]: row["end-date"] for row in rows_of("government_organisations_2019")
    }
    year = next(code for code, day in closed.items() if day == "2012")
    month = next(code for code, day in closed.items() if day == "2009-06")
    assert Organisation.objects.get(code=f"GOV:{year}").closed_on == date(2012, 12, 31)
    assert Organisation.objects.get(code=f"GOV:{month}").closed_on == date(2009, 6, 30)


@reading
def test_landlords_that_are_councils_are_not_listed_twice():
    report = load("social_housing_providers_eng_2018")

    assert warnings_of(report) == {"landlords are councils, which have a list of their own": 198}
    assert Organisation.objects.count() == 1755 - 198


@reading
def test_the_joined_list_fills_gaps_corrects_nothing_and_cannot_move_birmingham():
    load("local_authorities", "nhs_trusts_2024")
    before = Organisation.objects.get(code="ODS:RR1")

    report = load("organisations_all")

    after = Organisation.objects.get(code="ODS:RR1")
    assert (after.region, after.nation, after.name) == (before.region, before.nation, before.name)
    assert after.region == "West Midlands"
    assert warnings_of(report) == {"rows repeat an earlier one; the earlier was kept": 1}
    assert not report.closed


@reading
@pytest.mark.parametrize("cut", ["name", "code", "postcode"])
def test_a_real_list_without_a_column_is_refused_by_name(tmp_path, cut):
    rows = rows_of("gp_practices_2022")[:20]
    columns = [column for column in rows[0] if column != cut]
    with (tmp_path / "gp.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)

    with pytest.raises(BadTableError, match=f"The column {cut} is missing"):
        organisations_import(paths=[tmp_path / "gp.csv"], by=None, at=timezone.now())


@reading
def test_one_wrong_row_among_thousands_stops_all_of_them(tmp_path):
    for path in LISTS.glob("*.csv"):
        shutil.copy(path, tmp_path)
    practices = tmp_path / "gp_practices_2022.csv"
    practices.chmod(0o644)
    text = practices.read_text()
    practices.write_text(text.replace("A81002,QUEENS PARK", "A81001,QUEENS PARK"))

    with pytest.raises(BadTableError) as caught:
        organisations_import(paths=[tmp_path], by=None, at=timezone.now())

    (mistake,) = caught.value.mistakes
    assert str(mistake).endswith("gp_practices_2022.csv:3:1: code “ODS:A81001” stands in line 2 already.")
    assert not Organisation.objects.exists()
    assert not Place.objects.exists()
