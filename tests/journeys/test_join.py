"""Somebody new joins: from the first page to home, and what is said when an answer is missing."""

from django.core.cache import cache

from sideways.people.models import OrganisationAlias, Person
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys import joining
from tests.journeys.conftest import with_javascript
from tests.journeys.joining import Newcomer

MOST_TAPS, MOST_WORDS = 25, 12


def make_council():
    council = make_organisation(
        name="Oldham Metropolitan Borough Council",
        search_name="oldham metropolitan borough council",
        email_domain="oldham.gov.uk",
    )
    OrganisationAlias.objects.create(organisation=council, name="OMBC", search_name="ombc")
    return council


ANN = Newcomer(
    email="ann@oldham.gov.uk",
    search="oldam counsil",
    organisation="Oldham Metropolitan Borough Council",
    topics=("Fit notes", "Hospital discharge"),
    travel="15 miles",
)


def test_a_social_worker_joins_and_is_home_after_few_taps(visitor):
    # Given a council that is known by other names too
    council = make_council()

    # When somebody with its address joins, with two slips in its name
    joining.joins(visitor, ANN)

    # Then they are in, and home says what to do next
    visitor.is_at("/")
    visitor.sees("You are in", "Share what went wrong", "Happening now, at your level")
    person = Person.objects.get(email=ANN.email)
    assert (person.standing, person.level, person.organisation) == ("active", 2, council)
    assert {topic.name for topic in person.topics.all()} == set(ANN.topics)
    assert person.travel_km == 24

    # And it took them little
    if visitor.javascript:
        taps, words = visitor.effort()
        print(f"Joined with {taps} taps and {words} words")
        assert taps <= MOST_TAPS
        assert words <= MOST_WORDS


def test_an_organisation_is_found_by_its_other_name(visitor):
    # Given somebody who comes to the question of where they work
    council = make_council()
    newcomer = make_person(standing="joining", organisation=None, email="bea@oldham.gov.uk")
    visitor.signs_in_as(newcomer).opens("/join/workplace/")

    # When they type what everybody calls it
    joining.says_where(visitor, Newcomer(email="", search="ombc", organisation=council.name))

    # Then it is the council
    newcomer.refresh_from_db()
    assert newcomer.organisation == council


@with_javascript
def test_each_missing_answer_is_told_where_it_is_missing(visitor):
    # Given somebody who signs up in a hurry
    make_council()
    visitor.opens("/accounts/signup/")

    # When they leave each page empty first, Then each page says what is missing, and leads there
    visitor.presses("Continue")
    visitor.is_told("E-mail address", "Choose a password", "Tick the box if it is true of you")
    joining.signs_up(visitor, ANN.email)
    visitor.presses("Continue")
    visitor.is_told("Enter your name", "Choose your profession")
    joining.says_who_they_are(visitor, ANN)
    visitor.presses("Continue")
    visitor.is_told("Choose what you mainly do yourself", "Choose whose work you answer for")
    joining.says_what_they_do(visitor, ANN)
    visitor.presses("Continue")
    visitor.is_told("Find your organisation and choose it")
    joining.says_where(visitor, ANN)
    joining.says_what_matters_to_them(visitor, ANN)

    # And they come home all the same
    visitor.is_at("/")


@with_javascript
def test_a_wrong_code_is_refused_and_another_one_works(visitor):
    # Given somebody who waits for the code
    visitor.opens("/accounts/signup/")
    visitor.types("E-mail address", "ann@example.org")
    visitor.types("Choose a password", joining.PASSWORD)
    visitor.taps(joining.DECLARATION)
    visitor.presses("Continue")

    # When they mistype it
    visitor.types("Code from the e-mail", "AAAAAA")
    visitor.presses("Continue")

    # Then they are told, and can ask for another a while later
    visitor.is_told("This code is wrong")
    cache.clear()
    visitor.presses("Send another code")
    visitor.types("Code from the e-mail", joining.code_sent_to("ann@example.org"))
    visitor.presses("Continue")
    visitor.is_at("/join/about/")


@with_javascript
def test_the_level_is_told_as_soon_as_the_three_questions_are_answered(visitor):
    newcomer = make_person(standing="joining", level=None)
    visitor.signs_in_as(newcomer).opens("/join/level/")

    visitor.taps("I handle the hardest cases")
    visitor.taps("I run a team or a site")
    visitor.taps("The day-to-day budget of a team or project")
    visitor.sees("Your answers come to")

    # When they choose another level without a reason, Then they are asked for one
    visitor.opens_up("Check it against your grade, or choose another")
    visitor.chooses("Choose another", "I handle the hardest cases or supervise a few people")
    visitor.presses("Continue")
    visitor.is_told("Say in one sentence why the answers do not fit you")
    visitor.types("Why", "I cover for the manager only")
    visitor.presses("Continue")
    newcomer.refresh_from_db()
    assert newcomer.level == 3
