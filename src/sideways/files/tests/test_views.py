"""The pages of files beside a lesson, and how a file goes out."""

import io
import json
import zipfile
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sideways.files import limits, rules
from sideways.files.cleaning import Refusal, RefusedError, cleaned
from sideways.files.errors import FileError
from sideways.files.models import LessonFile
from sideways.files.presenters import REFUSED, refused_words
from sideways.files.tests import samples
from sideways.files.tests.factories import SHOWS, add, clean_document, offer
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.services import person_close
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author(client):
    person = make_person()
    client.force_login(person)
    return person


@pytest.fixture
def lesson(author):
    return make_lesson(author=author)


def to(name, lesson, file=None):
    return reverse(f"files:{name}", args=[lesson.pk] if file is None else [lesson.pk, file.pk])


def send(client, lesson, raw, name="IMG_Jane_Smith.jpg", **more):
    sent = {"file_id": uuid4(), "file": SimpleUploadedFile(name, raw)} | more
    return client.post(to("files", lesson), sent)


def test_a_photo_is_cleaned_looked_at_described_and_then_shown(client, lesson, author):
    page = client.get(to("files", lesson)).content.decode()
    assert "all practitioners and brokers" not in page
    assert "practitioners and brokers at your level, once you have looked at it." in page
    assert "What we cannot take out" in page

    sent = send(client, lesson, samples.photo())
    file = LessonFile.objects.get()
    assert sent["Location"] == to("file", lesson, file)
    preview = client.get(sent["Location"]).content.decode()
    assert "This is what readers will see" in preview
    assert to("content", lesson, file) in preview

    shown = client.post(sent["Location"], {"description": SHOWS})

    assert shown["Location"].endswith(f"/lessons/{lesson.pk}/#files")
    client.force_login(make_person())
    page = client.get(f"/lessons/{lesson.pk}/").content.decode()
    assert f'alt="{SHOWS}"' in page
    assert "Picture 1" in page
    assert "Jane" not in page
    assert "Remove it" not in page


@pytest.mark.parametrize(
    ("make", "media_type", "how"),
    [
        (samples.screenshot, "image/png", 'inline; filename="picture.png"'),
        (samples.document, "application/pdf", 'attachment; filename="document.pdf"'),
    ],
)
def test_a_file_goes_out_for_one_person_and_as_nothing_but_itself(
    client, lesson, author, make, media_type, how
):
    file = add(lesson, author, cleaned(make()))
    client.force_login(make_person())

    answer = client.get(to("content", lesson, file))

    assert answer.content == bytes(LessonFile.objects.get().content)
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == how
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "ETag" not in answer
    assert "Last-Modified" not in answer


def test_whoever_may_not_open_the_lesson_finds_no_file(client, lesson, author):
    file = add(lesson, author)
    address = to("content", lesson, file)
    shut_out = [
        make_person(kind=kind) for kind in ("official", "funder", "regulator", "guardian", "operator")
    ]
    shut_out.append(make_person(organisation=author.organisation, level=author.level + 1))

    for person in shut_out:
        client.force_login(person)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_a_public_lesson_shows_no_file_to_the_public(client, author):
    public = make_lesson(author=author, audience="public")
    file = add(public, author)
    client.logout()

    page = client.get(f"/lessons/{public.pk}/")

    assert page.status_code == 200
    assert b'id="files"' not in page.content
    assert client.get(to("content", public, file)).status_code == 404


