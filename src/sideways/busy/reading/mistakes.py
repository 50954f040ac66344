"""What is wrong with a file or an entry of it: the line, and a sentence for the person who sent it."""

from dataclasses import dataclass
from typing import Self


def gettext_noop(words: str) -> str:
    """Mark words for translators, as Django's function of this name does, which asks for Django."""
    return words


class Sentence(str):
    """A sentence in English that keeps its words and what stands in them, to be told in any language."""

    __slots__ = ("values", "words")
    words: str
    values: dict[str, str | int]

    def __new__(cls, words: str, **values: str | int) -> Self:
        """Put the values into the words, numbers with commas."""
        written = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        sentence = super().__new__(cls, words % written)
        sentence.words, sentence.values = words, values
        return sentence


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not read, and why. ``line`` counts from 1."""

    line: int
    sentence: Sentence


class UnreadableError(Exception):
    """Nothing of the file can be used."""

    def __init__(self, line: int, sentence: Sentence) -> None:
        super().__init__(line, sentence)
        self.line = line
        self.sentence = sentence


class EntryError(Exception):
    """One entry cannot be used; the others can."""

    def __init__(self, line: int, sentence: Sentence) -> None:
        super().__init__(line, sentence)
        self.left_out = LeftOut(line, sentence)
