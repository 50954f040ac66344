"""The part of a text that shows why it was found."""

from collections.abc import Collection
from typing import NamedTuple

from sideways.search.words import words_in

LETTERS_AROUND = 60


class Piece(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_found: bool


def marked(text: str, stems: Collection[str]) -> list[Piece]:
    """Return all of a text, in pieces.

    >>> [tuple(piece) for piece in marked("Fit notes ran out", {"note"})]
    [('Fit ', False), ('notes', True), (' ran out', False)]
    """
    pieces, at = [], 0
    for word in words_in(text):
        if word.stem in stems:
            pieces += [Piece(text[at : word.start], False), Piece(text[word.start : word.end], True)]
            at = word.end
    pieces.append(Piece(text[at:], False))
    return [piece for piece in pieces if piece.text]


def excerpt(text: str, stems: Collection[str]) -> list[Piece]:
    """Return what stands around the first word that was looked for, in pieces; nothing without one."""
    first = next((word for word in words_in(text) if word.stem in stems), None)
    if first is None:
        return []
    start = max(0, first.start - LETTERS_AROUND)
    end = min(len(text), first.end + LETTERS_AROUND)
    if start:
        start = text.find(" ", start, first.start) + 1 or first.start
    if end < len(text):
        end = max(first.end, text.rfind(" ", first.end, end))
    shown = ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
    return marked(shown, stems)
