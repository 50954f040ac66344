"""Writes of files beside lessons. Every one asks the vault who the author is, and locks the lesson."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.files import rules
from sideways.files.cleaning import Cleaned
from sideways.files.errors import NoMoreFilesError, NoRoomError
from sideways.files.keeping import WAITING_KEPT
from sideways.files.models import LessonFile
from sideways.files.queries import files_written_by, without_content
from sideways.lessons.errors import NotYourLessonError
from sideways.lessons.models import Lesson
from sideways.lessons.services.change import formal_route_first, own_locked, tell_open_pages
from sideways.live.models import News
from sideways.people.models import Person
from sideways.people.trust import State

SAID_BY_FULL_DISKS = ("disk is full", "no space left", "disk full")


def file_offer(*, file_id: UUID, lesson: Lesson, cleaned: Cleaned, by: Person, at: datetime) -> LessonFile:
    """Keep a cleaned file for its author to look at. The same id twice is one.

    Raises NotYourLessonError, NoMoreFilesError, or NoRoomError when the disk is full: nothing is lost then.
    """
    with _full_disk_told(), transaction.atomic():
        locked = own_locked(lesson, by)
        before = without_content(LessonFile.objects.filter(pk=file_id)).first()
        if before is not None:
            return _of_this_lesson(before, locked)
        if not rules.may_add(locked, by):
            raise NotYourLessonError
        if locked.files.count() >= rules.MOST_FILES:
            raise NoMoreFilesError
        last = locked.files.aggregate(last=Max("place"))["last"]
        return LessonFile.objects.create(
            pk=file_id,
            lesson=locked,
            place=(last or 0) + 1,
            media_type=cleaned.media_type,
            content=cleaned.content,
            size=len(cleaned.content),
            width=cleaned.width,
            height=cleaned.height,
            pages=cleaned.pages,
            waits_since=timezone.localdate(at),
        )


@transaction.atomic
def file_describe(
    *, file: LessonFile, description: str, routes_seen: frozenset[str], by: Person, at: datetime
) -> LessonFile:
    """Say what a file shows, and let the readers of the lesson see it. The same twice changes nothing.

    Raises NotYourLessonError, ValidationError, or FormalRouteFirstError when the words point to harm.
    """
    lesson, locked = _own_locked(file, by)
    if locked is None or not rules.may_add(lesson, by):
        raise NotYourLessonError
    if locked.description == description and locked.waits_since is None:
        return locked
    if not description.strip():
        raise ValidationError({"description": _("Say what it shows")})
    formal_route_first([description], [locked.description], routes_seen)
    is_new = locked.waits_since is not None
    locked.description, locked.waits_since = description, None
    locked.clean_fields(exclude={field.name for field in locked._meta.fields} - {"description"})
    locked.save(update_fields=["description", "waits_since"])
    _note(lesson, "file_added" if is_new else "file_described", at)
    return locked


@transaction.atomic
def file_remove(*, file: LessonFile, by: Person, at: datetime) -> None:
    """Delete a file for good, at once. Twice changes nothing. Raises NotYourLessonError."""
    lesson, locked = _own_locked(file, by)
    if locked is None:
        return
    was_seen = locked.waits_since is None
    LessonFile.objects.filter(pk=locked.pk).delete()
    if was_seen:
        _note(lesson, "file_removed", at)


def waiting_forget(*, at: datetime) -> int:
    """Delete files whose author has not said a word about them for two days. Returns how many."""
    long_ago = timezone.localdate(at - WAITING_KEPT)
    deleted, _by_model = LessonFile.objects.filter(waits_since__lte=long_ago).delete()
    return deleted


@transaction.atomic
def files_erase(*, person: Person) -> None:
    """Delete every file beside lessons of a person, also beside those that stay. Twice changes nothing.

    No audit row and no date: the moment an account closes would link both.
    """
    files_written_by(person).order_by().delete()


@contextmanager
def _full_disk_told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if any(words in str(error).lower() for words in SAID_BY_FULL_DISKS):
            raise NoRoomError from error
        raise


def _own_locked(file: LessonFile, by: Person) -> tuple[Lesson, LessonFile | None]:
    lesson = own_locked(file.lesson, by)
    return lesson, without_content(lesson.files.filter(pk=file.pk)).first()


def _of_this_lesson(file: LessonFile, lesson: Lesson) -> LessonFile:
    if file.lesson_id != lesson.pk:
        raise NotYourLessonError
    return file


def _note(lesson: Lesson, what: str, at: datetime) -> None:
    """Note a change of what others may read, without an actor. A draft’s changes are nobody’s business."""
    if lesson.state != State.DRAFT:
        audit(action=f"lesson.{what}", subject=lesson, at=at)
        tell_open_pages(lesson, News.What.CHANGED)
