"""Small public lists with the oddities that real ones have had, or may have."""

from datetime import date

import pytest
from django.utils import timezone

from sideways.common.tables import BadTableError
from sideways.people.models import Organisation, OrganisationAlias, Place
from sideways.people.organisation_services import organisations_import
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db

COUNCILS = (
    "local-authority-code,official-name,nice-name,gss-code,nation,region,local-authority-type,"
    "local-authority-type-name,county-la,combined-authority,start-date,end-date,current-authority,replaced-by,"
    "lat,long,alt-names\n"
)
OLDHAM = (
    "OLD,Oldham Council,Oldham,E08000004,England,North West,MD,Metropolitan district,,,,,True,,53.5,-2.1,"
    '"a,b"\n'
)
CLOSED = "TAU,Taunton Deane Council,Taunton,E07000190,England,,NMD,District,,,,2019-03-31,False,SMT,51,-3,\n"


@pytest.fixture
def run(tmp_path):
    def write_and_import(content):
        (tmp_path / "list.csv").write_text(content)
        return organisations_import(paths=[tmp_path / "list.csv"], by=None, at=timezone.now())

    return write_and_import


def mistakes_of(run, content):
    with pytest.raises(BadTableError) as caught:
        run(content)
    return [(mistake.line, mistake.column, mistake.sentence) for mistake in caught.value.mistakes]


def test_an_alias_of_an_unknown_council_is_refused_and_of_a_known_one_kept(run):
    aliases = "la-name,local-authority-code\nOwdham,OLD\nOldham Council,OLD\nowdham,OLD\n"

    assert mistakes_of(run, aliases)[0] == (
        2,
        2,
        "No organisation has the code LA:OLD. Import its list first, or with this.",
    )
    run(COUNCILS + OLDHAM)
    assert run(aliases).other_names == 1
    assert set(OrganisationAlias.objects.values_list("name", flat=True)) == {"Oldham", "a", "b", "Owdham"}


def test_a_closed_council_takes_the_region_of_a_successor_that_is_known_already(run):
    make_organisation(code="LA:SMT", region="South West")

    report = run(COUNCILS + CLOSED)

    closed = Organisation.objects.get(code="LA:TAU")
    assert (closed.region, closed.closed_on) == ("South West", date(2019, 3, 31))
    assert list(closed.successors.values_list("code", flat=True)) == ["LA:SMT"]
    assert not report.warnings


def test_a_successor_that_nobody_knows_is_told(run):
    report = run(COUNCILS + CLOSED)

    (warned,) = report.warnings.values()
    assert (warned.count, warned.examples) == (1, ["list.csv:2: LA:TAU was replaced by LA:SMT"])
    assert Organisation.objects.get(code="LA:TAU").region == ""


def test_people_who_gave_a_postcode_are_placed_once_its_council_is_known(run):
    person = make_person(organisation=None, outcode="OL9", region="North West")

    run(COUNCILS + OLDHAM)

    person.refresh_from_db()
    assert person.place == Place.objects.get(code="E08000004")


def test_a_council_that_moves_is_written_to_its_place_too(run):
    run(COUNCILS + OLDHAM)

    report = run(COUNCILS + OLDHAM.replace("North West", "North East"))

    assert report.places == 1
    assert Place.objects.get().region == Organisation.objects.get().region == "North East"


@pytest.mark.parametrize("day", ["2012-13", "2012-00", "0000", "12", "2012-02-30", "soon"])
def test_what_is_no_day_month_or_year_is_refused(run, day):
    line, column, sentence = mistakes_of(
        run, f"government-organisation,name,start-date,end-date\nD1,Old Office,,{day}\n"
    )[0]

    assert (line, column) == (2, 4)
    assert sentence.startswith(f"end-date is “{day}”. It must be a day")


def test_the_joined_list_takes_only_codes_of_its_registers(run):
    header = "code,name,type,nation,region,postcode,lat,lon,source,licence\n"

    (mistake,) = mistakes_of(run, f"{header}ZOO:1,Zoo,Zoo,England,,,,,a,b\n")

    assert mistake[:2] == (2, 1)
    assert "It must begin with LA, ODS, POL, FIRE, JCP, GOV, HSG and a colon." in mistake[2]


def test_a_position_off_the_earth_is_refused(run):
    found = mistakes_of(run, COUNCILS + OLDHAM.replace("53.5", "153.5"))

    assert found == [(2, 15, "lat is “153.5”. It must be a number from -90 to 90.")]


def test_a_correction_in_our_own_format_leaves_the_credit_to_the_list(run):
    run(COUNCILS + OLDHAM)

    run("code,name,service\nLA:OLD,Oldham,council\n")

    council = Organisation.objects.get()
    assert council.name == "Oldham"
    assert (council.source, council.licence) == ("mySociety, list of UK local authorities, 2025", "CC BY 4.0")
