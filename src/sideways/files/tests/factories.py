from functools import cache
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sideways.files import services
from sideways.files.cleaning import Cleaned, cleaned
from sideways.files.models import LessonFile
from sideways.files.tests import samples
from sideways.lessons.models import Lesson
from sideways.people.models import Person

SHOWS = "A drawing of the whiteboard after the meeting"


@cache
def clean_picture() -> Cleaned:
    return cleaned(samples.saved(samples.sketch(), "PNG"))


@cache
def clean_document() -> Cleaned:
    return cleaned(samples.document())


def offer(lesson: Lesson, author: Person, file: Cleaned | None = None) -> LessonFile:
    """Put a file beside a lesson that its author has not said a word about."""
    return services.file_offer(
        file_id=uuid4(), lesson=lesson, cleaned=file or clean_picture(), by=author, at=timezone.now()
    )


def describe(file: LessonFile, author: Person, description: str = SHOWS, **more: Any) -> LessonFile:
    told = {"routes_seen": frozenset(), "at": timezone.now()} | more
    return services.file_describe(file=file, description=description, by=author, **told)


def add(lesson: Lesson, author: Person, file: Cleaned | None = None, description: str = SHOWS) -> LessonFile:
    """Put a file beside a lesson for its readers."""
    return describe(offer(lesson, author, file), author, description)
