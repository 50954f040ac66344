import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import State, written_by

pytestmark = pytest.mark.django_db
NEW = "/lessons/new/"
HTMX = {"HX-Request": "true"}
TOLD = {
    "trying": "Agree a discharge plan before the weekend",
    "went_wrong": "The form reaches us after we have left on Friday",
    "causes": ["timing", "design"],
    "advice": "Ring the ward before noon",
    "stage": "now",
    "audience": "level",
    "attribution": "role",
    "talk": "phone",
    "topics": ["hospital-discharge"],
}


@pytest.fixture
def person(client):
    person = make_person()
    client.force_login(person)
    return person


def told(do, lesson_id=None, **fields):
    return {"lesson_id": str(lesson_id or uuid.uuid4()), "do": do, **TOLD, **fields}


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


HARM = "She was being abused by her son and nobody rang us"


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


def edit(lesson):
    return f"/lessons/{lesson.pk}/edit/"


def test_draft_deleted_in_another_tab_starts_again_from_what_was_typed(client, person):
    gone = uuid.uuid4()

    client.post(f"/lessons/{gone}/edit/", told("later", gone))

    assert Lesson.objects.get().pk == gone


def test_change_a_shared_lesson(client, person):
    lesson = make_lesson(author=person)
    assert lesson.went_wrong in client.get(edit(lesson)).text.replace("&#x27;", "'")

    response = client.post(edit(lesson), told("share", lesson.pk, version=1))

    lesson.refresh_from_db()
    assert response.url == f"/lessons/{lesson.pk}/"
    assert (lesson.went_wrong, lesson.version) == (TOLD["went_wrong"], 2)


def test_change_sent_twice_is_one_change(client, person):
    lesson = make_lesson(author=person)

    for _ in range(2):
        assert client.post(edit(lesson), told("share", lesson.pk, version=1)).status_code == 302

    lesson.refresh_from_db()
    assert lesson.version == 2


def test_change_from_an_old_tab_loses_nothing_and_says_what_to_do(client, person):
    lesson = make_lesson(author=person)
    client.post(edit(lesson), told("share", lesson.pk, version=1, went_wrong="From the new tab it broke"))

    response = client.post(
        edit(lesson), told("share", lesson.pk, version=1, went_wrong="From the old tab it broke")
    )

    assert "It was changed in another tab" in response.text
    assert "From the new tab it broke" in response.text
    assert "From the old tab it broke" in response.text
    lesson.refresh_from_db()
    assert lesson.went_wrong == "From the new tab it broke"

    version = re.search(r'name="version" value="(\d+)"', response.text)[1]
    client.post(
        edit(lesson), told("share", lesson.pk, version=version, went_wrong="From the old tab it broke")
    )
    lesson.refresh_from_db()
    assert lesson.went_wrong == "From the old tab it broke"


@pytest.mark.parametrize("do", ["share", "later", "autosave"])
def test_draft_form_of_an_old_tab_after_sharing_loses_nothing(client, person, do):
    lesson = make_lesson(author=person)

    response = client.post(NEW, told(do, lesson.pk), headers=HTMX if do == "autosave" else {})

    lesson.refresh_from_db()
    assert lesson.went_wrong != TOLD["went_wrong"]
    assert "another tab" in response.text
    assert TOLD["went_wrong"] in response.text or do == "autosave"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "²"])
def test_change_with_a_broken_version_is_a_conflict(client, person, version):
    lesson = make_lesson(author=person)

    response = client.post(edit(lesson), told("share", lesson.pk, version=version))

    assert "It was changed in another tab" in response.text


def test_change_of_a_public_lesson_says_that_it_goes_off_the_public_pages(client, person):
    lesson = make_lesson(author=person, audience="public")
    page = client.get(edit(lesson))
    assert "takes it off the public pages" in page.text
    assert page.context["form"]["audience"].value() == "peers"

    client.post(edit(lesson), told("share", lesson.pk, version=1, audience="peers"))

    lesson.refresh_from_db()
    assert lesson.audience == "peers"


def test_change_into_harm_shows_the_routes_first(client, person):
    lesson = make_lesson(author=person)

    response = client.post(edit(lesson), told("share", lesson.pk, version=1, went_wrong=HARM))

    assert "safeguarding team" in response.text
    lesson.refresh_from_db()
    assert lesson.version == 1


