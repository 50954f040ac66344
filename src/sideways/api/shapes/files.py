"""A file beside a lesson, as it goes out, and what is said of it."""

from uuid import UUID

from pydantic import Field

from sideways.api.fields import Said, Told, one_of, words
from sideways.api.shapes.lessons import RoutesSeen
from sideways.files.models import LessonFile
from sideways.files.presenters import FileRow
from sideways.lessons.forms import most_letters


class Described(RoutesSeen):
    """What a file shows. Once this is said, the readers of the lesson see it."""

    description: Said = words(
        most_letters("description", LessonFile), min_length=1, examples=["The whiteboard after the meeting"]
    )


class FileTold(Told):
    """A picture or a document beside a lesson, cleaned of all that does not show."""

    id: UUID
    label: str = Field(examples=["Picture 1"])
    description: str
    media_type: str = one_of(LessonFile.MediaType)
    size: int = Field(description="In bytes")
    width: int | None = Field(description="Of a picture")
    height: int | None = Field(description="Of a picture")
    pages: int | None = Field(description="Of a document")
    is_waiting: bool = Field(description="Only its author sees it, until they say what it shows")


class Files(Told):
    """All that this reader may see beside a lesson."""

    items: list[FileTold]


def file_told(file: LessonFile, row: FileRow) -> FileTold:
    """Return what a reader sees of a file."""
    return FileTold(
        id=file.pk,
        label=row.label,
        description=file.description,
        media_type=file.media_type,
        size=file.size,
        width=file.width,
        height=file.height,
        pages=file.pages,
        is_waiting=row.waits,
    )
