"""Lessons as the sum wants them: the only file here that talks to reckon."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from reckon.patterns import ThemesProblem, bursts, find_themes
from sideways.patterns.rules import LEAST_LESSONS
from sideways.patterns.words import counts_as_word
from sideways.search.kinds import Text
from sideways.search.words import words_in


@dataclass(frozen=True, slots=True)
class Theme:
    """Lessons about one thing, in the order they were given, and the stems that tell it."""

    lessons: list[UUID]
    stems: list[str]


def bags_of(texts: Iterable[Text]) -> dict[UUID, Counter[str]]:
    """Return how often each stem stands in each text."""
    return {
        text.subject: Counter(
            word.stem for word in words_in(f"{text.head}\n{text.body}") if counts_as_word(word)
        )
        for text in texts
    }


def themes_in(lessons: Sequence[UUID], bags: dict[UUID, Counter[str]]) -> list[Theme]:
    """Return the themes of some lessons, the oldest lesson first. Lessons like no others are in none."""
    found = find_themes(ThemesProblem(bags=[bags[pk] for pk in lessons], smallest=LEAST_LESSONS))
    members: list[list[UUID]] = [[] for _ in found.words]
    for pk, label in zip(lessons, found.labels.tolist(), strict=True):
        if label >= 0:
            members[label].append(pk)
    return [
        Theme(inside, [word.word for word in words])
        for inside, words in zip(members, found.words, strict=True)
    ]


def rising(counts: Sequence[tuple[int, int]], n_recent: int, n_total: int) -> list[bool]:
    """Say which themes are told more than usual, by (recent, all) of each and of all lessons."""
    return bursts(
        [recent for recent, _ in counts], [total for _, total in counts], n_recent=n_recent, n_total=n_total
    ).is_rising