def test_author_whose_account_became_a_guardians_may_still_correct(client, person):
    lesson = make_lesson(author=person)
    Person.objects.filter(pk=person.pk).update(kind="guardian")

    assert client.get(edit(lesson)).status_code == 200


def test_author_whose_account_became_an_officials_finds_nothing(client, person):
    lesson = make_lesson(author=person)
    Person.objects.filter(pk=person.pk).update(kind="official")

    for page in ("", "edit/", "versions/", "audience/", "withdraw/", "more/"):
        assert client.get(f"/lessons/{lesson.pk}/{page}").status_code == 404


def test_add_more_keeps_the_rest(client, person):
    lesson = make_lesson(author=person)

    client.post(f"/lessons/{lesson.pk}/more/", {"version": 1, "scale": "40 people", "helped": "partly"})

    page = client.get(f"/lessons/{lesson.pk}/").text
    assert "How many, how much" in page
    assert "40 people" in page
    assert "Early signs" not in page


def test_add_more_from_an_old_tab_keeps_what_was_typed(client, person):
    lesson = make_lesson(author=person)
    more = f"/lessons/{lesson.pk}/more/"
    client.post(more, {"version": 1, "scale": "40 people"})

    response = client.post(more, {"version": 1, "scale": "50 people"})

    assert "changed in another tab" in response.text
    assert "50 people" in response.text
    lesson.refresh_from_db()
    assert lesson.scale == "40 people"


def test_add_more_shows_the_routes_first_and_refuses_what_does_not_fit(client, person):
    lesson = make_lesson(author=person)
    more = f"/lessons/{lesson.pk}/more/"

    assert "safeguarding team" in client.post(more, {"version": 1, "early_signs": HARM}).text
    assert "scale" in client.post(more, {"version": 1, "scale": "x" * 141}).context["form"].errors
    lesson.refresh_from_db()
    assert (lesson.early_signs, lesson.scale) == ("", "")


def test_add_more_to_a_draft_leads_to_the_form(client, person):
    draft = make_lesson(author=person, state=State.DRAFT)

    assert client.get(f"/lessons/{draft.pk}/more/").url == f"/lessons/{draft.pk}/edit/"
    assert client.get(f"/lessons/{draft.pk}/").url == f"/lessons/{draft.pk}/edit/"
    for part in ("updates/", "audience/", "readers/", "withdraw/"):
        assert client.get(f"/lessons/{draft.pk}/{part}").status_code == 404


def test_change_that_takes_away_what_went_wrong_is_refused(client, person):
    lesson = make_lesson(author=person)

    response = client.post(edit(lesson), told("share", lesson.pk, version=1, went_wrong=""))

    assert "went_wrong" in response.context["form"].errors


def test_what_happened_next_sent_twice_stands_once(client, person):
    lesson = make_lesson(author=person)
    url = f"/lessons/{lesson.pk}/updates/"
    sent = {"update_id": str(uuid.uuid4()), "text": "They answered"}

    for _ in range(2):
        assert client.post(url, sent).status_code == 302

    assert client.get(f"/lessons/{lesson.pk}/").text.count("They answered") == 1
    assert "text" in client.post(url, sent | {"text": ""}).context["form"].errors
    assert (
        "safeguarding team" in client.post(url, {**sent, "update_id": str(uuid.uuid4()), "text": HARM}).text
    )


def test_what_happened_next_can_be_taken_back(client, person):
    lesson = make_lesson(author=person)
    client.post(f"/lessons/{lesson.pk}/updates/", {"update_id": str(uuid.uuid4()), "text": "They answered"})
    update = lesson.updates.get()

    client.post(f"/lessons/{lesson.pk}/updates/{update.pk}/remove/")

    assert "They answered" not in client.get(f"/lessons/{lesson.pk}/").text


def test_sharing_after_a_moved_account_uses_the_present_post(client, person):
    draft = make_lesson(author=person, state=State.DRAFT)
    person.level = 3
    person.save()

    services.lesson_share(lesson=draft, by=person, at=timezone.now())

    draft.refresh_from_db()
    assert draft.level == 3
