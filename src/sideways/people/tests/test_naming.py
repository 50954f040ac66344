"""Names that our own lists know, found in what somebody writes."""

import pytest

from sideways.clues import Clue, Kind
from sideways.people import naming
from sideways.people.cells import Cells, Group
from sideways.people.models import OrganisationAlias, Place
from sideways.people.naming import organisations_named_in, people_named_in, places_that_name
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    council = make_organisation(name="Halder Metropolitan Borough Council", service="council")
    OrganisationAlias.objects.create(
        organisation=council, name="Halder Council", search_name="halder council"
    )
    return council


def named(text):
    return [(clue.text, clue.instead) for clue in organisations_named_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We asked Halder Council twice",
        "Halder Council’s desk was shut",
        "Nobody at the front desk of Halder Council, or anywhere",
        "HALDER COUNCIL NEVER ANSWERED",
    ],
)
def test_an_organisation_is_found_by_another_name_of_it(council, text):
    ((_, instead),) = named(text)

    assert instead == "a council"


def test_the_name_stands_where_it_was_typed(council):
    text = "As with Halder  Metropolitan Borough Council it was late"

    (clue,) = organisations_named_in(text)

    assert text[clue.start : clue.end] == clue.text == "Halder  Metropolitan Borough Council"


@pytest.mark.parametrize(
    "text",
    [
        "the halder council of old",  # no name: no capitals
        "We left Halder. Council tax was next",
        "Halder\n\nCouncil",
        "Halder was cold, and the Council Tax team warm",
        "",
    ],
)
def test_words_that_only_look_like_the_name_are_left_alone(council, text):
    assert named(text) == []


def test_a_name_of_one_word_is_left_alone():
    make_organisation(name="Shelter", service="voluntary")

    assert named("Shelter was full") == []


@pytest.mark.parametrize("service", ["government", "funder", "regulator"])
def test_those_whom_everybody_deals_with_are_left_alone(service):
    make_organisation(name="Ministry of Letters", service=service)

    assert named("The Ministry of Letters wrote") == []


def test_what_somebody_proposed_is_not_in_our_lists_yet():
    make_organisation(name="Bleakhope Larder", standing="proposed")

    assert named("Bleakhope Larder helped") == []


def test_however_much_is_named_it_takes_two_queries(council, django_assert_num_queries):
    for number in range(20):
        make_organisation(name=f"Hollin Vale Surgery {number}", service="nhs")
    text = ". ".join(f"Hollin Vale Surgery {number} and Halder Council" for number in range(20))

    with django_assert_num_queries(2):
        assert len(organisations_named_in(text)) == 40


@pytest.mark.parametrize(
    ("name", "is_told"), [("St Helens", False), ("Chelsea", False), ("Kensington Bird", True), ("Kemi", True)]
)
def test_what_a_place_is_called_is_no_person(monkeypatch, django_assert_num_queries, name, is_told):
    for code, place in enumerate(("St. Helens", "Kensington and Chelsea")):
        Place.objects.create(code=f"E{code}", name=place, region="London", nation="England")
    monkeypatch.setattr(naming, "names_in", lambda text: [Clue(Kind.PERSON, 0, len(text), text, "somebody")])

    with django_assert_num_queries(1):
        assert bool(people_named_in(name)) is is_told


def test_where_no_name_is_found_no_place_is_asked_for(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(naming, "names_in", lambda text: [])

    with django_assert_num_queries(0):
        assert people_named_in("It rained") == []


@pytest.fixture
def officer():
    Place.objects.create(code="E1", name="Halder, City of", region="North West", nation="England")
    Place.objects.create(code="E2", name="Faraway", region="South East", nation="England")
    return make_person(level=5, profession="nurse", region="North West", nation="England")


def cells_of_officer(person, size):
    profession = person.profession
    return Cells([(Group(5, profession.code, profession.service, "North West", "England"), size)])


@pytest.mark.parametrize("place", ["Halder", "North West"])
def test_a_place_tells_who_wrote_where_few_do_the_same_work(officer, place):
    text = f"Here in {place} nobody could"

    clues = places_that_name(officer, text, cells_of_officer(officer, 4))

    assert [(clue.text, clue.instead) for clue in clues] == [(place, "our area")]


@pytest.mark.parametrize("text", ["Faraway they do it better", "no place at all", "halderly manners", ""])
def test_other_places_tell_nothing(officer, text):
    assert places_that_name(officer, text, cells_of_officer(officer, 1)) == []


def test_where_many_do_the_same_work_no_place_tells_who_it_was(officer, django_assert_num_queries):
    cells = cells_of_officer(officer, 5)

    with django_assert_num_queries(0):
        assert places_that_name(officer, "Here in Halder", cells) == []


@pytest.mark.parametrize("missing", ["region", "profession", "level"])
def test_of_whom_we_know_too_little_a_place_says_nothing(officer, missing):
    cells = cells_of_officer(officer, 1)
    setattr(officer, missing, "" if missing == "region" else None)

    assert places_that_name(officer, "Here in Halder", cells) == []
