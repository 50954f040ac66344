import pytest

from sideways.api.tests.callers import App
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def person():
    return make_person()


def test_an_author_gets_a_receipt_and_anybody_checks_it(person):
    lesson = make_lesson(author=person)
    told = App(person).get(f"/lessons/{lesson.pk}/receipt").json()
    other = App(make_person())

    checked = other.post("/receipts/check", {"code": told["code"], "text": told["text"]}).json()

    assert checked == {
        "is_valid": True,
        "shared_at": checked["shared_at"],
        "sha256": told["sha256"],
        "is_same_text": True,
    }
    assert checked["shared_at"][:16] == told["shared_at"][:16]
    assert told["check_url"].endswith(f"/receipts/?code={told['code'].replace('-', '')}")


def test_another_text_is_told_apart_and_no_text_is_not_compared(person):
    app = App(person)
    code = app.get(f"/lessons/{make_lesson(author=person).pk}/receipt").json()["code"]

    assert app.post("/receipts/check", {"code": code, "text": "Other"}).json()["is_same_text"] is False
    assert app.post("/receipts/check", {"code": code}).json()["is_same_text"] is None


def test_what_is_no_receipt_is_told_to_be_none(person):
    told = App(person).post("/receipts/check", {"code": "ABC"}).json()

    assert told == {"is_valid": False, "shared_at": None, "sha256": "", "is_same_text": None}


def test_there_is_no_receipt_of_a_draft_nor_of_another_s_lesson(person):
    app = App(person)
    for lesson in (make_lesson(author=person, state=State.DRAFT), make_lesson()):
        assert app.get(f"/lessons/{lesson.pk}/receipt").status_code == 404
