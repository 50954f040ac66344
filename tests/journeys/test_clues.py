"""Somebody types more than they meant to: the page says so, and one tap mends it."""

from playwright.sync_api import expect

from sideways.lessons.models import Lesson
from sideways.people.models import Place
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.sharing import TRYING, fills_in_the_form, only_lesson

NUMBER = "943 476 5919"
TOLD = f"The fit note of {NUMBER} was lost at Halder Council for three weeks"
WROTE = "The fit note of an NHS number was lost at Halder Council for three weeks"


def test_an_nhs_number_is_replaced_before_anybody_reads_it(new_visitor):
    # Given a work coach who types an NHS number and the name of a council
    make_organisation(name="Halder Council", service="council")
    author = new_visitor().signs_in_as(make_person(profession="work_coach"))
    author.opens("/lessons/new/")
    fills_in_the_form(author)
    author.types("What went wrong, or is going wrong?", TOLD)

    # When the page says what it noticed: as they type, or where there are no scripts before it is shared
    if author.javascript:
        author.sees("Could this tell who somebody is?", NUMBER)
        author.touches("Write “an NHS number” instead")
        expect(author.box("What went wrong, or is going wrong?")).to_have_value(WROTE)
        author.does_not_see(NUMBER)
    else:
        author.presses("Share it")
        author.sees("Nobody can read it yet. Some words may tell who somebody is.", NUMBER)
        assert only_lesson().state == "draft"
        author.presses("Write “an NHS number” instead")
    author.sees("Halder Council", "Looks like an organisation")
    author.finds_the_page_sound()

    # And they leave the council as it is
    author.presses("Share it")

    # Then that is what peers read
    author.sees("Shared. It can be read now", TRYING)
    assert Lesson.objects.get(state="shared").went_wrong == WROTE


def test_a_place_and_a_name_are_replaced_and_longer_words_stay(new_visitor):
    # Given one of few work coaches in their region, who names a place and shows their role only
    Place.objects.create(code="E1", name="Bury", region="North West", nation="England")
    person = make_person(profession="work_coach", region="North West", nation="England")
    author = new_visitor().signs_in_as(person)
    author.opens("/lessons/new/")
    fills_in_the_form(author)
    author.types(
        "What went wrong, or is going wrong?",
        "In Bury we saw Burying. Bury’s desk shut. So our nurse Joan Bird left",
    )

    # When they take both suggestions
    if author.javascript:
        author.sees("Could this tell who somebody is?")
        author.touches("Write “our area” instead")
        author.touches("Write “our nurse” instead")
    else:
        author.presses("Share it")
        author.presses("Write “our area” instead")
        author.sees("Looks like a person’s name")
        author.presses("Write “our nurse” instead")

    # Then place and name are gone, and no other word has changed
    expect(author.box("What went wrong, or is going wrong?")).to_have_value(
        "In our area we saw Burying. Our area’s desk shut. So our nurse left"
    )
