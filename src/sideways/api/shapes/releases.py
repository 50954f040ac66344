"""What authors want to make public, as a guardian sees it: the text, and never who wrote it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from sideways.api.fields import NO_NULL, Said, Sent, Told, Version, many_of, one_of, words
from sideways.lessons.forms import most_letters
from sideways.lessons.models import Cause, Lesson, LessonRelease

LONGEST = 500


class Asked(Told):
    """A lesson in the queue."""

    lesson_id: UUID
    title: str
    asked_on: date


class AskedList(Told):
    """Some of the queue, oldest first."""

    items: list[Asked]
    next: str | None


class AskedText(Told):
    """One text the public would read."""

    label: str
    text: str


class AskedLesson(Told):
    """All that the public would read of a lesson."""

    lesson_id: UUID
    version: int = Field(description="Send it with your answer: it tells which text you have read")
    author: str = Field(description="The role alone")
    stage: str = one_of(Lesson.Stage)
    causes: list[str] = many_of(Cause.values)
    texts: dict[str, AskedText] = Field(description="By the name of each text")


class Wording(Sent):
    """A wording that names nobody, for every text."""

    version: Version
    wording: dict[
        Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z_]+(:[0-9a-f-]{36})?$")],
        Annotated[Said, StringConstraints(max_length=LONGEST)],
    ] = Field(examples=[{"went_wrong": "Letters came late, and people lost their places"}])


class Reason(Sent):
    """Why not: the author reads it."""

    reason: Said = words(
        most_letters("reason", LessonRelease),
        min_length=1,
        pattern=NO_NULL,
        examples=["Too rare to tell without naming the place"],
    )
