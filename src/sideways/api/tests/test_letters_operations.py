"""Letters between guardians and authors through the API."""

from uuid import uuid4

import pytest

from sideways.api.tests.callers import App
from sideways.guardians.models import GuardianMessage
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return make_person(name="Zq Author")


@pytest.fixture
def path(author):
    return f"/lessons/{make_lesson(author=author).pk}/letters"


@pytest.fixture
def guardian():
    return App(make_guardian(name="Zq Guardian"))


def test_a_guardian_thanks_and_the_author_answers_and_neither_is_named(author, guardian, path):
    written = guardian.post(path, {"text": "Thank you for this", "is_thanks": True})
    (letter,) = App(author).get(path).json()["items"]
    answered = App(author).post(path, {"text": "You are welcome", "to": letter["id"]})

    assert (written.status_code, answered.status_code) == (201, 201)
    assert (letter["text"], letter["is_thanks"], letter["by_author"]) == ("Thank you for this", True, False)
    assert [each["text"] for each in guardian.get(path).json()["items"]] == [
        "Thank you for this",
        "You are welcome",
    ]
    (conversation,) = guardian.get("/letters").json()["items"]
    assert conversation["newest"]["text"] == "You are welcome"
    assert "Zq" not in f"{letter}{conversation}{written.json()}{answered.json()}"


def test_the_same_key_sends_one_letter(guardian, path):
    key = {"Idempotency-Key": "once"}

    for _twice in range(2):
        assert guardian.post(path, {"text": "Is she safe?"}, **key).status_code == 201
    assert GuardianMessage.objects.count() == 1


def test_an_author_answers_a_letter_and_nothing_else(author, guardian, path):
    guardian.post(path, {"text": "Is she safe?"})

    for to in (None, str(uuid4())):
        assert App(author).post(path, {"text": "She is", "to": to}).status_code == 404
    assert GuardianMessage.objects.count() == 1


def test_nobody_else_reads_or_writes_letters(guardian, path):
    guardian.post(path, {"text": "Is she safe?"})
    stranger, other_guardian = App(make_person()), App(make_guardian())

    assert stranger.get(path).status_code == 404
    assert stranger.post(path, {"text": "Hello"}).status_code == 404
    assert stranger.get("/letters").status_code == 404
    assert other_guardian.get(path).json() == {"items": []}


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "a" * 1_001}, {"text": "a", "is_thanks": 1}, {}])
def test_what_is_no_letter_is_refused(guardian, path, wrong):
    assert guardian.post(path, wrong).status_code == 422
    assert not GuardianMessage.objects.exists()
