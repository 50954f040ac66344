"""What guardians decide and ask, through the API: the rules and the log of the pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.comments.models import Comment
from sideways.comments.tests.factories import answer, appeal, ask, report, say
from sideways.common.models import AuditRow
from sideways.guardians.models import Unmasking
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person
from sideways.vault.services import identity_destroy

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
DOWN = {"reason": "attacks", "words": "It mocks a colleague"}
GROUNDS = {"reason": "harm", "words": "A child may be hurt"}
AGREE = {"words": "There is no other way"}


def actions():
    return list(AuditRow.objects.order_by("pk").values_list("action", flat=True))


def test_what_is_reported_is_taken_down_and_another_guardian_decides_the_appeal():
    person, first, second = make_person(), App(make_guardian()), App(make_guardian())
    comment = say(make_lesson(), person, "Fool")
    report(comment, make_person(), words="Unkind")
    path = f"/comments/{comment.pk}/case"

    (case,) = first.get("/cases").json()["items"]
    assert (case["text"], case["reports"][0]["words"], case["may_take_down"]) == ("Fool", "Unkind", True)
    down = first.post(f"{path}/remove", DOWN).json()
    assert (down["removal"]["state"], down["may_take_down"], down["may_decide"]) == ("down", False, False)
    appeal(comment, person)
    decision = {"restores": True, "words": "It mocks nobody"}
    assert first.post(f"{path}/decide", decision).status_code == 404
    assert second.get(path).json()["may_decide"] is True
    assert second.post(f"{path}/decide", decision).json()["removal"]["state"] == "restored"
    assert Comment.objects.get(pk=comment.pk).state == "shared"
    assert second.post(f"{path}/decide", decision | {"restores": False}).status_code == 409
    assert "comment.removed" in actions()
    assert "comment.appeal_restored" in actions()


def test_what_stands_can_be_let_stand_and_an_answer_comes_with_its_question():
    author, asks, guardian = make_person(), make_person(), App(make_guardian())
    lesson = make_lesson(author=author)
    answered = answer(ask(lesson, asks), author)
    report(answered, asks)

    left = guardian.post(f"/comments/{answered.pk}/case/leave").json()

    assert (left["question"], left["may_take_down"]) == ("Did the ward agree?", False)
    assert guardian.get("/cases").json() == {"items": []}
    assert "comment.left" in actions()


def test_two_guardians_agree_and_no_answer_says_who_it_is():
    author = make_person(name="Zq Author")
    first, second = App(make_guardian()), App(make_guardian())
    path = f"/lessons/{make_lesson(author=author).pk}/unmaskings"

    asked = first.post(path, GROUNDS, **{"Idempotency-Key": "one"})
    again = first.post(path, GROUNDS).json()
    assert (asked.status_code, again["id"]) == (201, asked.json()["id"])
    one = f"/unmaskings/{again['id']}"
    assert first.post(f"{one}/agree", AGREE).status_code == 404
    assert [each["may_answer"] for each in second.get("/unmaskings").json()["items"]] == [True]
    agreed = second.post(f"{one}/agree", AGREE)

    assert agreed.json()["state"] == "agreed"
    assert agreed.json()["open_until"] is not None
    assert first.get(one).json()["answer"] == AGREE["words"]
    assert "Zq Author" not in agreed.content.decode() + first.get("/unmaskings").content.decode()
    assert App(make_guardian()).get(one).status_code == 404
    assert [each for each in actions() if each.startswith("guardian.unmask")] == [
        "guardian.unmask_asked",
        "guardian.unmask_agreed",
    ]


def test_a_second_guardian_declines_and_whoever_comes_later_is_told():
    asked = App(make_guardian()).post(f"/lessons/{make_lesson().pk}/unmaskings", GROUNDS).json()
    one, second = f"/unmaskings/{asked['id']}", App(make_guardian())

    assert second.post(f"{one}/decline", AGREE).json()["state"] == "declined"
    assert second.post(f"{one}/agree", AGREE).status_code == 409


def test_the_form_of_the_page_says_what_is_missing():
    guardian, path = App(make_guardian()), f"/lessons/{make_lesson().pk}/unmaskings"
    tomorrow = str(timezone.localdate() + timedelta(days=1))

    refused = guardian.post(path, GROUNDS | {"tell_on": tomorrow})

    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == ["not_told_because"]
    allowed = guardian.post(path, GROUNDS | {"tell_on": tomorrow, "not_told_because": "An order"})
    assert allowed.json()["author_told_on"] == tomorrow


def test_where_the_link_is_destroyed_the_answer_says_so():
    lesson = make_lesson()
    identity_destroy(subject=lesson.pk)

    refused = App(make_guardian()).post(f"/lessons/{lesson.pk}/unmaskings", GROUNDS)

    assert refused.status_code == 409
    assert refused.json()["title"] == "Nobody can find out any more"
    assert not Unmasking.objects.exists()


def test_a_token_for_releases_alone_guards_nothing():
    app = App(make_guardian(), "release")

    assert app.get("/cases").status_code == 403
    assert app.get("/unmaskings").status_code == 403
