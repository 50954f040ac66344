import re
import uuid

import pytest
from django.urls import reverse

from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import HARM, HTMX, NEW, TOLD, told
from sideways.people.tests.factories import make_person
from sideways.people.trust import State, written_by

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_share_in_one_go(client, person):
    sent = told("share")

    response = client.post(NEW, sent, follow=True)

    lesson = Lesson.objects.get()
    assert response.redirect_chain == [(f"/lessons/{sent['lesson_id']}/", 302)]
    assert (lesson.state, lesson.causes, lesson.talk) == (State.SHARED, ["timing", "design"], "phone")
    assert "Shared. It can be read now by practitioners and brokers at your level." in response.text
    assert written_by("lessons.lesson", person) == [lesson.pk]


def test_share_sent_twice_is_one_lesson(client, person):
    sent = told("share")

    first, second = client.post(NEW, sent), client.post(NEW, sent)

    assert first.url == second.url
    assert Lesson.objects.get().versions.count() == 1


def test_form_is_complete_with_few_taps_and_few_words(client, person):
    page = client.get(NEW).text
    shared = client.post(NEW, told("share"))

    typed = " ".join(TOLD[box] for box in ("trying", "went_wrong", "advice"))
    boxes = len(re.findall("<textarea", page))
    groups = set(re.findall(r'type="radio" name="(\w+)"', page))
    taps = boxes + len(groups) + 3 + 3 + 1  # three causes, three topics, one button
    assert shared.status_code == 302
    assert (boxes, groups) == (3, {"stage", "audience", "attribution", "talk"})
    assert taps <= 25
    assert len(typed.split()) <= 70


def test_two_boxes_come_first_and_the_rest_is_taps(client, person):
    order = re.findall(r'(?:textarea|input)[^>]* name="(\w+)"', client.get(NEW).text)

    first = list(dict.fromkeys(name for name in order if name in TOLD))
    assert first[:3] == ["trying", "went_wrong", "causes"]


@pytest.mark.parametrize("text", ["", "  ", "Nothing went wrong", "It all went very well"])
def test_share_refuses_a_success_kindly_and_keeps_the_words(client, person, text):
    response = client.post(NEW, told("share", went_wrong=text))

    assert response.status_code == 200
    assert "went_wrong" in response.context["form"].errors
    assert "<title>Error: Share what went wrong" in response.text
    assert TOLD["advice"] in response.text
    assert not Lesson.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"causes": ["rules", "data", "design", "demand"]},
        {"causes": ["luck"]},
        {"stage": "tomorrow"},
        {"audience": "public"},
        {"topics": ["no-such-topic"]},
        {"trying": "x" * 141},
        {"advice": "a\x00b"},
    ],
)
@pytest.mark.parametrize("do", ["share", "later"])
def test_what_a_lesson_cannot_hold_is_said_and_nothing_is_stored(client, person, wrong, do):
    response = client.post(NEW, told(do, **wrong))

    assert next(iter(wrong)) in response.context["form"].errors
    assert not Lesson.objects.exists()


def test_save_and_finish_later_works_without_scripts(client, person):
    response = client.post(
        NEW, {"lesson_id": str(uuid.uuid4()), "do": "later", "trying": "Join up"}, follow=True
    )

    draft = Lesson.objects.get()
    assert (draft.state, draft.trying, draft.audience) == (State.DRAFT, "Join up", "level")
    assert re.search(r"Saved as a draft at \d", response.text)
    assert "Drafts you leave alone for 90 days are deleted" in response.text
    assert "Join up" in client.get(f"/lessons/{draft.pk}/edit/").text


def test_draft_saves_as_typed_and_the_address_becomes_that_of_the_draft(client, person):
    lesson_id = uuid.uuid4()

    for text in ("The w", "The ward closed"):
        sent = {"lesson_id": str(lesson_id), "do": "autosave", "went_wrong": text}
        response = client.post(NEW, sent, headers=HTMX)

    assert Lesson.objects.get().went_wrong == "The ward closed"
    assert response.text.startswith("Saved as a draft at ")
    assert response["HX-Replace-Url"] == f"/lessons/{lesson_id}/edit/"
    assert "HX-Request" in response["Vary"]


def test_draft_of_nothing_is_not_kept(client, person):
    response = client.post(
        NEW, {"lesson_id": str(uuid.uuid4()), "do": "autosave", "stage": "now"}, headers=HTMX
    )

    assert response.text.strip() == ""
    assert not Lesson.objects.exists()


def test_draft_that_cannot_be_stored_says_why(client, person):
    sent = {"lesson_id": str(uuid.uuid4()), "do": "autosave", "trying": "x" * 141}

    assert "Not saved yet: Use 140 characters or fewer" in client.post(NEW, sent, headers=HTMX).text


