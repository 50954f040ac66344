"""What somebody can do about themselves: change an answer, take everything along, leave."""

import json
import zipfile

import pytest

from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys import joining
from tests.journeys.conftest import with_javascript, without_javascript
from tests.journeys.joining import Newcomer

TITLE = "Fit notes came back unread and people lost a week's money"
DELETE = "Delete them"
LEAVE = "Leave them for others to learn from, with nothing that leads back to you"


@pytest.fixture
def ann():
    council = make_organisation(name="Halder Council", email_domain="halder.gov.uk")
    person = make_person(
        email="ann@halder.gov.uk", name="Ann Archer", organisation=council, password=joining.PASSWORD
    )
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


@with_javascript
def test_moving_to_another_organisation_asks_for_a_vouch(new_visitor, ann):
    # Given somebody in, whose address is that of where they work
    elsewhere = make_organisation(name="Ringfell Council", service="council")
    visitor = new_visitor().signs_in_as(ann)
    visitor.opens("/")
    visitor.goes_by_menu_to("You")
    visitor.sees("Halder Council")

    # When they say that they work elsewhere now
    visitor.follows("Change Where you work")
    visitor.sees("somebody at the new place has to vouch for you")
    visitor.types("Your organisation", "ringfel")
    visitor.taps("Ringfell Council")
    visitor.presses("Save")

    # Then they wait, and cannot read what is candid meanwhile
    visitor.sees("Ringfell Council", "You are waiting for somebody to look at your answers.")
    ann.refresh_from_db()
    assert (ann.organisation, ann.standing) == (elsewhere, "waiting")
    lesson = make_lesson()
    assert visitor.opens(f"/lessons/{lesson.pk}/") == 404

    # And the broker there lets them in
    desk = new_visitor().signs_in_as(make_person(kind="broker", organisation=elsewhere))
    desk.opens("/vouches/")
    desk.presses("Vouch for Ann Archer")
    assert visitor.opens(f"/lessons/{lesson.pk}/") == 200


@with_javascript
def test_everything_somebody_put_in_can_be_taken_along(new_visitor, ann, tmp_path):
    make_lesson(author=ann)
    visitor = new_visitor().signs_in_as(ann)
    visitor.opens("/you/data/")

    with visitor.page.expect_download() as download:
        visitor.touches("Download my data")
    with zipfile.ZipFile(download.value.path()) as archive:
        archive.extractall(tmp_path)
        everything = json.loads(archive.read("data.json"))

    said = json.dumps(everything, ensure_ascii=False)
    assert "Ann Archer" in said
    assert "Halder Council" in said
    assert TITLE in said
    assert "password" not in said.lower()
    # The page inside opens without us
    visitor.page.goto((tmp_path / "index.html").as_uri())
    visitor.sees("Your data at Sideways", "Ann Archer", "Halder Council", TITLE)
    visitor.finds_the_page_sound()


@pytest.mark.parametrize(
    ("choice", "javascript"),
    [pytest.param(DELETE, False, id="delete"), pytest.param(LEAVE, True, id="leave")],
    indirect=["javascript"],
)
def test_somebody_closes_their_account_and_chooses_what_stays(new_visitor, ann, choice):
    # Given an author whose lesson a peer can read
    lesson = make_lesson(author=ann)
    visitor = new_visitor().signs_in_as(ann)
    peer = new_visitor().signs_in_as(make_person())
    assert peer.opens(f"/lessons/{lesson.pk}/") == 200

    # When they close the account
    visitor.opens("/you/")
    visitor.follows("Close your account")
    visitor.sees("Is it you?")
    visitor.types("Password", "wrong")
    visitor.presses("Continue")
    visitor.is_told("This is not your password.")
    joining.proves_it_is_them(visitor)
    visitor.presses("Close my account")
    visitor.is_told("Tick the box to close your account")
    visitor.taps(choice)
    visitor.taps("Close my account. I know that this cannot be undone.")
    visitor.presses("Close my account")

    # Then nothing is left that says who they were, and the lesson is as they chose
    visitor.sees("Everything that says who you were is deleted.")
    assert not Person.objects.filter(name="Ann Archer").exists()
    assert Lesson.objects.filter(pk=lesson.pk).exists() == (choice == LEAVE)
    assert peer.opens(f"/lessons/{lesson.pk}/") == (200 if choice == LEAVE else 404)

    # And they cannot sign in any more
    visitor.opens("/accounts/login/")
    visitor.types("E-mail address", "ann@halder.gov.uk")
    visitor.types("Password", joining.PASSWORD)
    visitor.presses("Sign in")
    visitor.is_told("The e-mail address or the password is wrong.")


@with_javascript
def test_the_address_is_changed_with_a_code(new_visitor, ann):
    visitor = new_visitor().signs_in_as(ann)
    visitor.opens("/you/")
    visitor.follows("E-mail address")
    visitor.types("New e-mail address", "archer@halder.gov.uk")
    visitor.presses("Change", exact=True)
    visitor.types("Code from the e-mail", joining.code_sent_to("archer@halder.gov.uk"))
    visitor.presses("Continue")

    ann.refresh_from_db()
    assert (ann.email, ann.standing) == ("archer@halder.gov.uk", "active")


@without_javascript
def test_a_newcomer_proposes_an_organisation_that_is_listed_under_another_name(new_visitor):
    # Given somebody who did not find their organisation and described it
    listed = make_organisation(name="Thwaite Village Hall", service="community")
    una = make_person(standing="joining", organisation=None, name="Una", email="una@example.org")
    somebody = new_visitor().signs_in_as(una)
    somebody.opens("/join/workplace/")
    described = Newcomer(email="", organisation="The Hall at Thwaite", postcode="OL9 6AA")
    joining.says_where(somebody, described)
    joining.says_what_matters_to_them(somebody, described)
    somebody.sees("Nearly there")

    # When an operator says which one it is
    operator = new_visitor().signs_in_as(make_person(kind="operator"))
    operator.opens("/people/organisations/")
    operator.follows("It is already listed")
    operator.types("Find it in the list", "thwaite village")
    operator.presses("Search", exact=True)
    operator.taps("Thwaite Village Hall")
    operator.presses("Move its people there")

    # Then it is theirs
    una.refresh_from_db()
    assert una.organisation == listed
