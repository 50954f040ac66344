"""The words of a text, for documents and for questions alike, and the same on every database."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]  # has no types

LONGEST_WORD = 40
# Words of English that stand in nearly every text. In a question with other words they are left out.
SMALL = frozenset((Path(__file__).parent / "data" / "small_words.txt").read_text(encoding="utf-8").split())

_LETTER = r"[^\W_][\u0300-\u036f]*"  # with accents that stand behind it
_WORD = re.compile(f"(?:{_LETTER})+(?:['’](?:{_LETTER})+)*")
_english = snowballstemmer.stemmer("english")


class Word(NamedTuple):
    """One word of a text: how it is compared, what all its forms share, and where it stands."""

    plain: str
    stem: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text in order, each with its place in it.

    >>> [(word.plain, word.stem) for word in words_in("Carers’ housing, DISCHARGED Zoë's")]
    [('carers', 'carer'), ('housing', 'hous'), ('discharged', 'discharg'), ('zoe', 'zoe')]
    """
    for found in _WORD.finditer(text):
        plain = plain_word(found.group())
        if plain:
            yield Word(plain, stem_of(plain), found.start(), found.end())


@lru_cache(maxsize=100_000)
def plain_word(word: str) -> str:
    """Return a word without its case, its accents and an ’s at its end, of a length that can be kept."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    letters = letters.replace("’", "'").removesuffix("'s").replace("'", "")
    return "".join(letter for letter in letters if letter.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem_of(plain: str) -> str:
    """Return what the forms of an English word share, after Porter's second algorithm."""
    return str(_english.stemWord(plain))


SMALL_STEMS = frozenset(map(stem_of, SMALL))


def stems_in(text: str) -> list[str]:
    """Return the stems of a text in order."""
    return [word.stem for word in words_in(text)]
