"""Comments through the API."""

from uuid import uuid4

import pytest

from sideways.api.tests.callers import App
from sideways.comments.models import Comment, Report
from sideways.comments.tests.factories import advise, ask, make_expert, remove, report, say
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
HARM = "A child was abused and nobody rang the police"
ASKED = {"text": "Did the ward agree?", "kind": "question", "attribution": "role"}


@pytest.fixture
def author():
    return make_person(name="Tola Ajayi")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author)


def beside(lesson):
    return f"/lessons/{lesson.pk}/comments"


def test_a_question_is_asked_answered_and_taken_back(lesson, author):
    app = App(make_person())
    said = app.post(beside(lesson), ASKED).json()
    answered = App(author).post(f"/comments/{said['id']}/answers", {"text": "It did"})

    assert answered.status_code == 201
    items = app.get(beside(lesson)).json()["items"]
    assert [(each["kind"], each["who"], each["question"]) for each in items] == [
        ("question", "Somebody in a local public service", None),
        ("answer", "The author", said["id"]),
    ]
    assert app.get(f"/comments/{said['id']}").json() == said
    assert app.delete(f"/comments/{said['id']}").status_code == 204
    assert app.get(beside(lesson)).json() == {"items": []}


def test_the_same_key_is_one_comment(lesson):
    app = App(make_person())
    for _twice in range(2):
        assert app.post(beside(lesson), ASKED, **{"Idempotency-Key": "one"}).status_code == 201
    assert Comment.objects.count() == 1


def test_words_of_harm_are_sent_to_the_formal_route(lesson):
    refused = App(make_person()).post(beside(lesson), ASKED | {"text": HARM})

    assert refused.json()["signs"] == ["safeguarding"]
    assert not Comment.objects.exists()


def test_a_report_and_an_appeal(lesson):
    person = make_person()
    comment = say(lesson, person)
    reported = App(make_person()).put(f"/comments/{comment.pk}/report", {"reason": "attacks"})
    remove(comment, make_guardian())
    app = App(person)

    assert reported.status_code == 204
    assert app.get(f"/comments/{comment.pk}").json()["words"] == "It mocks a colleague"
    told = app.put(f"/comments/{comment.pk}/appeal", {"words": "It mocks nobody"}).json()
    assert told["appeal"] == "It mocks nobody"


def test_an_appeal_that_is_decided_is_a_conflict(lesson):
    person = make_person()
    comment = say(lesson, person)
    report(comment, make_person())
    removal = remove(comment, make_guardian())
    removal.state, removal.appealed_at, removal.answered_at = "kept", removal.removed_at, removal.removed_at
    removal.save()

    refused = App(person).put(f"/comments/{comment.pk}/appeal", {"words": "Again"})
    assert (refused.status_code, refused.json()["type"].rpartition("#")[2]) == (409, "answered-already")


@pytest.mark.parametrize(
    "fields", [{"kind": "regulator"}, {"kind": "official"}, {"level": 6}, {"kind": "guardian"}]
)
def test_wrong_accounts_list_guess_and_report_nothing(lesson, fields):
    comment = ask(lesson, make_person(), "Words for peers")
    app = App(make_person(**fields))

    assert app.get(beside(lesson)).status_code == 404
    assert app.post(beside(lesson), ASKED).status_code == 404
    for path in (f"/comments/{comment.pk}", f"/comments/{uuid4()}"):
        assert app.get(path).status_code == 404
        assert app.delete(path).status_code == 404
        assert app.put(f"{path}/report", {"reason": "attacks"}).status_code == 404
        assert app.put(f"{path}/appeal", {"words": "x"}).status_code == 404
        assert app.post(f"{path}/answers", {"text": "x"}).status_code == 404
    assert not Report.objects.exists()


def test_officials_read_of_a_public_lesson_the_advice_alone():
    lesson = make_lesson(audience="public")
    say(lesson, make_person(), "Words for peers")
    advise(lesson, make_expert())

    told = App(make_person(kind="official")).get(beside(lesson)).json()["items"]
    assert [each["text"] for each in told] == ["Form 12 is enough"]
