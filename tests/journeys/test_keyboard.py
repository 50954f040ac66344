"""Without a mouse: everything can be reached and done, the focus shows at each stop, and nothing holds it."""

import pytest
from playwright.sync_api import expect

from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys import joining
from tests.journeys.conftest import PHONE, WIDE, with_javascript
from tests.journeys.joining import Newcomer
from tests.journeys.keyboard import MOST_STOPS, Typist
from tests.journeys.sharing import fills_in_the_form, only_lesson


@pytest.fixture
def typist(viewport, new_visitor):
    return new_visitor(viewport=viewport, kind=Typist)


# What scripts change, they change on a narrow page, and there they also fold the menu.
narrow_and_wide = pytest.mark.parametrize(
    ("viewport", "javascript"),
    [
        pytest.param(PHONE, True, id="narrow-javascript"),
        pytest.param(PHONE, False, id="narrow-no-javascript"),
        pytest.param(WIDE, True, id="wide-javascript"),
    ],
    indirect=["javascript"],
)


@with_javascript
def test_somebody_joins_with_keys_alone(new_visitor):
    typist = new_visitor(viewport=WIDE, kind=Typist)
    make_organisation(name="Halder Council", email_domain="halder.gov.uk")
    newcomer = Newcomer(
        email="ann@halder.gov.uk", search="halder", organisation="Halder Council", topics=("Fit notes",)
    )

    joining.joins(typist, newcomer)

    typist.is_at("/")
    assert Person.objects.get(email="ann@halder.gov.uk").standing == "active"


@narrow_and_wide
def test_somebody_shares_with_keys_alone(typist):
    typist.signs_in_as(make_person()).opens("/")
    typist.goes_by_menu_to("Share what went wrong")

    fills_in_the_form(typist)
    typist.presses("Share it")

    typist.sees("Shared. It can be read now")
    assert only_lesson().causes == ["data", "design"]


@narrow_and_wide
def test_the_first_stop_skips_to_the_content(typist):
    typist.signs_in_as(make_person()).opens("/lessons/")

    typist.stops()
    skip = typist.page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    typist.page.keyboard.press("Enter")
    typist.stops()

    assert typist.page.evaluate("document.querySelector('main').contains(document.activeElement)")


@narrow_and_wide
@pytest.mark.parametrize("path", ["/", "/lessons/", "/lessons/new/", "/you/level/", "/you/workplace/"])
def test_nothing_holds_the_focus(typist, path):
    make_lesson()
    typist.signs_in_as(make_person()).opens(path)
    typist.stops()
    first = typist.page.evaluate_handle("document.activeElement")
    reached_the_foot = False

    for _ in range(MOST_STOPS):
        stop = typist.stops(first)
        reached_the_foot |= stop["foot"]
        if stop["here"]:
            break

    assert reached_the_foot
    assert stop["here"]
