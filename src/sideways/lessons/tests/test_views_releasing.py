import pytest

from sideways.lessons import services
from sideways.lessons.models import LessonRelease
from sideways.lessons.tests.factories import make_guardian, make_lesson, make_release
from sideways.lessons.tests.telling import page
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_release_is_taken_back_by_its_author(client, reader):
    lesson = make_lesson(author=reader)
    client.post(page(lesson, "release/"), {"do": "ask"})
    assert "Do not ask any more" in client.get(page(lesson, "release/")).text

    client.post(page(lesson, "release/"), {"do": "refuse"})

    assert not LessonRelease.objects.exists()


def test_release_by_pages_from_asking_to_the_public(client):
    author, guardian = make_person(name="Zebedee Quill"), make_guardian()
    lesson = make_lesson(
        author=author, attribution="named", went_wrong="Dr Ahmed lost it", advice="Ring Dr Ahmed"
    )
    client.force_login(author)
    client.post(page(lesson, "release/"), {"do": "ask"})

    client.force_login(guardian)
    queue = client.get("/lessons/releases/")
    form = client.get(f"/lessons/releases/{lesson.pk}/")
    assert "Dr Ahmed lost it" in queue.text
    assert "Zebedee Quill" not in queue.text + form.text
    wording = {"version": 1, "trying": "Read notes", "went_wrong": "A GP lost it", "advice": ""}
    assert "advice" in client.post(f"/lessons/releases/{lesson.pk}/", wording).context["form"].errors
    for _ in range(2):
        sent = client.post(f"/lessons/releases/{lesson.pk}/", wording | {"advice": "Ring first"})
        assert sent.url == "/lessons/releases/"

    client.force_login(author)
    assert "A GP lost it" in client.get(page(lesson, "release/")).text
    for _ in range(2):
        client.post(page(lesson, "release/"), {"do": "agree"})

    client.logout()
    public = client.get(page(lesson)).text
    assert "A GP lost it" in public
    assert "Ahmed" not in public


def test_release_declined_by_pages_tells_the_author_why(client):
    author = make_person()
    lesson = make_lesson(author=author)
    make_release(lesson)
    client.force_login(make_guardian())

    empty = client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": ""})
    assert "reason" in empty.context["form"].errors
    client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": "One village only"})
    again = client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": "Another"}, follow=True)
    assert "answered already" in again.text

    client.force_login(author)
    assert "One village only" in client.get(page(lesson, "release/")).text


@pytest.mark.parametrize("kind", ["practitioner", "broker", "official", "funder", "regulator", "operator"])
def test_releases_are_for_guardians(client, kind):
    lesson = make_lesson(audience="level", author=make_person(level=3))
    make_release(lesson)
    client.force_login(make_person(kind=kind))

    for part in ("", f"{lesson.pk}/"):
        assert client.get(f"/lessons/releases/{part}").status_code == 404
    assert client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": "no"}).status_code == 404


def test_guardian_finds_no_lesson_nobody_asked_to_release(client):
    client.force_login(make_guardian())
    lesson = make_lesson()

    assert client.get(f"/lessons/releases/{lesson.pk}/").status_code == 404
    assert client.post(f"/lessons/releases/{lesson.pk}/", {"version": 1}).status_code == 404


def test_guardian_with_an_old_page_is_told_that_the_text_changed(client):
    author = make_person()
    lesson = make_lesson(author=author, trying="A", went_wrong="B broke")
    make_release(lesson)
    change = services.Change(fields={"went_wrong": "C broke"})
    services.lesson_correct(lesson=lesson, change=change, seen_version=1, by=author, at=lesson.shared_at)
    client.force_login(make_guardian())

    sent = {"version": 1, "trying": "a", "went_wrong": "b broke"}
    response = client.post(f"/lessons/releases/{lesson.pk}/", sent)

    assert "The author has changed the text" in response.text
    assert "C broke" in response.text
    assert "b broke" in response.text


def test_release_page_refuses_an_answer_it_does_not_know(client, reader):
    lesson = make_lesson(author=reader)

    assert "A guardian reads it" in client.get(page(lesson, "release/")).text
    for do in ("", "agree", "publish"):
        assert client.post(page(lesson, "release/"), {"do": do}).status_code == 404
    assert client.post(page(lesson, "release/"), {"do": "refuse"}).status_code == 302
