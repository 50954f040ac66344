import pytest

from sideways.lessons import services
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import page
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


OWN_PAGES = ["edit/", "more/", "updates/", "audience/", "readers/", "withdraw/", "versions/", "release/"]


OWN_POSTS = ["put-back/", "delete/", *OWN_PAGES[:-2], "release/"]


@pytest.mark.parametrize("part", sorted({*OWN_PAGES, *OWN_POSTS}))
def test_what_is_the_authors_is_not_found_by_a_reader(client, reader, part):
    lesson = make_lesson(attribution="named")
    before = Lesson.objects.values().get()

    assert client.get(page(lesson, part)).status_code in {404, 405}
    assert client.post(page(lesson, part), {"do": "ask", "audience": "level"}).status_code in {404, 405}
    assert Lesson.objects.values().get() == before
    assert not LessonRelease.objects.exists()


@pytest.mark.parametrize("part", OWN_PAGES)
def test_what_is_the_authors_opens_for_the_author(client, reader, part):
    assert client.get(page(make_lesson(author=reader), part)).status_code == 200


def test_withdraw_and_put_back_by_the_author(client, reader):
    lesson = make_lesson(author=reader)

    client.post(page(lesson, "withdraw/"))
    client.post(page(lesson, "withdraw/"))
    assert "Put it back" in client.get(page(lesson)).text
    client.post(page(lesson, "put-back/"))

    lesson.refresh_from_db()
    assert (lesson.state, lesson.version) == (State.SHARED, 3)


def test_audience_is_narrowed_by_its_author_and_never_widened_there(client, reader):
    lesson = make_lesson(author=reader, audience="peers")

    assert client.post(page(lesson, "audience/"), {"audience": "public"}).context["form"].errors
    client.post(page(lesson, "audience/"), {"audience": "level"})

    lesson.refresh_from_db()
    assert lesson.audience == "level"


def test_naming_a_reader_says_the_same_whether_or_not_there_is_an_account(client, reader):
    lesson = make_lesson(author=reader)
    senior = make_person(organisation=reader.organisation, level=4)
    official = make_person(kind="official")

    for email in (senior.email.upper(), official.email, "nobody@nowhere.example.org", reader.email):
        answer = client.post(page(lesson, "readers/"), {"email": email}, follow=True)
        assert "If they are a practitioner or broker here, they can read it now." in answer.text

    assert [one.pk for one in client.get(page(lesson, "audience/")).context["readers"]] == [senior.pk]

    client.post(page(lesson, f"readers/{senior.pk}/close/"))
    assert client.get(page(lesson, "audience/")).context["readers"] == []
    assert client.post(page(lesson, f"readers/{senior.pk}/close/")).status_code == 404


def test_naming_a_reader_needs_an_address(client, reader):
    lesson = make_lesson(author=reader)

    response = client.post(page(lesson, "readers/"), {"email": "nobody"})

    assert "email" in response.context["reader_form"].errors
    assert "<title>Error: Who can read it" in response.text


def test_put_back_is_refused_while_the_account_is_held(client, reader):
    lesson = make_lesson(author=reader, state=State.WITHDRAWN)
    Person.objects.filter(pk=reader.pk).update(standing="held")

    assert client.post(page(lesson, "put-back/")).status_code == 403


def test_reader_the_author_named_counts_in_who_can_read(client, reader):
    lesson = make_lesson(author=reader)
    named = make_person(level=4)
    services.lesson_open_to(lesson=lesson, reader=named, by=reader, at=lesson.shared_at)

    assert "and 1 more you named" in client.get(page(lesson)).text


def test_draft_is_deleted_by_its_author_and_a_shared_lesson_is_not(client, reader):
    draft, shared = make_lesson(author=reader, state=State.DRAFT), make_lesson(author=reader)
    assert "Delete this draft?" in client.get(page(draft, "delete/")).text

    client.post(page(draft, "delete/"))
    assert client.post(page(shared, "delete/")).url == page(shared, "withdraw/")

    assert list(Lesson.objects.all()) == [shared]


def test_versions_show_the_author_what_was_said_before(client, reader):
    lesson = make_lesson(author=reader, went_wrong="First words broke", topics=("fit-notes",))
    change = services.Change(fields={"went_wrong": "Second words broke"})
    services.lesson_correct(lesson=lesson, change=change, seen_version=1, by=reader, at=lesson.shared_at)

    text = client.get(page(lesson, "versions/")).text

    assert "First words broke" in text
    assert "Fit notes" in text
