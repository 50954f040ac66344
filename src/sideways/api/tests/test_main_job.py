"""The main job through the API: write, share, be read by a peer, correct, withdraw."""

import pytest

from sideways.api.shapes.lessons import EXAMPLE
from sideways.api.tests.callers import App
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_lesson_from_the_first_word_to_its_withdrawal():
    author, peer = App(make_person()), App(make_person(profession="work_coach"))

    begun = author.post("/lessons", {"went_wrong": EXAMPLE["went_wrong"]})
    assert begun.status_code == 201, begun.content
    lesson = begun.json()["id"]
    assert peer.get(f"/lessons/{lesson}").status_code == 404
    assert author.patch(f"/lessons/{lesson}", EXAMPLE).json()["trying"] == EXAMPLE["trying"]
    shared = author.post(f"/lessons/{lesson}/share")
    assert shared.status_code == 200, shared.content
    assert shared.json()["state"] == "shared"

    listed = peer.get("/lessons")
    assert [each["id"] for each in listed.json()["items"]] == [lesson]
    assert listed.json()["counts"]["now"] == 1
    read = peer.get(f"/lessons/{lesson}").json()
    assert read["went_wrong"] == EXAMPLE["went_wrong"]
    assert read["mine"] is None
    assert read["may_echo"] is True
    assert peer.put(f"/lessons/{lesson}/echo").status_code == 204
    assert peer.get(f"/lessons/{lesson}").json()["echoes"] == {"total": 1, "by_service": {"jobcentre": 1}}

    assert author.patch(f"/lessons/{lesson}", {"advice": "Ring"}).status_code == 409
    corrected = author.patch(f"/lessons/{lesson}", {"advice": "Ring", "version": 1})
    assert corrected.json()["mine"]["version"] == 2
    told = author.post(f"/lessons/{lesson}/updates", {"text": "They answered"})
    assert told.status_code == 201
    assert [each["text"] for each in told.json()["updates"]] == ["They answered"]

    assert author.post(f"/lessons/{lesson}/withdraw").json()["state"] == "withdrawn"
    assert peer.get(f"/lessons/{lesson}").status_code == 404
    assert peer.get("/lessons").json()["items"] == []
    assert author.get("/me/lessons").json()["items"][0]["state"] == "withdrawn"
