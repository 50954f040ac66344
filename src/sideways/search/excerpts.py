"""The part of a text that shows why it was found."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sideways.search.synonyms import Phrase
from sideways.search.words import words_in

LETTERS_AROUND = 60


class Piece(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_found: bool


def marked(text: str, phrases: Collection[Phrase]) -> list[Piece]:
    """Return all of a text, in pieces.

    >>> [tuple(piece) for piece in marked("Fit notes ran out", {("fit", "note")})]
    [('Fit notes', True), (' ran out', False)]
    """
    pieces, at = [], 0
    for start, end in _places(text, phrases):
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    pieces.append(Piece(text[at:], False))
    return [piece for piece in pieces if piece.text]


def excerpt(text: str, phrases: Collection[Phrase]) -> list[Piece]:
    """Return what stands around the first of the phrases, in pieces; nothing without one."""
    first, last = next(_places(text, phrases), (0, 0))
    if not last:
        return []
    start, end = max(0, first - LETTERS_AROUND), min(len(text), last + LETTERS_AROUND)
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(last, text.rfind(" ", last, end))
    shown = ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
    return marked(shown, phrases)


def _places(text: str, phrases: Collection[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield where each phrase begins and ends, the longest at each place."""
    words = list(words_in(text))
    longest = max(map(len, phrases), default=0)
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        fits = (size for size in sizes if tuple(word.stem for word in words[at : at + size]) in phrases)
        if size := next(fits, 0):
            yield words[at].start, words[at + size - 1].end
        at += size or 1
