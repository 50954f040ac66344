"""Notices, and what is chosen to hear of, through the API."""

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.lessons.tests.factories import make_lesson
from sideways.notices.models import NoticePlan
from sideways.people.models import Person, TopicFollow
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
TOPIC = "fit-notes"


@pytest.fixture
def person():
    person = make_person()
    TopicFollow.objects.create(person=person, topic_id=TOPIC)
    return person


@pytest.fixture
def app(person):
    return App(person)


def of_new_lessons(answer):
    """Return what is told of new lessons: one may be in the list of the week as well."""
    return [item for item in answer["items"] if item["kind"] == "New lessons on your topics"]


def test_a_new_lesson_is_told_and_is_new_until_it_is_seen(app, person):
    lesson = make_lesson(topics=(TOPIC,), at=timezone.now())
    first = app.get("/me/notices").json()
    seen = app.put("/me/notices/seen", {"until": first["looked_at"]}).json()

    assert [str(lesson.pk) in item["url"] for item in of_new_lessons(first)] == [True]
    assert [item["is_new"] for item in of_new_lessons(first)] == [True]
    assert [item["is_new"] for item in of_new_lessons(seen)] == [False]


def test_what_comes_after_the_moment_stays_new(app, person):
    app.put("/me/notices/seen", {"until": "0001-01-01T00:00:00+14:00"})
    make_lesson(topics=(TOPIC,), at=timezone.now())

    assert [item["is_new"] for item in of_new_lessons(app.get("/me/notices").json())] == [True]


@pytest.mark.parametrize("until", [1, "2026-01-01", "2026-01-01T09:00:00", "soon"])
def test_a_moment_is_a_date_and_a_time_with_its_zone(app, until):
    assert app.put("/me/notices/seen", {"until": until}).status_code == 422


def test_what_is_read_can_be_sent_back_changed(app, person):
    read = app.get("/me/notices/choices").json()
    rhythms = {kind["kind"]: kind["rhythms"][-1] for kind in read["kinds"]}
    sent = {"rhythms": rhythms, "hour": 18, "weekday": 4, "quiet_from": 22, "quiet_until": 6}

    answer = app.put("/me/notices/choices", sent).json()

    plan = NoticePlan.objects.get(person=person)
    assert (plan.hour, plan.weekday, plan.quiet_from, plan.quiet_until) == (18, 4, 22, 6)
    assert {kind["kind"]: kind["rhythm"] for kind in answer["kinds"]} == rhythms == plan.choices


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythms": {}},
        {"rhythms": {"nothing.here": "off"}},
        {"quiet_from": 22},
        {"hour": 24},
        {"weekday": "Monday"},
    ],
)
def test_choices_that_do_not_fit_change_nothing(app, person, wrong):
    read = app.get("/me/notices/choices").json()
    right = {"rhythms": {kind["kind"]: "off" for kind in read["kinds"]}, "hour": 9, "weekday": 1}

    assert app.put("/me/notices/choices", right | wrong).status_code == 422
    assert not NoticePlan.objects.filter(person=person).exists()
    assert app.get("/me/notices/choices").json() == read


def test_an_official_is_asked_for_what_concerns_them_only():
    app = App(make_person(kind=Person.Kind.OFFICIAL))

    assert "lessons" not in {
        kind["kind"].partition(".")[0] for kind in app.get("/me/notices/choices").json()["kinds"]
    }
