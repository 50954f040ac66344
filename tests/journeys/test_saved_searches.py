"""Somebody saves a search, hears of what it finds, and stops it; and meets lessons that tell the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.lessons.models import SavedSearch
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript

BUS = "The last bus leaves before the clinic ends"
LETTERS = "The discharge letters went to a fax that nobody empties"


@pytest.fixture
def nurse(new_visitor):
    return new_visitor().signs_in_as(make_person(level=3))


@without_javascript
def test_somebody_saves_a_search_hears_of_a_lesson_and_stops(nurse):
    # Given somebody who finds nothing
    nurse.opens("/lessons/")
    nurse.types("Search lessons", "clinic")
    nurse.presses("Search")
    nurse.sees("No lesson fits all of this")

    # When they save the search
    nurse.presses("Tell me of new ones")

    # Then the page says so, and they see it in their list
    nurse.sees("Saved. You will hear of new lessons that fit.", "You hear of new lessons that fit this.")
    nurse.follows("Your saved searches")
    nurse.sees("“clinic”", "Nothing new since you looked on")
    nurse.finds_the_page_sound()

    # When others share lessons
    make_lesson(went_wrong=BUS, trying="Get people there", audience="peers")
    make_lesson(went_wrong="For the clinic of another level", trying="Get people there")
    SavedSearch.objects.update(looked_at=timezone.now() - timedelta(days=1))

    # Then that which fits and which they may read stands in their notices and is counted
    nurse.opens("/notices/")
    nurse.sees(f"{BUS}. Found by: “clinic”", "Your saved searches")
    nurse.does_not_see("For the clinic of another level")
    nurse.opens("/lessons/saved/")
    nurse.sees("1 new since you looked on")

    # When they open it, Then it is new no more
    nurse.follows("“clinic”")
    nurse.sees(BUS)
    nurse.follows("Your saved searches")
    nurse.sees("Nothing new since you looked on")

    # When they stop it, Then nothing is told
    nurse.presses("Stop telling me of “clinic”")
    nurse.sees("Stopped. This search tells you nothing any more.", "You have saved no search yet")
    nurse.opens("/notices/")
    nurse.does_not_see(BUS)


@with_javascript
def test_a_slip_is_named_and_put_right_by_one_press(nurse):
    # Given a lesson, and somebody who types its word wrong
    make_lesson(went_wrong=BUS, trying="Get people there", audience="peers")
    nurse.opens("/lessons/?q=clinci")
    nurse.sees("Nothing has “clinci”. These have “clinic”.", BUS)

    # When they save it as typed, Then they read how it is taken, and put it right
    nurse.presses("Save “clinci” as typed")
    nurse.sees("You hear of new lessons with “clinic”, until one has “clinci”.")
    nurse.finds_the_page_sound()
    nurse.presses("Save “clinic” instead")
    nurse.sees("You hear of new lessons that fit this.")
    nurse.follows("Your saved searches")
    nurse.sees("“clinic”")
    nurse.does_not_see("clinci")


@with_javascript
def test_lessons_that_tell_the_same_stand_under_the_first(nurse):
    # Given three lessons that tell nearly the same, and another
    for day in ("", " on Fridays", " at night"):
        make_lesson(went_wrong=LETTERS + day, trying="Get letters to nurses", audience="peers")
    make_lesson(went_wrong=BUS, trying="Get people there", audience="peers")

    # When somebody opens the list
    nurse.opens("/lessons/")

    # Then the newest stands there, the others are a tap away, and all are counted
    nurse.sees("4 lessons", f"{LETTERS} at night", "2 more tell nearly the same")
    hidden = nurse.page.get_by_role("link", name=f"{LETTERS} on Fridays")
    assert not hidden.is_visible()
    nurse.page.get_by_text("2 more tell nearly the same").click()
    assert hidden.is_visible()
    nurse.finds_the_page_sound()
