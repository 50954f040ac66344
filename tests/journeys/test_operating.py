"""What an operator does about accounts, and what it changes at once."""

import pytest

from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.conftest import with_javascript, without_javascript

TITLE = "Fit notes came back unread and people lost a week's money"


@pytest.fixture
def operator(new_visitor):
    visitor = new_visitor().signs_in_as(make_person(kind="operator"))
    visitor.opens("/")
    return visitor


@without_javascript
def test_a_held_person_is_let_in_after_a_check(new_visitor, operator):
    # Given a work coach at an address of a department
    lesson = make_lesson()
    coach = make_person(name="Saira Khan", email="saira@dwp.gov.uk", profession="work_coach", standing="held")
    saira = new_visitor().signs_in_as(coach)
    assert saira.opens(f"/lessons/{lesson.pk}/") == 404

    # When the operator has checked
    operator.goes_by_menu_to("People")
    operator.follows("Saira Khan")
    operator.sees("Held because the address is of Department for Work and Pensions")
    operator.follows("Let in as a practitioner")
    operator.presses("Let in")
    operator.is_told("Say how you know")
    operator.types("How you know", "Her team leader confirmed it")
    operator.presses("Let in")

    # Then she is in, and the log says why
    operator.sees("Was let in after a check", "Her team leader confirmed it")
    assert saira.opens(f"/lessons/{lesson.pk}/") == 200


@with_javascript
def test_a_proposed_organisation_is_listed_and_who_works_there_is_let_in(new_visitor, operator):
    # Given somebody who waits, at an organisation that she has described
    larder = make_organisation(name="Bleakhope Larder", service="voluntary", standing="proposed")
    una = new_visitor().signs_in_as(make_person(name="Una Ash", organisation=larder, standing="waiting"))
    una.opens("/")
    una.sees("What happens next")

    # When the operator lists it and vouches for her
    operator.opens("/people/organisations/")
    operator.presses("List")
    operator.opens("/vouches/")
    operator.presses("Vouch for Una Ash")

    # Then she is in
    una.opens("/")
    una.sees("Share what went wrong: 3 minutes")


# The form is the same for each kind, and so is what follows.
@pytest.mark.parametrize(
    ("kind", "javascript"), [("Government official", True), ("Regulator", False)], indirect=["javascript"]
)
def test_a_change_of_kind_closes_access_at_once(new_visitor, operator, kind):
    # Given a practitioner with a lesson open
    lesson = make_lesson()
    person = make_person(name="Rob Nuttall")
    rob = new_visitor().signs_in_as(person)
    assert rob.opens(f"/lessons/{lesson.pk}/") == 200

    # When the operator grants another kind of account
    operator.opens(f"/people/{person.pk}/kind/")
    operator.taps(kind)
    operator.presses("Change", exact=True)
    operator.is_told("Say why")
    operator.types("Why", "Took a post elsewhere")
    operator.presses("Change", exact=True)
    operator.sees("The account has changed.", "Kind of account changed", "Took a post elsewhere")

    # Then nothing candid is there for them, from the next page on
    assert rob.page.reload().status == 404
    rob.opens("/")
    rob.does_not_see(TITLE, "Share what went wrong: 3 minutes")


@with_javascript
def test_a_practitioner_becomes_the_broker_of_their_organisation(new_visitor, operator):
    hall = make_organisation(name="Thwaite Hall", service="community")
    bea = make_person(name="Bea Brook", organisation=hall)
    make_person(name="Vera Cole", organisation=hall, standing="waiting")
    operator.opens(f"/people/{bea.pk}/kind/")
    operator.taps("Broker")
    operator.types("Why", "Knows everybody at the hall")
    operator.presses("Change", exact=True)

    desk = new_visitor().signs_in_as(bea)
    desk.opens("/")
    desk.goes_by_menu_to("Vouch")
    desk.sees("Vera Cole")
    desk.follows("I cannot vouch for Vera Cole")
    desk.presses("Send the reason")
    desk.is_told("Say why")
    desk.types("Why", "I have not met her at the hall")
    desk.presses("Send the reason")
    desk.sees("Vera Cole can change the answers and ask again.", "Nobody is waiting")


@with_javascript
def test_a_domain_is_held_from_now_on(operator):
    operator.opens("/people/held-domains/")
    operator.types("Domain", "watchdog.example")
    operator.types("Whose it is", "The Watchdog")
    operator.presses("Add")

    operator.sees("watchdog.example", "The Watchdog")


@with_javascript
def test_nobody_but_an_operator_finds_these_pages(new_visitor):
    person = make_person()
    visitor = new_visitor().signs_in_as(make_person(kind="broker"))

    paths = ["/people/", f"/people/{person.pk}/", f"/people/{person.pk}/kind/", "/people/held-domains/"]
    assert {visitor.opens(path) for path in paths} == {404}
