"""What a search found: where the words stand, and what was guessed of them."""

from collections.abc import Iterable

from sideways.api.fields import Told
from sideways.lessons.presenters.rows import Found
from sideways.search.excerpts import Piece as Marked


class Piece(Told):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_found: bool


class FoundTold(Told):
    """Where the words stand: all of the title, and of the rest a piece around them."""

    title: list[Piece]
    excerpt: list[Piece]


class SlipTold(Told):
    """A word that stands in nothing you may read, and what it was taken for."""

    typed: str
    meant: list[str]


def found_told(found: Found) -> FoundTold:
    """Return why a lesson was found."""
    excerpt = found.excerpt or (found.aim if any(piece.is_found for piece in found.aim) else [])
    return FoundTold(title=_pieces(found.title), excerpt=_pieces(excerpt))


def _pieces(pieces: Iterable[Marked]) -> list[Piece]:
    return [Piece(text=piece.text, is_found=piece.is_found) for piece in pieces]


def slips_told(meant: Iterable[tuple[str, list[str]]]) -> list[SlipTold]:
    """Return what was guessed of words that stand nowhere."""
    return [SlipTold(typed=typed, meant=words) for typed, words in meant]
