"""Clues as they go out."""

from typing import Annotated

from pydantic import Field

from sideways.api.fields import Said, Sent, Told, one_of
from sideways.clues import Clue, Kind

LONGEST = 5_000  # all the boxes of a lesson hold less


class Text(Sent):
    """What somebody is about to share."""

    text: Annotated[Said, Field(max_length=LONGEST, examples=["The note of 943 476 5919 was lost"])]


class ClueTold(Told):
    """A part of the text, where it stands, and what to write instead."""

    kind: str = one_of(Kind)
    start: int
    end: int
    text: str
    instead: str


class CluesTold(Told):
    """What could tell who somebody is, in the order of the text. The same words twice are one."""

    items: list[ClueTold]


def clue_told(clue: Clue) -> ClueTold:
    """Return a clue."""
    return ClueTold(kind=clue.kind, start=clue.start, end=clue.end, text=clue.text, instead=clue.instead)
