"""Topics suggested from what somebody writes."""

import re
from collections.abc import Iterable

from sideways.lessons.wording import folded
from sideways.people.models import Topic

MOST_SUGGESTED = 6
_APOSTROPHE = "'"
_WORD = re.compile(r"[\w']+")


def suggested(text: str, topics: Iterable[Topic]) -> list[Topic]:
    """Return the topics whose words stand in the text, those named most often first."""
    plain = _spaced(text)
    counted = [(sum(plain.count(word) for word in _words(topic)), topic) for topic in topics]
    found = sorted((pair for pair in counted if pair[0]), key=lambda pair: (-pair[0], pair[1].name))
    return [topic for _, topic in found[:MOST_SUGGESTED]]


def _words(topic: Topic) -> set[str]:
    """Return the words of a topic and their plurals, each between spaces."""
    words = {_spaced(word).strip() for word in [topic.name, *topic.words.split(";")]} - {""}
    return {f" {form} " for word in words for form in (word, f"{word}s")}


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(folded(text).replace('’', _APOSTROPHE)))} "
