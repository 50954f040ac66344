"""Patterns through the API: the figures of the page, and the lessons its reader may open."""

import pytest

from sideways.api.tests.callers import App
from sideways.patterns.tests.factories import BOILERS, NOTES, make_theme, publish
from sideways.patterns.tests.test_editions import withdraw
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def lessons():
    make_theme(BOILERS, n=5)
    made = make_theme(NOTES, audience="peers") + make_theme(NOTES, n=1, audience="public")
    publish()
    return made


def test_the_list_tells_figures_in_steps_and_no_lesson(lessons):
    told = App(make_person(kind="official")).get("/patterns").json()

    assert [item["lessons_at_least"] for item in told["items"]] == [5, 5]
    assert "dosette" in told["items"][0]["words"]
    assert told["month"] == told["items"][0]["month"]
    assert not any(str(lesson.pk) in str(told) for lesson in lessons)


def test_without_patterns_the_list_is_empty():
    assert App(make_person()).get("/patterns").json() == {"month": None, "items": []}


@pytest.mark.parametrize(("kind", "n"), [("practitioner", 7), ("official", 1)])
def test_one_pattern_leads_to_the_lessons_its_reader_may_open(lessons, kind, n):
    app = App(make_person(kind=kind))
    pk = app.get("/patterns").json()["items"][0]["id"]

    told = app.get(f"/patterns/{pk}").json()

    assert len(told["lessons"]) == n
    assert set(told["lessons"]) <= {str(lesson.pk) for lesson in lessons}


def test_a_pattern_is_walked_in_stretches(lessons):
    app = App(make_person())
    pk = app.get("/patterns").json()["items"][0]["id"]
    found, cursor = [], ""
    for _ in range(4):
        told = app.get(f"/patterns/{pk}?limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
        found += told["lessons"]
        cursor = told["next"]
    assert sorted(found) == sorted(str(lesson.pk) for lesson in lessons)
    assert cursor is None


def test_a_pattern_that_became_too_small_is_not_found(lessons):
    app = App(make_person())
    pk = app.get("/patterns").json()["items"][0]["id"]
    assert app.get(f"/patterns/{pk}").status_code == 200

    for lesson in lessons[:3]:
        withdraw(lesson)

    assert app.get(f"/patterns/{pk}").status_code == 404
