"""The pages of comments: what they show, what they refuse, and in which words."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from sideways.comments import services
from sideways.comments.models import Comment, Expert, Moderated, Removal, Report
from sideways.comments.tests.factories import (
    advise,
    answer,
    appeal,
    ask,
    decide,
    make_expert,
    remove,
    report,
    say,
)
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.lessons.tests.telling import HARM
from sideways.people.models import Topic
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def signed_in(client):
    def as_(person):
        client.force_login(person)
        return client

    return as_


def form(kind="comment", text="Ours rings first", **fields):
    return {"comment_id": uuid4(), "text": text, "attribution": "role", "kind": kind, **fields}


def page(lesson):
    return f"/lessons/{lesson.pk}/"


def here(comment, part=""):
    return f"/comments/{comment.pk}/{part}"


def shown(response):
    return response.content.decode()


def test_a_comment_is_said_on_the_page_of_the_lesson(signed_in):
    lesson = make_lesson()
    client = signed_in(make_person(name="Nia Bramwell"))
    assert "Nobody has said anything yet." in shown(client.get(page(lesson)))

    response = client.post(f"{page(lesson)}comments/", form(), follow=True)

    assert "It stands beside the lesson now." in shown(response)
    assert "Ours rings first" in shown(response)
    assert "Nia Bramwell, " not in shown(response).split('id="comments"')[1].split("Shown as")[0]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Write a few words"),
        ({"text": "a" * 501}, "Use 500 characters or fewer"),
        ({"text": HARM}, "Before this is saved: is this for somebody else first?"),
        ({"text": "Ring 0161 496 0000"}, "Could this tell who somebody is?"),
        ({"attribution": "title"}, "Choose one from the list"),
        ({"attribution": ""}, "Choose how you are shown"),
        ({"text": "Ring 0161 496 0000", "replace": "0"}, "Could this tell who somebody is?"),
    ],
)
def test_what_has_to_be_looked_at_again_comes_back_with_what_was_typed(signed_in, fields, sentence):
    lesson = make_lesson()
    response = signed_in(make_person()).post(f"{page(lesson)}comments/", form(**fields))

    assert sentence in shown(response)
    assert not Comment.objects.exists()


def test_clues_and_formal_routes_never_stop_anybody_for_good(signed_in):
    lesson, client = make_lesson(), signed_in(make_person())
    sent = form(text="Ring 0161 496 0000", clue_seen="text:0161 496 0000")
    client.post(f"{page(lesson)}comments/", sent)
    client.post(f"{page(lesson)}comments/", form(text=HARM, routes_seen="safeguarding"))

    assert Comment.objects.count() == 2


def test_the_return_key_comments_and_no_other_button_is_taken(signed_in):
    lesson, client = make_lesson(), signed_in(make_person())
    client.post(f"{page(lesson)}comments/", form(kind=""))

    assert Comment.objects.get().kind == "comment"
    for kind in ("advice", "answer", "x"):
        assert client.post(f"{page(lesson)}comments/", form(kind)).status_code == 404
    assert client.get(f"{page(lesson)}comments/").status_code == 200


def test_an_author_answers_and_reads_no_name(signed_in):
    author, asks = make_person(name="Tola Ajayi"), make_person(name="Nia Bramwell")
    question = ask(make_lesson(author=author), asks)
    client = signed_in(author)
    assert "Nia Bramwell" not in shown(client.get(page(question.lesson)))
    assert "Answer" in shown(client.get(here(question, "answer/")))
    sent = {"comment_id": uuid4(), "text": "It did"}

    for wrong in ({"text": ""}, {"text": HARM}, {"text": "Ring 0161 496 0000"}):
        assert client.post(here(question, "answer/"), sent | wrong).status_code == 200
    assert Comment.objects.count() == 1
    response = client.post(here(question, "answer/"), sent, follow=True)

    assert "From the author" in shown(response)
    assert client.get(here(say(question.lesson, asks), "answer/")).status_code == 404
    assert signed_in(asks).get(here(question, "answer/")).status_code == 404
    assert "Tola" not in shown(client.get(page(question.lesson)))


def test_nothing_but_spaces_is_no_answer(signed_in):
    author = make_person()
    question = ask(make_lesson(author=author), make_person())
    response = signed_in(author).post(here(question, "answer/"), {"comment_id": uuid4(), "text": "  "})

    assert "Write a few words" in shown(response)
    assert "Write a few words" in shown(
        signed_in(make_person()).post(f"{page(question.lesson)}comments/", form(text="  "))
    )


def test_a_report_is_told_to_guardians_and_taken_back_to_the_lesson(signed_in):
    comment = say(make_lesson(), make_person())
    client = signed_in(make_person())

    assert "Choose why" in shown(client.post(here(comment, "report/"), {}))
    response = client.post(here(comment, "report/"), {"reason": "attacks"}, follow=True)
    assert "you hear what came of it." in shown(response)
    assert Report.objects.count() == 1
    assert client.get(here(say(comment.lesson, make_person(level=2)), "report/")).status_code == 200


def test_what_two_guardians_put_back_is_reported_no_more(signed_in):
    person = make_person()
    comment = say(make_lesson(), person)
    report(comment, make_person())
    remove(comment, make_guardian())
    appeal(comment, person)
    decide(comment, make_guardian(), restores=True)
    client = signed_in(make_person())

    assert here(comment, "report/") not in shown(client.get(page(comment.lesson)))
    response = client.post(here(comment, "report/"), {"reason": "attacks"}, follow=True)
    assert "Two guardians have looked at this one already." in shown(response)


def test_nobody_finds_what_is_not_theirs_by_its_id(signed_in):
    comment = say(make_lesson(), make_person())
    strangers = [make_person(level=5), make_person(kind="regulator"), make_guardian(), make_person()]
    for stranger in strangers:
        client = signed_in(stranger)
        for part in ("", "withdraw/", "answer/"):
            assert client.get(here(comment, part)).status_code == 404
            assert client.post(here(comment, part), {"words": "x"}).status_code == 404
    for stranger in strangers[:3]:
        assert signed_in(stranger).get(here(comment, "report/")).status_code == 404
    assert signed_in(strangers[0]).get(f"{page(comment.lesson)}comments/").status_code == 404


def test_guardians_take_down_whoever_said_it_appeals_and_another_puts_it_back(signed_in):
    person, first, second = make_person(), make_guardian(), make_guardian()
    comment = say(make_lesson(), person)
    report(comment, make_person())
    case = f"/guardians/comments/{comment.pk}/"

    assert "A reported comment" in shown(signed_in(first).get("/guardians/comments/"))
    assert "Choose why" in shown(signed_in(first).post(case, {"do": "remove"}))
    assert "Ours rings first" in shown(signed_in(first).get(case))
    signed_in(first).post(case, {"do": "remove", "reason": "attacks", "words": "It mocks"})
    assert "Nothing waits." in shown(signed_in(first).get("/guardians/comments/"))
    assert "Only you see it." in shown(signed_in(person).get(page(comment.lesson)))
    assert "It mocks" in shown(signed_in(person).get(here(comment)))
    assert "Write a few words" in shown(signed_in(person).post(here(comment), {}))
    told = signed_in(person).post(here(comment), {"words": "It mocks nobody"}, follow=True)
    assert "A second guardian decides." in shown(told)

    assert "another guardian decides" in shown(signed_in(first).get(case))
    assert "An appeal" in shown(signed_in(second).get("/guardians/comments/"))
    late = signed_in(second).post(case, {"do": "leave"}, follow=True)
    assert "answered already" in shown(late)
    signed_in(second).post(case, {"do": "restore", "words": "It mocks nobody"})

    assert Removal.objects.get().state == "restored"
    assert "nothing to decide" in shown(signed_in(second).get(case))
    late = signed_in(person).post(here(comment), {"words": "Again"}, follow=True)
    assert "decided already" in shown(late)


def test_a_guardian_lets_it_stand_or_comes_too_late(signed_in):
    comment = say(make_lesson(), make_person())
    report(comment, make_person())
    case, guardian = f"/guardians/comments/{comment.pk}/", make_guardian()
    client = signed_in(guardian)

    assert client.post(case, {"do": "x"}).status_code == 404
    client.post(case, {"do": "leave"})
    assert Report.objects.get().answered_at is not None
    report(comment, make_person())
    remove(comment, make_guardian())
    late = client.post(case, {"do": "remove", "reason": "attacks", "words": "x"}, follow=True)
    assert "answered already" in shown(late)
    assert client.get(f"/guardians/comments/{uuid4()}/").status_code == 404


def test_a_comment_is_taken_back_after_asking(signed_in):
    person = make_person()
    comment = say(make_lesson(), person)
    client = signed_in(person)

    assert "are deleted for good" in shown(client.get(here(comment, "withdraw/")))
    assert "It stands beside the lesson." in shown(client.get(here(comment)))
    client.post(here(comment, "withdraw/"))
    assert not Comment.objects.exists()


def test_the_public_sees_advice_alone(client):
    lesson = make_lesson(audience="public")
    advise(lesson, make_expert())
    say(lesson, make_person())

    public = shown(client.get(page(lesson)))
    assert "Advice from an expert" in public
    assert "Edda Expert, " in public
    assert "Ours rings first" not in public


def test_a_page_with_nothing_to_read_or_say_has_no_part_for_it(signed_in):
    response = signed_in(make_person(kind="official")).get(page(make_lesson(audience="public")))

    assert 'id="comments"' not in shown(response)


def test_the_log_is_for_anyone_and_hides_small_counts(client):
    for _each in range(3):
        Moderated.objects.create(what="reported", reason="attacks", month=date(2026, 3, 1))

    log = shown(client.get("/about/moderation/"))
    assert "March 2026" in log
    assert log.count("<td") == 4
    assert '<td class="govuk-table__cell">fewer than 5</td>' in log


def test_an_expert_without_a_name_is_told_what_to_do(signed_in):
    expert = make_expert(make_person(name=""))
    response = signed_in(expert).post(f"{page(make_lesson())}comments/", form("advice"))

    assert "Give your name on the page" in shown(response)


def test_an_operator_appoints_and_ends(signed_in):
    person, topic = make_person(name="Edda Expert"), Topic.objects.get(pk="fit-notes")
    client = signed_in(make_person(kind="operator"))
    refused = client.post("/experts/", {"email": make_person(kind="regulator", name="R").email})
    assert "Only a practitioner or broker who has given a name" in shown(refused)
    response = client.post("/experts/", {"email": person.email, "topic": topic.pk}, follow=True)

    assert "Edda Expert" in shown(response)
    expert = Expert.objects.get()
    assert signed_in(make_person()).post(f"/experts/{expert.pk}/end/").status_code == 404
    signed_in(make_person(kind="operator")).post(f"/experts/{expert.pk}/end/")
    assert not Expert.objects.exists()


@pytest.mark.parametrize("n_comments", [1, 6])
def test_page_takes_a_fixed_number_of_queries(client, signed_in, n_comments, django_assert_num_queries):
    author = make_person()
    lesson = make_lesson(author=author)
    for _each in range(n_comments):
        say(lesson, make_person(name="N"), with_name=True)
        answer(ask(lesson, make_person()), author)
    signed_in(make_person())
    client.get(page(lesson))
    with django_assert_num_queries(28):
        client.get(page(lesson))


@pytest.mark.parametrize("n_cases", [1, 6])
def test_queue_takes_a_fixed_number_of_queries(client, signed_in, n_cases, django_assert_num_queries):
    for _each in range(n_cases):
        report(say(make_lesson(), make_person()), make_person())
    signed_in(make_guardian())
    with django_assert_num_queries(5):
        client.get("/guardians/comments/")


def test_advice_without_a_name_is_refused_by_the_service_too():
    expert = make_expert(make_person(name=""))
    words = services.Words(text="Form 12", kind=Comment.Kind.ADVICE)
    with pytest.raises(ValidationError):
        services.comment_add(comment_id=uuid4(), lesson=make_lesson(), words=words, by=expert, at=None)
