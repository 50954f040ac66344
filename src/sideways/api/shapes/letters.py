"""Letters between guardians and authors, as they go in and out."""

from datetime import date
from uuid import UUID

from pydantic import Field

from sideways.api.fields import Said, Sent, Told, words
from sideways.api.shapes.lessons import day
from sideways.guardians.models import GuardianMessage
from sideways.lessons.forms import most_letters


class LetterTold(Told):
    """One letter. Neither side is named."""

    id: UUID
    by_author: bool
    is_thanks: bool
    text: str
    on: date


class Letters(Told):
    """What was written, oldest first."""

    items: list[LetterTold]


class Conversation(Told):
    """The newest letter about one lesson."""

    lesson_id: UUID
    newest: LetterTold


class Conversations(Told):
    """All conversations of a guardian."""

    items: list[Conversation]


class NewLetter(Sent):
    """What to say. An author names the letter they answer in “to”."""

    text: Said = words(most_letters("text", GuardianMessage), min_length=1, examples=["Thank you for this"])
    is_thanks: bool = Field(default_factory=bool, strict=True, description="A guardian’s thank-you")
    to: UUID | None = Field(default_factory=lambda: None)


def letter_told(message: GuardianMessage) -> LetterTold:
    """Return a letter."""
    return LetterTold(
        id=message.pk,
        by_author=message.by_author,
        is_thanks=message.is_thanks,
        text=message.text,
        on=day(message.at),
    )
