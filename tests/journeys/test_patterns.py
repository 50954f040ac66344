"""An official sees what keeps going wrong and no lesson; a nurse goes from there to the lessons."""

import pytest

from sideways.patterns.tests.factories import BOILERS, NOTES, TRIBUNALS, make_theme, publish
from sideways.people.tests.factories import make_person
from tests.journeys.cast import make_overseer
from tests.journeys.conftest import with_javascript, without_javascript


@pytest.fixture
def lessons():
    make_theme(BOILERS, n=8, audience="peers")
    make_theme(TRIBUNALS, n=6, audience="peers")
    made = make_theme(NOTES, n=12, days_ago=3, audience="peers")
    publish()
    return made


@without_javascript
def test_an_official_sees_patterns_and_no_lesson(new_visitor, lessons):
    visitor = new_visitor().signs_in_as(make_overseer("official"))
    visitor.opens("/")

    visitor.follows("Patterns in many lessons, without anyone being judged")
    visitor.sees("10 lessons or more, from at least 3 organisations", "More than usual in the last 8 weeks")
    visitor.follows("dosette")

    visitor.sees("How it grew", "10 or more", "fewer than 5", "None. You can read lessons that are for you")
    visitor.does_not_see(NOTES)


@with_javascript
def test_a_nurse_goes_from_a_pattern_to_its_lessons(new_visitor, lessons):
    visitor = new_visitor().signs_in_as(make_person())
    visitor.opens("/patterns/")

    visitor.follows("dosette")
    visitor.sees(NOTES)
    visitor.page.get_by_role("link", name=NOTES).first.click()

    visitor.sees("Go on")


@with_javascript
def test_without_patterns_the_page_says_what_it_takes(visitor):
    visitor.opens("/patterns/")

    visitor.sees("No patterns yet", "at least 5 lessons about the same thing")
