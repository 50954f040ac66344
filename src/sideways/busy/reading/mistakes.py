"""What is wrong with a file or an entry of it: the line, and a sentence for the person who sent it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not read, and why. ``line`` counts from 1."""

    line: int
    sentence: str


class UnreadableError(Exception):
    """Nothing of the file can be used."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(line, sentence)
        self.line = line
        self.sentence = sentence


class EntryError(Exception):
    """One entry cannot be used; the others can."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(line, sentence)
        self.left_out = LeftOut(line, sentence)