def test_topics_are_suggested_from_the_words_and_stay_where_they_are(client, person):
    sent = {"lesson_id": str(uuid.uuid4()), "do": "autosave", "went_wrong": "A fit note was lost"}

    first = client.post(NEW, sent, headers=HTMX).text
    again = client.post(NEW, {**sent, "offered": "fit-notes"}, headers=HTMX).text

    assert 'value="fit-notes"' in first
    assert 'id="topics"' not in again


def test_only_tapped_topics_are_kept(client, person):
    client.post(NEW, told("share", went_wrong="A fit note was lost on Friday", topics=[]))

    assert not Lesson.objects.get().topics.exists()


@pytest.mark.parametrize("do", ["share", "later", "autosave"])
def test_formal_routes_come_before_anything_is_stored(client, person, do):
    lesson_id = uuid.uuid4()
    headers = HTMX if do == "autosave" else {}

    response = client.post(NEW, told(do, lesson_id, went_wrong=HARM), headers=headers)

    assert not Lesson.objects.exists()
    assert written_by("lessons.lesson", person) == []
    assert "a child or an adult being harmed" in response.text
    assert "safeguarding team" in response.text
    assert HARM in response.text or do == "autosave"

    client.post(NEW, told(do, lesson_id, went_wrong=HARM, routes_seen="safeguarding"), headers=headers)
    assert Lesson.objects.get().went_wrong == HARM


def test_formal_routes_leave_a_draft_as_it_was(client, person):
    lesson_id = uuid.uuid4()
    client.post(NEW, told("later", lesson_id))

    client.post(NEW, told("autosave", lesson_id, advice=HARM), headers=HTMX)

    assert Lesson.objects.get().advice == TOLD["advice"]


def test_audience_sentences_stand_beside_the_form_for_every_choice(client, person):
    for _ in range(4):
        make_person()
    page = client.get(NEW)

    sentences = {(one.audience, one.attribution): one for one in page.context["sentences"]}
    role = sentences["level", "role"]
    assert role.can == "practitioners and brokers at your level, shown as “a nurse, North West”."
    assert role.cannot == "your managers, your employer’s leaders, government, regulators, funders."
    assert sentences["peers", "named"].can == (
        f"all practitioners and brokers, shown as “{person.name}, a nurse, North West”."
    )
    assert page.text.count('class="lesson-who__sentence"') == 4
    assert reverse("web:cannot_keep_secret") in page.text.split('class="lesson-who"')[1]


def test_audience_hints_carry_their_sentence_where_nothing_moves(client, person):
    hints = re.findall(r'id="id_audience_\d_hint">([^<]+)<', client.get(NEW).text)

    assert len(hints) == 2
    assert all(hint.startswith("Can read it: ") and "Cannot: " in hint for hint in hints)


def test_audience_of_somebody_without_an_organisation_promises_less(client):
    client.force_login(make_person(organisation=None))

    sentences = client.get(NEW).context["sentences"]

    assert not any("your managers" in one.cannot for one in sentences)
    assert any("we cannot shut out the managers" in one.cannot for one in sentences)


def test_form_warns_while_few_people_stand_at_the_level(client, person):
    assert "Readers may guess who you are" in client.get(NEW).text
    for _ in range(4):
        make_person()
    assert "Readers may guess who you are" not in client.get(NEW).text


def test_without_a_name_only_the_role_is_offered(client):
    client.force_login(make_person(name=""))

    assert [value for value, _ in client.get(NEW).context["form"].fields["attribution"].choices] == ["role"]


def test_new_form_offers_the_unfinished_draft(client, person):
    draft = make_lesson(author=person, state=State.DRAFT)

    assert f"/lessons/{draft.pk}/edit/" in client.get(NEW).text


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_others_than_peers_find_no_form(client, kind):
    client.force_login(make_person(kind=kind))

    assert client.get(NEW).status_code == client.post(NEW, told("share")).status_code == 404
    assert not Lesson.objects.exists()


@pytest.mark.parametrize(("standing", "word"), [("waiting", "vouch"), ("held", "operator")])
def test_somebody_not_active_yet_is_told_why(client, standing, word):
    client.force_login(make_person(standing=standing))

    response = client.get(NEW)

    assert response.status_code == 403
    assert word in response.text


def test_signed_out_visitor_is_asked_to_sign_in(client):
    assert client.get(NEW).url == f"/accounts/login/?next={NEW}"


@pytest.mark.parametrize("lesson_id", ["", "1", "x" * 50])
def test_form_with_a_broken_id_is_not_found(client, person, lesson_id):
    assert client.post(NEW, told("share") | {"lesson_id": lesson_id}).status_code == 404


def test_form_with_the_id_of_somebody_elses_lesson_changes_nothing(client, person):
    other = make_lesson(state=State.DRAFT)

    assert client.post(NEW, told("later", other.pk)).status_code == 404
    other.refresh_from_db()
    assert other.trying != TOLD["trying"]
