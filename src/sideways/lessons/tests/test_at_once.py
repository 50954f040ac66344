"""Two requests at the same moment, on the database that lets them."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import Lesson, LessonEcho, LessonVersion
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import written_by

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time: nothing can cross"
    ),
]
NOW = timezone.now()
TOLD = {"trying": "Join up", "went_wrong": "It fell apart", "stage": "now", "talk": "no"}


def at_once(*works):
    """Run works in threads that start together; return what they raised."""
    gate, raised = threading.Barrier(len(works)), []

    def run(work):
        gate.wait()
        try:
            work()
        except Exception as error:
            raised.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_share_sent_four_times_at_once_is_one_lesson():
    author, lesson_id = make_person(), uuid.uuid4()

    def share():
        change = services.Change(fields=TOLD)
        lesson = services.lesson_start(lesson_id=lesson_id, change=change, by=author, at=NOW)
        services.lesson_share(lesson=lesson, by=author, at=NOW)

    assert at_once(*[share] * 4) == []
    assert written_by("lessons.lesson", author) == [lesson_id]
    assert LessonVersion.objects.count() == Lesson.objects.count() == 1


def test_echo_sent_four_times_at_once_is_one_echo():
    lesson, person = make_lesson(), make_person()

    assert at_once(*[lambda: services.lesson_echo(lesson=lesson, by=person, at=NOW)] * 4) == []
    assert LessonEcho.objects.count() == 1


def test_two_corrections_at_once_lose_neither():
    author = make_person()
    lesson = make_lesson(author=author)

    def correct(text):
        change = services.Change(fields={"went_wrong": text})
        return lambda: services.lesson_correct(
            lesson=lesson, change=change, seen_version=1, by=author, at=NOW
        )

    assert at_once(correct("one broke"), correct("two broke")) == ["LessonChangedMeanwhileError"]
    lesson.refresh_from_db()
    assert lesson.version == 2


def test_ten_drafts_at_once_are_all_filed():
    author = make_person()

    def start():
        services.lesson_start(lesson_id=uuid.uuid4(), change=services.Change(fields=TOLD), by=author, at=NOW)

    assert at_once(*[start] * 10) == []
    assert len(written_by("lessons.lesson", author)) == 10
