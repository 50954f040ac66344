"""Reads of files beside lessons. Who may open a lesson is decided by people.trust alone."""

from uuid import UUID

from django.db.models import QuerySet

from sideways.files.models import LessonFile
from sideways.files.rules import standing_of
from sideways.lessons.models import Lesson
from sideways.lessons.rules import LESSON
from sideways.lessons.standing import Standing
from sideways.people.models import Person
from sideways.people.trust import Reader, visible_to, written_by


def without_content(files: QuerySet[LessonFile]) -> QuerySet[LessonFile]:
    """Leave the bytes in the database: a page shows where they are, and does not hold them."""
    return files.defer("content")


def files_of(lesson: Lesson, standing: Standing) -> list[LessonFile]:
    """Return the files of a lesson in their order; those that wait for its author’s word, for its author."""
    if not standing.may_read:
        return []
    found = without_content(lesson.files.all())
    return list(found if standing.is_author else found.filter(waits_since=None))


def file_seen(lesson_id: UUID, file_id: UUID, reader: Reader) -> LessonFile | None:
    """Return one file with its bytes, if this reader may open its lesson, and the file, at this moment."""
    lesson = visible_to(Lesson.objects.all(), reader).filter(pk=lesson_id).first()
    if lesson is None:
        return None
    standing = standing_of(lesson, reader)
    found = lesson.files.filter(pk=file_id).first() if standing.may_read else None
    return None if found is None or (found.waits_since and not standing.is_author) else found


def files_written_by(person: Person) -> QuerySet[LessonFile]:
    """Return all files beside lessons of a person, bytes and all."""
    mine = LessonFile.objects.filter(lesson__in=written_by(LESSON, person))
    return mine.order_by("lesson", "place")
