"""Pictures and documents through the API."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sideways.api.tests.callers import App
from sideways.files.models import LessonFile
from sideways.files.tests import samples
from sideways.files.tests.factories import SHOWS, add, offer
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return make_person()


@pytest.fixture
def lesson(author):
    return make_lesson(author=author)


def send(person, lesson, raw, *, name="file", **headers):
    app = App(person)
    headers["Authorization"] = f"Bearer {app.secret}"
    sent = {name: SimpleUploadedFile("IMG_Jane.jpg", raw)}
    return app.client.post(f"/api/v1/lessons/{lesson.pk}/files", sent, headers=headers)


def beside(lesson, file=""):
    return f"/lessons/{lesson.pk}/files" + (f"/{file}" if file else "")


def test_a_picture_is_sent_looked_at_described_read_and_removed(lesson, author):
    sent = send(author, lesson, samples.photo())
    assert sent.status_code == 201, sent.content
    told = sent.json()
    assert (told["label"], told["is_waiting"], told["media_type"]) == ("Picture 1", True, "image/jpeg")
    app, peer = App(author), App(make_person())
    content = app.get(beside(lesson, told["id"]) + "/content")
    assert (content["Content-Type"], content["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert samples.planted_in(content.content) == set()
    assert peer.get(beside(lesson)).json() == {"items": []}
    assert peer.get(beside(lesson, told["id"])).status_code == 404

    described = app.put(beside(lesson, told["id"]), {"description": SHOWS})

    assert described.json() == told | {"description": SHOWS, "is_waiting": False}
    assert peer.get(beside(lesson)).json() == {"items": [described.json()]}
    assert peer.get(beside(lesson, told["id"])).json() == described.json()
    assert peer.get(beside(lesson, told["id"]) + "/content").content == content.content
    assert app.delete(beside(lesson, told["id"])).status_code == 204
    assert peer.get(beside(lesson, told["id"]) + "/content").status_code == 404
    assert app.delete(beside(lesson, told["id"])).status_code == 404


def test_the_same_key_twice_is_one_file(lesson, author):
    key = {"Idempotency-Key": "one"}

    first, again = send(author, lesson, samples.photo(), **key), send(author, lesson, samples.photo(), **key)

    assert first.json() == again.json()
    assert LessonFile.objects.count() == 1


def test_what_cannot_be_taken_is_told_with_what_to_do(lesson, author):
    refused = send(author, lesson, b"<svg/>")

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "file"
    assert "Save it as one of these" in refused.json()["errors"][0]["detail"]
    assert send(author, lesson, samples.photo(), name="picture").status_code == 422


@pytest.mark.parametrize(
    ("kind", "body", "status", "slug"),
    [
        ("application/json", "{}", 422, "not-accepted"),
        ("", "", 422, "not-accepted"),
        ("multipart/form-data", "x", 400, "broken-form"),
        ("multipart/form-data; boundary=b", "no form", 422, "not-accepted"),
        ("multipart/form-data; boundary=b", "x" * 5_010_001, 413, "file-too-large"),
    ],
)
def test_what_is_no_form_is_told_so(lesson, author, kind, body, status, slug):
    app = App(author)
    headers = {"Authorization": f"Bearer {app.secret}"}

    refused = app.client.generic("POST", f"/api/v1{beside(lesson)}", body, content_type=kind, headers=headers)

    assert refused.status_code == status
    assert refused.json()["type"].endswith(f"#{slug}")


def test_only_the_author_writes_and_only_readers_read(lesson, author):
    file, draft = add(lesson, author), make_lesson(author=author, state=State.DRAFT)
    waiting = offer(lesson, author)
    withdrawn = make_lesson(author=author, state=State.WITHDRAWN)

    for person in (make_person(), make_person(kind="official"), make_person(kind="guardian")):
        app = App(person)
        assert send(person, lesson, samples.photo()).status_code == 404
        assert app.put(beside(lesson, file.pk), {"description": "x"}).status_code == 404
        assert app.delete(beside(lesson, file.pk)).status_code == 404
        assert app.get(beside(lesson, waiting.pk) + "/content").status_code == 404
        assert app.get(beside(draft)).status_code == 404
    assert App(make_person(kind="funder")).get(beside(lesson, file.pk) + "/content").status_code == 404
    assert send(author, withdrawn, samples.photo()).status_code == 404
    assert App(author).put(beside(lesson, uuid4()), {"description": "x"}).status_code == 404


def test_beside_a_public_lesson_there_is_nothing_for_accounts_of_oversight(author):
    public = make_lesson(author=author, audience="public")
    file = add(public, author)

    for kind in ("official", "funder", "regulator", "operator"):
        app = App(make_person(kind=kind))
        assert app.get(beside(public)).json() == {"items": []}
        assert app.get(beside(public, file.pk)).status_code == 404
        assert app.get(beside(public, file.pk) + "/content").status_code == 404
    assert len(App(make_person()).get(beside(public)).json()["items"]) == 1
