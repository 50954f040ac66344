from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.guardians.services import Grounds
from sideways.guardians.tests.factories import agree, answer, ask, write
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.vault.services import identity_destroy

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def guardian(client):
    person = make_guardian(name="Gwen Guard")
    client.force_login(person)
    return person


@pytest.fixture
def author():
    return make_person(name="Zebedee Quill", email="zebedee@example.org")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author, went_wrong="The letters came a week late")


def letter(text="Did it change?", **more):
    return {"message_id": uuid4(), "text": text, **more}


def why(**more):
    return {"request_id": uuid4(), "reason": "harm", "words": "A child may be hurt", **more}


def test_a_thank_you_reaches_the_author_and_the_answer_the_guardian(client, guardian, lesson, author):
    page = f"/lessons/{lesson.pk}/author/"
    assert "You cannot read this lesson" in client.get(page).text
    sent = client.post(page, letter("A council changed its letters", do="thanks"), follow=True)
    assert "Thank you" in sent.text
    assert "Zebedee" not in sent.text

    client.force_login(author)
    own = client.get(f"/lessons/{lesson.pk}/guardians/")
    assert "A council changed its letters" in own.text
    assert "Gwen" not in own.text
    to = GuardianMessage.objects.get().pk
    answered = client.post(f"/lessons/{lesson.pk}/guardians/", letter("I am glad", to=to), follow=True)
    assert "I am glad" in answered.text

    client.force_login(guardian)
    read = client.get(page).text
    assert "I am glad" in read
    assert "Zebedee" not in read
    assert "The author answered" in client.get("/guardians/").text


def test_another_guardian_reads_neither_letter_nor_answer(client, guardian, lesson, author):
    answer(write(lesson, text="Between us two"), author, text="Only for you")

    for address in ("/guardians/", f"/lessons/{lesson.pk}/author/"):
        text = client.get(address).text
        assert "Between us two" not in text
        assert "Only for you" not in text


def test_the_text_shows_only_when_the_guardian_may_read_it(client, guardian):
    shown = make_lesson(went_wrong="Everybody may read this", audience="public")

    for part in ("author/", "unmask/"):
        assert "Everybody may read this" in client.get(f"/lessons/{shown.pk}/{part}").text


def test_the_page_of_a_public_lesson_leads_a_guardian_to_its_author(client, guardian):
    shown = make_lesson(audience="public")

    assert f"/lessons/{shown.pk}/author/" in client.get(f"/lessons/{shown.pk}/").text
    client.logout()
    assert f"/lessons/{shown.pk}/author/" not in client.get(f"/lessons/{shown.pk}/").text


def test_the_desk_opens_a_lesson_by_its_address(client, guardian, lesson):
    found = client.get("/guardians/", {"lesson": f"https://example.org/lessons/{lesson.pk}/"})
    assert found.url == f"/lessons/{lesson.pk}/author/"
    for wrong in (str(uuid4()), "no address"):
        assert "There is no lesson at this address" in client.get("/guardians/", {"lesson": wrong}).text
    assert "There is no lesson at this address" not in client.get("/guardians/").text


def test_an_empty_letter_is_asked_for_again(client, guardian, lesson, author):
    assert "text" in client.post(f"/lessons/{lesson.pk}/author/", letter("")).context["form"].errors
    message = write(lesson)
    write(lesson)
    client.force_login(author)

    page = client.post(f"/lessons/{lesson.pk}/guardians/", letter("", to=message.pk))

    assert "text" in page.context["form"].errors
    assert page.text.count("Write a few words") == 2  # in the summary and at the box
    assert "Answer the guardian who wrote on" in page.text


@pytest.mark.parametrize("to", ["", "nonsense", "5c9f0c1e-7c57-4a0e-9a3b-2f1f4d7f0a11"])
def test_an_answer_to_nobody_is_not_found(client, lesson, author, to):
    client.force_login(author)

    assert client.post(f"/lessons/{lesson.pk}/guardians/", letter(to=to)).status_code == 404


def test_an_author_without_letters_reads_that_nobody_found_out(client, lesson, author):
    client.force_login(author)
    page = client.get(f"/lessons/{lesson.pk}/guardians/").text
    assert "No guardian has written to you" in page
    assert "you would be told here" in page
    draft = make_lesson(author=author, state=State.DRAFT)
    assert client.get(f"/lessons/{draft.pk}/guardians/").status_code == 404


