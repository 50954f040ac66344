"""Find an organisation by what somebody types: part of a word, a former name, a slip of the finger."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q

from sideways.people.names import folded

MOST_WORDS = 8
LONGEST_WORD = 30
SLIPS_FROM = 4  # letters: in a shorter word one slip makes another word
LEFT_OUT = frozenset({"the", "of", "and", "for"})


def words_of(text: str) -> list[str]:
    """Return the words to look for, folded, without those that tell nothing apart."""
    words = folded(text[:200]).split()
    telling = [word[:LONGEST_WORD] for word in words if word not in LEFT_OUT]
    return (telling or words)[:MOST_WORDS]


def may_match(words: Iterable[str]) -> Q:
    """Return the condition that keeps every name that could match all the words.

    A word with one slip still has its first letters or its last ones right: the letters in the
    middle are not asked for, so that two swapped there do no harm.
    """
    condition = Q()
    for word in words:
        whole = Q(search_name__startswith=word) | Q(search_name__contains=f" {word}")
        if len(word) >= SLIPS_FROM:
            half = word_half(word)
            first, last = word[:half], word[-half:]
            whole |= Q(search_name__startswith=first) | Q(search_name__contains=f" {first}")
            whole |= Q(search_name__endswith=last) | Q(search_name__contains=f"{last} ")
        condition &= whole
    return condition


def word_half(word: str) -> int:
    """Return how many letters at either end of a word must be right."""
    return max((len(word) - 1) // 2, 2)


def closeness(words: list[str], name: str) -> float:
    """Return how well a folded name answers the words: 0 when one finds nothing, 1 when it is the name."""
    parts = name.split()
    total = 0.0
    for word in words:
        best = max((likeness(word, part) for part in parts), default=0.0)
        if not best:
            return 0.0
        total += best
    covered = len(words) / max(len(parts), len(words))
    return 0.9 * total / len(words) + 0.1 * covered


@lru_cache(maxsize=50_000)
def likeness(word: str, part: str) -> float:
    """Return how well one typed word answers one word of a name, from 0 to 1."""
    if word == part:
        return 1.0
    if part.startswith(word):
        return 0.9
    if len(word) < SLIPS_FROM:
        return 0.0
    if part.endswith(word):
        return 0.7
    allowed = 1 if len(word) < 7 else 2
    slips = slips_between(word, part, allowed)
    if slips <= allowed:
        return 0.8 - 0.1 * slips
    begun = part[: len(word)]
    return 0.5 if len(word) > SLIPS_FROM and slips_between(word, begun, 1) <= 1 else 0.0


def slips_between(one: str, other: str, allowed: int) -> int:
    """Return how many letters were added, left out, changed or swapped; above ``allowed``, any more.

    >>> slips_between("oldam", "oldham", 1), slips_between("counsil", "council", 1)
    (1, 1)
    >>> slips_between("olhdam", "oldham", 1)
    1
    """
    if abs(len(one) - len(other)) > allowed:
        return allowed + 1
    older: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        new = [i + 1]
        for j, against in enumerate(other):
            cost = min(new[j] + 1, row[j + 1] + 1, row[j] + (letter != against))
            if i and j and letter == other[j - 1] and one[i - 1] == against:
                cost = min(cost, older[j - 1] + 1)
            new.append(cost)
        if min(new) > allowed:
            return allowed + 1
        older, row = row, new
    return row[-1]
