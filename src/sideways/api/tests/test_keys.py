"""An Idempotency-Key: the same request again does nothing, and nothing that is kept names anybody."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from sideways.api.models import SeenRequest
from sideways.api.tests.callers import App
from sideways.lessons.models import Lesson, LessonUpdate
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "0f4b2f0e-2f60-4f3a-9f0c-6f9f3f1f2a11"}
WORDS = {"went_wrong": "Letters came a week late"}


def test_a_lesson_sent_twice_is_one_lesson():
    app = App(make_person())

    first, again = app.post("/lessons", WORDS, **KEY), app.post("/lessons", WORDS, **KEY)

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Lesson.objects.count() == 1
    assert UUID(first.json()["id"]).version == 4


def test_without_a_key_there_are_two():
    app = App(make_person())

    assert app.post("/lessons", WORDS).json()["id"] != app.post("/lessons", WORDS).json()["id"]


def test_two_people_with_one_key_have_a_lesson_each():
    for _ in range(2):
        assert App(make_person()).post("/lessons", WORDS, **KEY).status_code == 201

    assert Lesson.objects.count() == 2


def test_a_request_sent_again_does_not_undo_what_came_later():
    app = App(make_person())
    lesson = app.post("/lessons", WORDS, **KEY).json()["id"]
    app.patch(f"/lessons/{lesson}", {"went_wrong": "Letters came two weeks late"})

    again = app.post("/lessons", WORDS, **KEY)
    assert again.json()["went_wrong"] == "Letters came two weeks late"
    SeenRequest.objects.all().delete()  # a day later
    late = app.post("/lessons", WORDS, **KEY)
    assert late.json()["went_wrong"] == "Letters came two weeks late"
    assert Lesson.objects.count() == 1


def test_withdrawing_again_does_not_take_away_what_was_put_back():
    person = make_person()
    app, lesson = App(person), make_lesson(author=person)

    app.post(f"/lessons/{lesson.pk}/withdraw", **KEY)
    app.post(f"/lessons/{lesson.pk}/put-back")
    again = app.post(f"/lessons/{lesson.pk}/withdraw", **KEY)

    assert again.status_code == 200
    assert again.json()["state"] == State.SHARED


def test_an_update_sent_twice_is_one():
    person = make_person()
    app, lesson = App(person), make_lesson(author=person)

    for _ in range(2):
        app.post(f"/lessons/{lesson.pk}/updates", {"text": "They answered"}, **KEY)

    assert LessonUpdate.objects.count() == 1


def test_a_key_with_another_request_is_refused():
    app = App(make_person())
    app.post("/lessons", WORDS, **KEY)

    refused = app.post("/lessons", {"went_wrong": "Something else"}, **KEY)

    assert (refused.status_code, refused.json()["type"].partition("#")[2]) == (422, "key-used")
    assert Lesson.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 101, "two words", "ü"])
def test_a_key_that_cannot_be_used_is_refused(key):
    refused = App(make_person()).post("/lessons", WORDS, **{"Idempotency-Key": key})

    assert (refused.status_code, refused.json()["type"].partition("#")[2]) == (422, "key-unusable")


def test_a_key_that_is_none_is_refused_also_where_nothing_is_written():
    refused = App(make_person()).post("/clues", {"text": "Letters came late"}, **{"Idempotency-Key": ""})

    assert (refused.status_code, refused.json()["type"].partition("#")[2]) == (422, "key-unusable")
    assert not Lesson.objects.exists()


def test_what_failed_can_be_tried_again_with_its_key():
    app = App(make_person())
    lesson = app.post("/lessons", WORDS).json()["id"]

    assert app.post(f"/lessons/{lesson}/share", **KEY).status_code == 422
    app.patch(f"/lessons/{lesson}", {"trying": "Post them", "stage": "now", "talk": "no"})

    assert app.post(f"/lessons/{lesson}/share", **KEY).json()["state"] == State.SHARED


def test_what_is_kept_is_two_hashes_and_an_hour():
    person = make_person()
    App(person).post("/lessons", WORDS, **KEY)

    seen = SeenRequest.objects.get()

    assert len(seen.key) == len(seen.request) == 64
    assert (seen.until.minute, seen.until.second, seen.until.microsecond) == (0, 0, 0)
    assert timedelta(hours=24) <= seen.until - timezone.now() <= timedelta(hours=25)


def test_ids_by_key_have_nothing_in_common_without_the_key_of_the_site(settings):
    person, ids = make_person(), set()
    for secret in ("one", "two"):
        settings.SECRET_KEY = secret
        ids.add(App(person).post("/lessons", WORDS, **KEY).json()["id"])

    assert len(ids) == 2
