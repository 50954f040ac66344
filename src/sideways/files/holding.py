"""What a person has put beside lessons: how to take it out, and what becomes of it when they leave (P13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sideways.files import services
from sideways.files.models import LessonFile
from sideways.files.presenters import ENDINGS
from sideways.files.queries import files_written_by, without_content
from sideways.people.holdings import Holding
from sideways.people.models import Person


def export(person: Person) -> dict[str, Any]:
    """Return what is said of each file, and where it lies in the person’s copy."""
    return {
        "beside_lessons": [
            {
                "lesson": str(file.lesson_id),
                "file": _name(file),
                "description": file.description,
                "readers_see_it": file.waits_since is None,
            }
            for file in without_content(files_written_by(person))
        ]
    }


def files(person: Person) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its name, one at a time: together they may be large."""
    for file in files_written_by(person).iterator(chunk_size=1):
        yield _name(file), bytes(file.content)


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete all files of the person. ``at`` is not kept: it would be a link."""
    services.files_erase(person=person)


def _name(file: LessonFile) -> str:
    return f"files/{file.pk}.{ENDINGS[file.media_type]}"


HOLDING = Holding(
    name="files",
    export=export,
    files=files,
    erase=erase,
    goes=_(
        "Pictures and documents beside your lessons are deleted, also beside lessons you leave for others."
    ),
)