def test_the_author_of_a_public_lesson_is_told_that_files_stay_with_peers(client, author):
    public = make_lesson(author=author, audience="public")

    page = client.get(to("files", public)).content.decode()

    assert "It never becomes public, even if the lesson does." in page
    assert "anyone" not in page.partition("</form>")[0].partition("<form")[2]


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (
            b"<!doctype html><script>1</script>",
            "photo.png",
            "This is no JPEG, PNG or WebP picture and no PDF.",
        ),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "a.svg",
            "This is no JPEG, PNG or WebP picture and no PDF.",
        ),
        (samples.photo()[:900], "a.jpg", "This file is damaged or cut short."),
        (samples.bomb(), "a.png", "This picture has too many pixels."),
        (b"\xff\xd8\xff" + bytes(5_000_001), "a.jpg", "This file is larger than 5 MB."),
        (b"", "a.jpg", "This file is empty"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_do(client, lesson, raw, name, sentence):
    answer = send(client, lesson, raw, name)

    assert sentence in answer.content.decode()
    assert not LessonFile.objects.exists()


def test_a_form_that_is_far_too_large_is_refused_before_it_is_read(client, lesson):
    answer = send(client, lesson, bytes(5_100_000))

    assert answer.status_code == 413
    assert "This file is larger than 5 MB. Make it smaller, and choose that" in answer.content.decode()


def test_a_form_without_a_file_says_so(client, lesson):
    assert (
        "Choose a picture or a PDF" in client.post(to("files", lesson), {"file_id": uuid4()}).content.decode()
    )


def test_a_form_of_another_site_is_refused(lesson, author):
    from django.test import Client

    forged = Client(enforce_csrf_checks=True)
    forged.force_login(author)

    assert send(forged, lesson, samples.photo()).status_code == 403
    assert not LessonFile.objects.exists()


def test_the_same_form_twice_is_one_file(client, lesson):
    file_id = uuid4()

    for _ in range(2):
        assert send(client, lesson, samples.photo(), file_id=file_id).status_code == 302

    assert LessonFile.objects.count() == 1


def test_three_files_are_enough_and_the_page_says_so(client, lesson, author):
    for _ in range(rules.MOST_FILES):
        add(lesson, author)

    page = client.get(to("files", lesson)).content.decode()
    assert "Remove one to add another." in page
    assert 'type="file"' not in page
    assert (
        "A lesson can have 3 files. Remove one first"
        in send(client, lesson, samples.photo()).content.decode()
    )


def test_enough_for_a_day_and_a_full_disk_are_told(client, lesson, monkeypatch):
    monkeypatch.setattr(limits, "MOST_A_DAY", 0)
    assert "You have sent 20 files today. Try again tomorrow" in send(client, lesson, b"x").content.decode()

    monkeypatch.setattr(limits, "LEAST_FREE", 10**18)
    assert "Your lesson is safe." in send(client, lesson, b"x").content.decode()


def test_a_clue_in_the_description_is_shown_once_and_never_stops_for_good(client, lesson, author):
    file = offer(lesson, author)
    sent = {"description": "The letter to 943 476 5919"}

    stopped = client.post(to("file", lesson, file), sent).content.decode()
    assert "Could this tell who somebody is?" in stopped
    assert LessonFile.objects.get().waits_since

    seen = sent | {"clue_seen": "description:943 476 5919", "clue_instead": "a number"}
    other_words = client.post(to("file", lesson, file), seen | {"replace": "0"}).content.decode()
    assert "The letter to a number" in other_words
    assert client.post(to("file", lesson, file), seen).status_code == 302
    assert LessonFile.objects.get().description == "The letter to 943 476 5919"


def test_a_description_of_harm_leads_to_the_formal_routes_first(client, lesson, author):
    file = offer(lesson, author)
    told = {"description": "A boy with unexplained bruising"}

    page = client.post(to("file", lesson, file), told).content.decode()

    assert 'id="formal-routes"' in page
    assert LessonFile.objects.get().description == ""


@pytest.mark.parametrize("description", ["", "  ", "\n"])
def test_a_file_of_which_nothing_is_said_is_not_shown(client, lesson, author, description):
    file = offer(lesson, author)

    page = client.post(to("file", lesson, file), {"description": description}).content.decode()

    assert "<title>Error: This is what readers will see" in page
    assert page.count("Say what it shows") >= 2
    assert LessonFile.objects.get().waits_since


def test_an_author_changes_what_is_said_of_a_file_and_removes_it(client, lesson, author):
    file = add(lesson, author, clean_document())
    page = client.get(to("file", lesson, file)).content.decode()
    assert "Document 1" in page
    assert "PDF, 1 page, " in page

    client.post(to("file", lesson, file), {"description": "The form, empty"})
    assert LessonFile.objects.get().description == "The form, empty"

    assert "Remove Document 1?" in client.get(to("remove", lesson, file)).content.decode()
    gone = client.post(to("remove", lesson, file))
    assert gone["Location"].endswith("#files")
    assert not LessonFile.objects.exists()
    assert client.get(to("file", lesson, file)).status_code == 404


def test_files_of_a_draft_are_on_a_page_of_their_own_and_come_with_the_lesson(client, author):
    draft = make_lesson(author=author, state=State.DRAFT)
    page = client.get(to("files", draft)).content.decode()
    assert "once you have looked at it and shared the lesson." in page

    file = offer(draft, author)
    kept = client.post(to("file", draft, file), {"description": SHOWS})

    assert kept["Location"] == to("files", draft)
    assert SHOWS in client.get(to("files", draft)).content.decode()


def test_the_form_of_a_lesson_leads_to_its_files_and_keeps_what_was_typed(client, author):
    lesson_id = uuid4()

    sent = client.post("/lessons/new/", {"lesson_id": lesson_id, "trying": "Get letters read", "do": "files"})

    assert sent["Location"] == f"/lessons/{lesson_id}/files/"
    assert Lesson.objects.get(pk=lesson_id).trying == "Get letters read"


def test_nothing_is_added_to_a_withdrawn_lesson_and_its_author_may_remove(client, author):
    lesson = make_lesson(author=author)
    file = add(lesson, author)
    from sideways.lessons.services import lesson_withdraw

    lesson_withdraw(lesson=lesson, by=author, at=lesson.shared_at)

    assert client.get(to("files", lesson)).status_code == 404
    assert client.get(to("file", lesson, file)).status_code == 404
    page = client.get(f"/lessons/{lesson.pk}/").content.decode()
    assert "Add a picture" not in page
    assert to("remove", lesson, file) in page
    assert to("file", lesson, file) + '"' not in page


def test_a_page_with_three_files_asks_the_database_no_more_than_with_one(
    client, lesson, author, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add(lesson, author)
    client.get(f"/lessons/{lesson.pk}/")
    with CaptureQueriesContext(connection) as first:
        client.get(f"/lessons/{lesson.pk}/")
    add(lesson, author)
    add(lesson, author, clean_document())

    with CaptureQueriesContext(connection) as then:
        client.get(f"/lessons/{lesson.pk}/")

    assert len(then) == len(first)
    assert not [query for query in then if '"content"' in query["sql"]], "the bytes stay in the database"


def test_the_copy_of_ones_data_holds_the_files(client, lesson, author):
    file = add(lesson, author, cleaned(samples.photo()))
    waiting = offer(lesson, author, clean_document())
    add(make_lesson(author=(other := make_person())), other, description="Of somebody else")

    packed = client.post(reverse("people:download"))

    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        told = json.loads(archive.read("data.json"))["files"]["beside_lessons"]
        assert [(each["description"], each["readers_see_it"]) for each in told] == [
            (SHOWS, True),
            ("", False),
        ]
        assert archive.read(told[0]["file"]) == bytes(file.content)
        assert archive.read(told[1]["file"]) == bytes(waiting.content)
        assert sorted(name for name in archive.namelist() if "/" in name) == sorted(
            each["file"] for each in told
        )
        page = archive.read("index.html").decode()
    assert SHOWS in page
    assert "Of somebody else" not in page


@pytest.mark.parametrize("choice", ["withdraw", "leave"])
def test_closing_an_account_deletes_the_files_whatever_becomes_of_the_lessons(lesson, author, choice):
    add(lesson, author)

    person_close(person=author, choices={"lessons": choice}, by=author, at=lesson.shared_at)

    assert not LessonFile.objects.exists()
    assert Lesson.objects.filter(pk=lesson.pk).exists() == (choice == "leave")


def test_every_refusal_has_words():
    assert {refusal for refusal in Refusal if refused_words(RefusedError(refusal))} == set(Refusal)
    assert set(REFUSED) == set(Refusal) - {Refusal.TOO_LARGE}
    with pytest.raises(FileError):
        refused_words(FileError())


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    raw=st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n"]).flatmap(
        lambda head: st.binary(max_size=60).map(lambda rest: head + rest)
    ),
    name=st.text(max_size=20).map(lambda name: f"{name}a"),  # a name that ends with a slash is none
    file_id=st.one_of(st.uuids(), st.text(max_size=10)),
)
def test_whatever_is_sent_is_answered(client, raw, name, file_id):
    person = Person.objects.first() or make_person()
    client.force_login(person)
    lesson = Lesson.objects.first() or make_lesson(author=person)
    limits.cache.clear()

    answer = send(client, lesson, raw, name.replace("\x00", ""), file_id=str(file_id))

    assert answer.status_code in {200, 302}
    assert isinstance(lesson.pk, UUID)
