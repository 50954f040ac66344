"""Saved searches, and lessons that tell nearly the same, through the API."""

import pytest

from sideways.api.tests.callers import App
from sideways.lessons.tests.factories import make_lesson, make_search
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def app(person):
    return App(person)


def test_a_search_is_saved_listed_and_stopped(app):
    made = app.post("/me/searches", {"q": "late  bus", "stage": "now", "topic": ""})
    make_lesson(went_wrong="A late bus")
    (listed,) = app.get("/me/searches").json()["items"]

    assert made.status_code == 201
    saved = made.json()
    assert (saved.pop("slips"), saved.pop("corrected")) == ([], "")
    assert listed == saved | {"new": 1}
    assert (listed["words"], listed["filters"]) == (
        "“late bus”, happening now",
        {"q": "late bus", "stage": "now"},
    )
    assert app.delete(f"/me/searches/{listed['id']}").status_code == 204
    assert app.get("/me/searches").json()["items"] == []
    assert app.delete(f"/me/searches/{listed['id']}").status_code == 404


def test_saving_twice_is_once_with_a_key_or_without(app):
    key = {"Idempotency-Key": "once"}
    made = [app.post("/me/searches", {"q": "bus"}, **more).json()["id"] for more in ({}, key, key)]

    assert len(set(made)) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Type a word or choose a filter first"),
        ({"q": " "}, "Type a word or choose a filter first"),
        ({"q": "bus", "topic": "not-there"}, "Choose one from the list"),
        ({"q": "bus", "level": 7}, "Choose one from the list"),
        ({"words": "bus"}, "words"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(app, sent, said):
    refused = app.post("/me/searches", sent)

    assert refused.status_code == 422
    assert said in str(refused.json()["errors"])
    assert app.get("/me/searches").json()["items"] == []


def test_the_twenty_first_is_refused_with_what_to_do(app, person):
    for number in range(20):
        make_search(person, q=f"word{number}")

    assert "Stop one you do not need" in str(app.post("/me/searches", {"q": "bus"}).json()["errors"])
    assert app.post("/me/searches", {"q": "word3"}).status_code == 201


def test_the_search_of_another_is_not_there(app):
    search = make_search(make_person(), q="bus")

    assert app.delete(f"/me/searches/{search.pk}").status_code == 404
    assert app.get("/me/searches").json()["items"] == []


def test_a_list_marks_what_tells_nearly_the_same_and_folds_nothing(app):
    texts = ["A late bus", "Nobody empties the fax", "A late bus again"]
    trying = ["Reach the clinic", "Send discharge letters", "Reach the clinic"]
    first, other, same = (
        make_lesson(went_wrong=text, trying=aim) for text, aim in zip(texts, trying, strict=True)
    )

    items = app.get("/lessons").json()["items"]
    assert [item["id"] for item in items] == [str(each.pk) for each in (same, other, first)]
    assert [item["alike_to"] for item in items] == [None, None, str(same.pk)]


def test_what_was_guessed_of_a_slip_is_told_with_the_words_put_right(app):
    make_lesson(went_wrong="A late bus")

    saved = app.post("/me/searches", {"q": "laet bus"}).json()

    assert saved["corrected"] == "late bus"
    assert [(slip["typed"], "late" in slip["meant"]) for slip in saved["slips"]] == [("laet", True)]
