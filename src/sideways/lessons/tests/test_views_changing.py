import re
import uuid

import pytest
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import HARM, HTMX, NEW, TOLD, edit, told
from sideways.people.models import Person
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


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

    client.post(f"/lessons/{lesson.pk}/more/", {"version": 2, "scale": "40 people", "helped": ""})
    assert "Did it help?" not in client.get(f"/lessons/{lesson.pk}/").text


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
