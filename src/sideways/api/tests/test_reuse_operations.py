"""Using a lesson through the API, and whether it held."""

import pytest

from sideways.api.tests.callers import App
from sideways.lessons.models import LessonReuse
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

HARM = "A child was abused and nobody rang the police"


@pytest.fixture
def app():
    return App(make_person())


@pytest.fixture
def path():
    return f"/lessons/{make_lesson(author=make_person()).pk}"


def test_a_use_is_said_ended_and_taken_back(app, path):
    said = app.put(f"{path}/reuse", {"place": "housing", "changed": "We rang first"}).json()
    held = app.put(f"{path}/reuse/outcome", {"outcome": "failed", "why": "Nobody picked up"}).json()

    assert (said["place"], said["changed"], said["outcome"]) == ("housing", "We rang first", "")
    assert held == said | {"outcome": "failed", "why": "Nobody picked up"}
    assert app.get(f"{path}/reuse").json() == held
    trail = app.get(f"{path}/trail").json()
    assert trail["sentence"] == "Used once. Failed in 1."
    assert [(use["outcome"], use["why"]) for use in trail["items"]] == [("failed", "Nobody picked up")]

    for _twice in range(2):
        assert app.delete(f"{path}/reuse").status_code == 204
    assert app.get(f"{path}/reuse").status_code == 404
    assert app.get(f"{path}/trail").json() == {"sentence": "", "talked": "", "items": []}


def test_nothing_ends_that_was_not_said(app, path):
    assert app.put(f"{path}/reuse/outcome", {"outcome": "held"}).status_code == 404


@pytest.mark.parametrize("wrong", [{"place": "moon"}, {}, {"place": "nhs", "changed": "a" * 281}])
def test_what_does_not_fit_is_refused(app, path, wrong):
    assert app.put(f"{path}/reuse", wrong).status_code == 422
    assert not LessonReuse.objects.exists()


def test_words_of_harm_are_sent_to_the_formal_route(app, path):
    refused = app.put(f"{path}/reuse", {"place": "nhs", "changed": HARM})

    assert refused.json()["signs"] == ["safeguarding"]
    assert not LessonReuse.objects.exists()
    sent = {"place": "nhs", "changed": HARM, "routes_seen": refused.json()["signs"]}
    assert app.put(f"{path}/reuse", sent).status_code == 200


def test_an_author_uses_no_lesson_of_their_own():
    author = make_person()
    path = f"/lessons/{make_lesson(author=author).pk}"

    assert App(author).put(f"{path}/reuse", {"place": "nhs"}).status_code == 404


def test_officials_see_nothing_of_a_public_lessons_trail(path):
    lesson = make_lesson(author=make_person(), audience="public")
    App(make_person()).put(f"/lessons/{lesson.pk}/reuse", {"place": "nhs", "changed": "Told to peers"})

    official = App(make_person(kind="official"))
    assert official.get(f"/lessons/{lesson.pk}/trail").json() == {"sentence": "", "talked": "", "items": []}
