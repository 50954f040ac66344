import io
import logging
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import ALL_SIGNS, make_lesson
from sideways.people.holdings import erase
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.receipts.codes import code_of, receipt_in
from sideways.receipts.queries import receipt_of, text_of

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

SHARED_AT = timezone.now() - timedelta(days=30)


@pytest.fixture
def author():
    return make_person(name="Zebedee Quill", email="zebedee@example.org")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author, went_wrong="The letters came a week late", at=SHARED_AT)


def code(lesson):
    return code_of(receipt_of(Lesson.objects.get(pk=lesson.pk)))


def correct(lesson, author, **fields):
    change = services.Change(fields=fields, routes_seen=ALL_SIGNS)
    return services.lesson_correct(
        lesson=lesson, change=change, seen_version=lesson.version, by=author, at=timezone.now()
    )


def test_a_receipt_speaks_of_the_time_at_which_the_text_was_shared(lesson):
    assert receipt_of(lesson).at == SHARED_AT


def test_a_change_of_audience_leaves_the_time_and_a_change_of_text_does_not(lesson, author):
    lesson = correct(lesson, author, talk="no")
    assert receipt_of(lesson).at == SHARED_AT
    before = code(lesson)

    lesson = correct(lesson, author, went_wrong="The letters came two weeks late")

    assert receipt_of(lesson).at > SHARED_AT
    assert receipt_in(before).at.date() == SHARED_AT.date()


def test_a_text_that_stood_before_and_again_is_proved_from_the_second_time_on(lesson, author):
    first = lesson.went_wrong
    lesson = correct(lesson, author, went_wrong="Other words")
    lesson = correct(lesson, author, went_wrong=first)

    assert receipt_of(lesson).at > SHARED_AT


def test_a_draft_begun_long_before_is_proved_from_when_it_was_shared(author):
    draft = make_lesson(author=author, state=State.DRAFT, at=SHARED_AT)
    shared_at = SHARED_AT + timedelta(days=3)

    assert receipt_of(services.lesson_share(lesson=draft, by=author, at=shared_at)).at == shared_at


def test_a_receipt_without_versions_speaks_of_the_last_change(lesson):
    lesson.versions.all().delete()

    assert receipt_of(lesson).at == lesson.changed_at


def test_the_pdf_is_for_every_reader_and_holds_neither_text_nor_author(client, lesson, author):
    client.force_login(author)
    sent = client.get(f"/lessons/{lesson.pk}/receipt.pdf")

    assert sent["Content-Disposition"] == 'attachment; filename="receipt.pdf"'
    assert sent.content.startswith(b"%PDF-")
    assert b"pdfuaid" in sent.content
    for told in (b"Zebedee", b"zebedee", b"letters came", str(lesson.pk).encode()):
        assert told not in sent.content


def test_the_pdf_has_a_title_a_language_tags_and_no_date(client, lesson, author):
    client.force_login(author)
    sent = client.get(f"/lessons/{lesson.pk}/receipt.pdf").content

    with pikepdf.open(io.BytesIO(sent)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Receipt, Sideways"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert tags_of(pdf.Root.StructTreeRoot) == [
            "Document",
            *["P", "H1", "P", "P", "P", "P", "Link", "Figure", "H2", "P", "H2", "P"],
        ]
        assert not {"/CreationDate", "/ModDate", "/Author"} & set(pdf.docinfo.keys())
    assert sent == client.get(f"/lessons/{lesson.pk}/receipt.pdf").content


def tags_of(node):
    """Return what the tags of a PDF say each part is, in the order in which it is read."""
    if not isinstance(node, pikepdf.Dictionary):
        return []
    inside = node.get("/K", [])
    inside = inside if isinstance(inside, pikepdf.Array) else [inside]
    own = [str(node.S).removeprefix("/")] if "/S" in node else []
    return own + [tag for each in inside for tag in tags_of(each)]


def test_no_word_of_a_receipt_is_read_as_markup(client, lesson, author, settings):
    settings.SITE_NAME = '#panic("read as markup") *x* $'
    client.force_login(author)

    assert client.get(f"/lessons/{lesson.pk}/receipt.pdf").content.startswith(b"%PDF-")


def test_the_page_shows_the_code_and_the_very_text(client, lesson, author):
    client.force_login(author)
    page = client.get(f"/lessons/{lesson.pk}/receipt/")

    assert code(lesson) in page.text
    assert page.context["text"] == text_of(lesson)
    assert f"/lessons/{lesson.pk}/receipt/" in client.get(f"/lessons/{lesson.pk}/").text


def test_there_is_none_for_a_draft_nor_for_anybody_else(client, lesson, author):
    draft = make_lesson(author=author, state=State.DRAFT)
    client.force_login(author)
    for part in ("receipt/", "receipt.pdf"):
        assert client.get(f"/lessons/{draft.pk}/{part}").status_code == 404
    client.force_login(make_person())
    for part in ("receipt/", "receipt.pdf"):
        assert client.get(f"/lessons/{lesson.pk}/{part}").status_code == 404


def test_anybody_checks_a_code_and_learns_no_word_of_the_lesson(client, lesson):
    page = client.get("/receipts/", {"code": code(lesson).replace("-", "")})

    assert "A lesson was shared here on" in page.text
    for told in ("letters came", "Zebedee", str(lesson.pk)):
        assert told not in page.text


def test_anybody_who_holds_the_text_can_check_that_it_is_the_same(client, lesson):
    copied = text_of(lesson).replace("\n", "\r\n  ") + "\n"

    assert "The text is the same" in client.post("/receipts/", {"code": code(lesson), "text": copied}).text
    other = client.post("/receipts/", {"code": code(lesson), "text": copied + "no"}).text
    assert "The text is not the same" in other
    assert "can check that it is the same" in client.post("/receipts/", {"code": code(lesson)}).text


def test_the_text_that_is_checked_is_neither_logged_nor_read_from_an_address(client, lesson, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post("/receipts/", {"code": code(lesson), "text": "Words of mine"})
        by_address = client.get("/receipts/", {"code": code(lesson), "text": text_of(lesson)})

    assert "Words of mine" not in caplog.text
    assert "The text is the same" not in by_address.text


@pytest.mark.parametrize("wrong", ["", "ABCDEF", "A" * 162, "A" * 1000])
def test_what_is_no_receipt_is_said_to_be_none(client, wrong):
    for page in (client.get("/receipts/", {"code": wrong}), client.post("/receipts/", {"code": wrong})):
        assert "code" in page.context["form"].errors
        assert "shared here on" not in page.text


def test_without_a_code_the_page_explains(client):
    page = client.get("/receipts/")
    assert not page.context["form"].is_bound
    assert "A receipt proves that a lesson was shared here" in page.text


def test_a_receipt_stays_valid_when_the_lesson_and_the_account_are_gone(client, lesson, author):
    kept = code(lesson)
    services.lesson_withdraw(lesson=lesson, by=author, at=timezone.now())
    assert "shared here on" in client.get("/receipts/", {"code": kept}).text

    erase(person=author, choices={}, at=timezone.now())
    author.delete()

    assert not Lesson.objects.exists()
    assert "shared here on" in client.get("/receipts/", {"code": kept}).text
