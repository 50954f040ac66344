"""Addresses of feeds, busy times and how much is heard of a lesson, through the API."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sideways.api.shapes.busy import EXAMPLE
from sideways.api.tests.callers import App
from sideways.busy.offered import offer
from sideways.feeds.services import MOST_ADDRESSES
from sideways.feeds.tests.factories import make_address
from sideways.lessons.following import Following
from sideways.lessons.following_queries import following_of
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

WANTED = {"what": "lessons", "name": "Fit notes", "filters": {"topic": "fit-notes"}}


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def app(person):
    return App(person)


def path_of(made):
    return made["places"][0]["url"].partition("/feeds/")[2]


def test_an_address_is_made_told_once_fetched_and_revoked(app):
    made = app.post("/me/feeds", WANTED)
    (listed,) = app.get("/me/feeds").json()["items"]
    feed = f"/feeds/{path_of(made.json())}"

    assert made.status_code == 201
    assert listed == {name: made.json()[name] for name in listed}
    assert (listed["what"], listed["filters"]) == ("lessons", {"topic": "fit-notes"})
    assert "places" not in listed
    assert "your employer may be able to" in made.json()["warning"]
    assert Client().get(feed).status_code == 200

    assert app.delete(f"/me/feeds/{listed['id']}").status_code == 204
    assert Client().get(feed).status_code == 404
    assert app.delete(f"/me/feeds/{listed['id']}").status_code == 404


def test_the_same_key_makes_the_same_address_and_none_once_it_is_revoked(app):
    key = {"Idempotency-Key": "once"}
    first, second = (app.post("/me/feeds", WANTED, **key).json() for _ in range(2))

    assert first == second
    app.delete(f"/me/feeds/{first['id']}")
    assert "revoked" in str(app.post("/me/feeds", WANTED, **key).json()["errors"])


def test_the_calendar_of_ones_own_dates_has_an_address_too(app):
    made = app.post("/me/feeds", {"what": "calendar", "name": "My dates"}).json()

    assert made["places"][0]["url"].endswith("/calendar.ics")


@pytest.mark.parametrize("wrong", [{"what": "secrets"}, {"name": " "}, {"filters": {"topic": "a" * 201}}])
def test_what_cannot_be_followed_is_refused(app, wrong):
    assert app.post("/me/feeds", WANTED | wrong).status_code == 422
    assert app.get("/me/feeds").json()["items"] == []


def test_there_are_no_more_addresses_than_anybody_needs(app, person):
    for number in range(MOST_ADDRESSES):
        make_address(person, name=f"Feed {number}")

    assert "Revoke one that you do not use" in str(app.post("/me/feeds", WANTED).json())


def test_busy_times_are_read_kept_and_deleted(app):
    file = EXAMPLE.replace("20300101", f"{timezone.now() + timedelta(days=2):%Y%m%d}")
    seen = app.post("/me/busy/preview", {"calendar": file}).json()

    assert (seen["entries"], len(seen["times"]), seen["left_out"]) == (1, 1, [])
    assert app.get("/me/busy").json() == {"read_at": None, "until": None, "times": []}

    kept = app.put("/me/busy", {"offered": seen["offered"]}).json()
    assert kept["times"] == seen["times"]
    assert app.get("/me/busy").json() == kept
    for _twice in range(2):
        assert app.delete("/me/busy").status_code == 204
    assert app.get("/me/busy").json()["times"] == []


def test_what_is_no_calendar_is_refused_with_its_line(app):
    refused = app.post("/me/busy/preview", {"calendar": "Dear diary"})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["detail"].startswith("calendar:1: ")


def test_a_calendar_of_which_nothing_can_be_read_is_refused(app):
    broken = EXAMPLE.replace("DTSTART:20300101T090000Z", "DTSTART:then")

    assert app.post("/me/busy/preview", {"calendar": broken}).status_code == 422


def test_a_reading_of_somebody_else_or_an_older_one_is_not_kept(app, person):
    now = timezone.now()
    theirs = offer(make_person(), [], now)
    newer, older = (offer(person, [], now - timedelta(minutes=age)) for age in (0, 5))

    assert app.put("/me/busy", {"offered": theirs}).status_code == 422
    assert app.put("/me/busy", {"offered": newer}).status_code == 200
    assert "newer file" in str(app.put("/me/busy", {"offered": older}).json())


def test_a_lesson_is_watched_muted_and_left_to_itself(app, person):
    lesson = make_lesson(author=make_person())
    path = f"/lessons/{lesson.pk}/following"

    assert app.get(path).json() == {"how": "normal"}
    for how in ("watching", "watching", "muted", "normal"):
        assert app.put(path, {"how": how}).json() == {"how": how}
        assert following_of(lesson, person) == Following(how)
    assert app.put(path, {"how": "often"}).status_code == 422


def test_the_lessons_that_are_watched_or_muted_are_listed(app, person):
    watched, muted = make_lesson(), make_lesson()
    app.put(f"/lessons/{watched.pk}/following", {"how": "watching"})
    app.put(f"/lessons/{muted.pk}/following", {"how": "muted"})

    for how, lesson in (("", watched), ("?how=watching", watched), ("?how=muted", muted)):
        told = app.get(f"/me/following{how}").json()
        assert [item["id"] for item in told["items"]] == [str(lesson.pk)]
    assert app.get("/me/following?how=often").status_code == 422
