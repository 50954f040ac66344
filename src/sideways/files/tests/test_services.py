"""A file waits for its author's word, stands beside the lesson, and goes with it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.files import limits, queries, rules, services
from sideways.files.errors import EnoughTodayError, NoMoreFilesError, NoRoomError
from sideways.files.models import LessonFile
from sideways.files.tests.factories import SHOWS, add, clean_document, clean_picture, describe, offer
from sideways.lessons import services as lessons
from sideways.lessons.errors import FormalRouteFirstError, NotYourLessonError
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.live.models import News
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def author():
    return make_person()


@pytest.fixture
def lesson(author):
    return make_lesson(author=author)


def sees(lesson, reader):
    lesson = Lesson.objects.get(pk=lesson.pk)
    return queries.files_of(lesson, rules.standing_of(lesson, reader))


def test_a_file_is_for_its_author_alone_until_they_say_what_it_shows(lesson, author):
    peer, file = make_person(), offer(lesson, author)
    assert (sees(lesson, author), sees(lesson, peer)) == ([file], [])
    assert queries.file_seen(lesson.pk, file.pk, peer) is None
    assert bytes(queries.file_seen(lesson.pk, file.pk, author).content) == clean_picture().content

    describe(file, author)

    assert sees(lesson, peer) == [file]
    assert bytes(queries.file_seen(lesson.pk, file.pk, peer).content) == clean_picture().content


def test_nothing_of_the_day_stays_once_readers_may_see_it(lesson, author):
    file = offer(lesson, author)
    assert file.waits_since == timezone.localdate()

    describe(file, author)

    assert LessonFile.objects.values().get() == {
        "id": file.pk, "lesson_id": lesson.pk, "place": 1, "media_type": "image/png",
        "content": clean_picture().content, "size": len(clean_picture().content), "width": 120, "height": 80,
        "pages": None, "description": SHOWS, "waits_since": None,
    }  # fmt: skip


def test_the_same_id_twice_is_one_file_and_of_one_lesson(lesson, author):
    sent = {"file_id": uuid4(), "cleaned": clean_document(), "by": author, "at": NOW}
    first = services.file_offer(lesson=lesson, **sent)

    assert services.file_offer(lesson=lesson, **sent) == first
    with pytest.raises(NotYourLessonError):
        services.file_offer(lesson=make_lesson(author=author), **sent)
    assert LessonFile.objects.count() == 1


def test_a_lesson_has_three_files_and_room_for_another_once_one_is_gone(lesson, author):
    files = [add(lesson, author) for _ in range(3)]
    with pytest.raises(NoMoreFilesError):
        offer(lesson, author)

    services.file_remove(file=files[1], by=author, at=NOW)
    services.file_remove(file=files[1], by=author, at=NOW)

    another = add(lesson, author)
    assert sees(lesson, make_person()) == [files[0], files[2], another]


def test_nobody_but_the_author_adds_describes_or_removes(lesson, author):
    peer, file = make_person(), add(lesson, author)

    for refused in (
        lambda: offer(lesson, peer),
        lambda: describe(file, peer, "Something else"),
        lambda: services.file_remove(file=file, by=peer, at=NOW),
    ):
        with pytest.raises(NotYourLessonError):
            refused()
    assert sees(lesson, peer) == [file]


def test_nothing_is_added_to_what_was_withdrawn_and_it_can_be_removed(lesson, author):
    file = add(lesson, author)
    lessons.lesson_withdraw(lesson=lesson, by=author, at=NOW)

    with pytest.raises(NotYourLessonError):
        offer(lesson, author)
    with pytest.raises(NotYourLessonError):
        describe(file, author, "Something else")
    services.file_remove(file=file, by=author, at=NOW)

    assert not LessonFile.objects.exists()


def test_a_file_that_is_gone_is_not_described(lesson, author):
    file = offer(lesson, author)
    services.file_remove(file=file, by=author, at=NOW)

    with pytest.raises(NotYourLessonError):
        describe(file, author)


def test_a_description_is_needed_bounded_and_looked_at_for_harm(lesson, author):
    file = offer(lesson, author)

    for wrong in ("", "  ", "x" * 141, "a\x00b"):
        with pytest.raises(ValidationError):
            describe(file, author, wrong)
    with pytest.raises(FormalRouteFirstError) as first:
        describe(file, author, "A boy with unexplained bruising")
    assert sees(lesson, make_person()) == []

    describe(file, author, "A boy with unexplained bruising", routes_seen=first.value.signs)

    assert len(sees(lesson, make_person())) == 1


def test_changes_of_what_readers_see_are_logged_without_who_and_open_pages_hear(lesson, author):
    before, heard = AuditRow.objects.count(), News.objects.count()
    file = offer(lesson, author)
    assert (AuditRow.objects.count(), News.objects.count()) == (before, heard)

    describe(file, author)
    describe(file, author)
    describe(file, author, "The whiteboard, cleaned")
    services.file_remove(file=file, by=author, at=NOW)

    rows = list(AuditRow.objects.order_by("pk"))[before:]
    assert [row.action for row in rows] == [
        "lesson.file_added", "lesson.file_described", "lesson.file_removed",
    ]  # fmt: skip
    assert {(row.by, row.subject) for row in rows} == {(None, f"lessons.lesson:{lesson.pk}")}
    assert News.objects.count() == heard + 3


def test_a_draft_has_files_and_nothing_is_logged_of_it(author):
    draft = make_lesson(author=author, state=State.DRAFT)
    before = AuditRow.objects.count()

    file = add(draft, author)

    assert AuditRow.objects.count() == before
    assert (sees(draft, author), sees(draft, make_person())) == ([file], [])
    lessons.lesson_draft_delete(lesson=draft, by=author)
    assert not LessonFile.objects.exists()


def test_files_stay_with_those_who_could_read_the_lesson_before_it_was_public(author):
    public = make_lesson(author=author, audience="public")
    other = make_person(level=author.level + 1)
    file = add(public, author)

    assert sees(public, make_person()) == [file]
    assert sees(public, other) == [file]
    for kind in ("official", "funder", "regulator", "guardian", "operator"):
        assert sees(public, make_person(kind=kind)) == []
    senior = make_person(organisation=author.organisation, level=author.level + 1)
    assert sees(public, senior) == []


def test_narrowing_and_withdrawing_shut_the_files_at_once(author):
    wide = make_lesson(author=author, audience="peers")
    file, other = add(wide, author), make_person(level=author.level + 1)
    assert queries.file_seen(wide.pk, file.pk, other)

    lessons.lesson_narrow_audience(lesson=wide, audience="level", by=author, at=NOW)
    assert queries.file_seen(wide.pk, file.pk, other) is None
    peer = make_person()
    assert queries.file_seen(wide.pk, file.pk, peer)

    lessons.lesson_withdraw(lesson=wide, by=author, at=NOW)
    assert queries.file_seen(wide.pk, file.pk, peer) is None
    assert queries.file_seen(wide.pk, file.pk, author)


def test_a_file_is_not_found_by_the_address_of_another_lesson(lesson, author):
    file, other = add(lesson, author), make_lesson(author=author)

    assert queries.file_seen(other.pk, file.pk, author) is None
    assert queries.file_seen(uuid4(), file.pk, author) is None


def test_what_waits_is_deleted_after_two_days_and_what_is_shown_stays(lesson, author):
    shown, waiting = add(lesson, author), offer(lesson, author)

    assert services.waiting_forget(at=NOW + timedelta(days=1)) == 0
    assert services.waiting_forget(at=NOW + timedelta(days=2)) == 1

    assert list(LessonFile.objects.values_list("pk", flat=True)) == [shown.pk]
    assert not LessonFile.objects.filter(pk=waiting.pk).exists()


def test_the_regular_job_deletes_it():
    from sideways.files.tasks import waiting_forget

    waiting_forget.func()

    assert waiting_forget.enqueue


def test_files_go_with_what_is_deleted_for_good(lesson, author):
    add(lesson, author)
    lessons.lesson_withdraw(lesson=lesson, by=author, at=NOW - timedelta(days=100))

    lessons.withdrawn_forget(at=NOW)

    assert not LessonFile.objects.exists()


def test_erasing_takes_files_also_from_lessons_that_stay(lesson, author):
    add(lesson, author)
    others = add(other := make_lesson(author=make_person()), make_author_of(other))

    services.files_erase(person=author)

    assert list(LessonFile.objects.all()) == [others]
    assert Lesson.objects.filter(pk=lesson.pk).exists()


def make_author_of(lesson):
    from sideways.people.models import Person
    from sideways.vault.queries import opened

    return Person.objects.get(pk=opened(lesson.pk)["person"])


@pytest.mark.parametrize(
    "said",
    [
        "database or disk is full",
        'could not extend file "base/1": No space left on device',
        "ERROR: disk full",
    ],
)
def test_a_full_disk_is_told_and_loses_nothing_of_the_lesson(lesson, author, monkeypatch, said):
    def full(**_fields):
        raise OperationalError(said)

    monkeypatch.setattr(LessonFile.objects, "create", full)

    with pytest.raises(NoRoomError):
        offer(lesson, author)

    assert Lesson.objects.get(pk=lesson.pk).went_wrong == lesson.went_wrong


def test_another_trouble_of_the_database_is_not_called_a_full_disk(lesson, author, monkeypatch):
    def locked(**_fields):
        raise OperationalError("database is locked")

    monkeypatch.setattr(LessonFile.objects, "create", locked)

    with pytest.raises(OperationalError, match="locked"):
        offer(lesson, author)


def test_so_many_a_day_and_no_more_and_another_person_is_not_counted(author, monkeypatch):
    for _ in range(rules.MOST_A_DAY):
        limits.one_more(author)

    with pytest.raises(EnoughTodayError):
        limits.one_more(author)
    limits.one_more(make_person())
    monkeypatch.setattr(limits.timezone, "localdate", lambda: NOW.date() + timedelta(days=1))
    limits.one_more(author)


def test_a_disk_nearly_full_keeps_room_for_words(author, monkeypatch):
    monkeypatch.setattr(limits, "LEAST_FREE", 10**18)

    with pytest.raises(NoRoomError):
        limits.one_more(author)