def test_two_guardians_find_out_and_the_author_is_told(client, guardian, lesson, author):
    asked = client.post(f"/lessons/{lesson.pk}/unmask/", why(), follow=True)
    assert "Waits for a second guardian" in asked.text
    assert "Zebedee" not in asked.text
    page = f"/guardians/requests/{Unmasking.objects.get().pk}/"
    assert client.post(page, {"do": "look"}).status_code == 404

    client.force_login(second := make_guardian())
    assert page in client.get("/guardians/").text
    assert "words" in client.post(page, {"do": "agree", "words": ""}).context["form"].errors
    assert client.post(page, {"do": "nothing", "words": "Yes"}).status_code == 404
    agreed = client.post(page, {"do": "agree", "words": "There is no other way"}, follow=True)
    assert "You may look until" in agreed.text
    assert "Zebedee" not in agreed.text
    assert "zebedee@example.org" in client.post(page, {"do": "look"}).text

    client.force_login(guardian)
    assert "Zebedee Quill" in client.post(page, {"do": "look"}).text
    client.force_login(make_guardian())
    assert client.get(page).status_code == 404

    client.force_login(author)
    told = client.get("/notices/").text
    assert "Two guardians may see that you wrote a lesson" in told
    own = client.get(f"/lessons/{lesson.pk}/guardians/").text
    assert "somebody is at risk of serious harm" in own
    assert second.name not in own
    assert guardian.name not in own


def test_a_request_answered_meanwhile_says_so(client, guardian, lesson):
    request = ask(lesson)
    agree(request, guardian)

    sent = client.post(f"/guardians/requests/{request.pk}/", {"do": "decline", "words": "No"}, follow=True)

    assert "This one has been answered already." in sent.text
    assert "There is no other way" in sent.text


@pytest.mark.parametrize("day", [0, 400])
def test_a_day_that_cannot_be_is_asked_for_again(client, guardian, lesson, day):
    when = timezone.localdate() + timedelta(days=day)

    sent = client.post(f"/lessons/{lesson.pk}/unmask/", why(tell_on=when, not_told_because="An order"))

    assert "Choose a day within the next 12 months" in sent.text


def test_a_day_needs_its_reason_and_a_reason_its_day(client, guardian, lesson):
    page, day = f"/lessons/{lesson.pk}/unmask/", timezone.localdate() + timedelta(days=3)

    assert "not_told_because" in client.post(page, why(tell_on=day)).context["form"].errors
    assert "tell_on" in client.post(page, why(not_told_because="An order")).context["form"].errors
    assert list(client.post(page, why(tell_on="soon")).context["form"].errors) == ["tell_on"]
    long = client.post(page, why(tell_on=day, not_told_because="x" * 300)).context["form"].errors
    assert list(long) == ["not_told_because"]


def test_a_request_told_later_says_when_and_why(client, guardian, lesson):
    grounds = Grounds(
        reason="court",
        words="Order 7",
        tell_on=timezone.localdate() + timedelta(days=3),
        not_told_because="The order forbids it",
    )
    request = ask(lesson, guardian, grounds=grounds)

    assert "The order forbids it" in client.get(f"/guardians/requests/{request.pk}/").text


def test_what_lapsed_or_is_over_says_so(client, guardian, lesson):
    old = timezone.now() - timedelta(days=20)
    ask(lesson, guardian, at=old)
    agree(ask(make_lesson(), guardian, at=old), at=old + timedelta(days=1))

    page = client.get("/guardians/").text

    assert "Lapsed: nobody answered within 14 days" in page
    assert "The seven days are over" in page


def test_when_the_link_is_destroyed_every_page_says_that_nobody_can_find_out(client, guardian, lesson):
    request, mine = ask(lesson), ask(lesson, guardian)
    agree(mine)
    identity_destroy(subject=lesson.pk)
    said = "Nobody can find out any more."

    assert said in client.post(f"/lessons/{lesson.pk}/author/", letter(), follow=True).text
    assert said in client.post(f"/guardians/requests/{mine.pk}/", {"do": "look"}, follow=True).text
    agreed = client.post(f"/guardians/requests/{request.pk}/", {"do": "agree", "words": "Yes"}, follow=True)
    assert said in agreed.text
    client.force_login(make_guardian())
    assert said in client.post(f"/lessons/{lesson.pk}/unmask/", why(), follow=True).text


def test_a_lesson_that_is_gone_is_not_found(client, guardian):
    assert client.get(f"/lessons/{uuid4()}/author/").status_code == 404
    assert client.get(f"/guardians/requests/{uuid4()}/").status_code == 404


def test_anybody_sees_how_often_it_happened(client):
    page = "/what-we-cannot-keep-secret/"
    assert "Nobody has asked here yet." in client.get(page).text
    agree(ask())
    ask()

    rows = client.get(page).text

    for figure in (2, 1, 0):
        assert f'<td class="govuk-table__cell">{figure}</td>' in rows
