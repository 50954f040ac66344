"""What somebody looks for, out of the words they typed: with synonyms, and with what was meant by slips."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import log
from operator import or_
from typing import Any

from django.db.models import Max, Q
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from sideways.search.models import Document, Word
from sideways.search.synonyms import Phrase, longest, synonyms
from sideways.search.words import SMALL, stem_of, words_in

MOST_LETTERS = 400
MOST_WORDS = 16
MOST_MEANT = 30
SHORTEST_BEGINNING = 3
UNKNOWN = 1.0, 0  # the weight of a word that stands nowhere

Weights = dict[str, tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is looked for: any of its phrases will do. ``weight`` says how telling it is.

    ``documents`` is in about how many things it stands, whoever may read them.
    ``meant`` are the words it was taken for, when what was typed was found nowhere.
    """

    typed: str
    phrases: tuple[Phrase, ...]
    weight: float
    documents: int = 0
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Parts that should all be there, in the order they were typed."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def phrases(self) -> frozenset[Phrase]:
        """Return all that is looked for."""
        return frozenset(phrase for part in self.parts for phrase in part.phrases)


def question_from(text: str) -> Question:
    """Return what a text asks for. Small words count only where there are no others. Two queries."""
    return _question(text, _weights)


def question_unweighed(text: str) -> Question:
    """Return the same, when only what holds all of it is wanted and not how well. No query."""
    return _question(text, lambda _stems: {})


def _question(text: str, weigh: Callable[[list[str]], Weights]) -> Question:
    typed = [(word.plain, word.stem) for word in words_in(text[:MOST_LETTERS])]
    stems = [stem for _, stem in typed]
    weights = weigh(stems)
    parts: dict[tuple[Phrase, ...], Part] = {}
    at = 0
    while at < len(typed) and len(parts) < MOST_WORDS:
        name = _name_at(stems, at) or (stems[at],)
        words = " ".join(plain for plain, _ in typed[at : at + len(name)])
        weight, in_some = max(weights.get(stem, UNKNOWN) for stem in name)
        part = Part(words, tuple(synonyms().get(name, [name])), weight, in_some)
        parts.setdefault(part.phrases, part)
        at += len(name)
    telling = [part for part in parts.values() if part.typed not in SMALL]
    return Question(tuple(telling or parts.values()))


def as_meant(question: Question, stands: Callable[[Part], bool]) -> Question:
    """Return the question with the words that were meant in place of those that stand nowhere.

    ``stands`` says whether a part stands in anything the reader may open: whether it stands in something
    else must make no difference. Two queries where some do not.
    """
    meant = meant_by([part for part in question.parts if not stands(part)])
    return Question(tuple(meant.get(part, part) for part in question.parts))


def meant_by(lost: Collection[Part]) -> dict[Part, Part]:
    """Return each of some parts with the words it may have been meant to be. Two queries for all."""
    typed = {part.typed for part in lost}
    begun, misspelt = _begun(typed), _misspelt(typed)
    return {part: _meant(part, [*begun(part.typed), *misspelt(part.typed)]) for part in lost}


def question_like(text: str, most: int) -> Question:
    """Return what a longer text is about: those of its words that tell most, and that stand elsewhere too.

    Two queries.
    """
    stems = list(dict.fromkeys(word.stem for word in words_in(text) if word.plain not in SMALL))
    weighed = sorted(((*weight, stem) for stem, weight in _weights(stems).items()), reverse=True)
    return Question(
        tuple(Part(stem, ((stem,),), weight, in_some) for weight, in_some, stem in weighed[:most])
    )


def rarest(question: Question, enough: int) -> Question:
    """Return the rarest parts, as many as it takes to stand in enough things.

    To rank everything that holds a common word takes long, and none of it would be among the best.
    """
    kept: list[Part] = []
    for part in sorted(question.parts, key=lambda part: part.documents):
        if sum(each.documents for each in kept) >= enough:
            break
        kept.append(part)
    return Question(tuple(part for part in question.parts if part in kept))


def _weights(stems: Collection[str]) -> Weights:
    """Return how telling each of these stems is that stands in any document, and in how many it stands."""
    held = dict(Word.objects.filter(stem__in=set(stems)).order_by().values_list("stem", "documents"))
    # The last number is about how many there are. Counting them would take longer than finding some.
    last = Document.objects.aggregate(last=Max("pk"))["last"] if held else 0
    count = max([last or 0, *held.values()], default=0)
    return {
        stem: (log(1 + (count - in_some + 0.5) / (in_some + 0.5)), in_some) for stem, in_some in held.items()
    }


def _name_at(stems: Sequence[str], at: int) -> Phrase:
    """Return the longest name with synonyms that begins here."""
    for size in range(min(longest(), len(stems) - at), 0, -1):
        if (name := tuple(stems[at : at + size])) in synonyms():
            return name
    return ()


def _meant(part: Part, near: Iterable[str]) -> Part:
    # All that are near, and not only the nearest: a word nobody may read must not keep another away.
    words = dict.fromkeys(near)
    words.pop(part.typed, None)
    phrases = dict.fromkeys([*part.phrases, *((stem_of(word),) for word in words)])
    return replace(part, phrases=tuple(phrases), meant=tuple(words))


def _begun(typed: Collection[str]) -> Callable[[str], list[str]]:
    """Return what finds the words that begin as one does. One query for all."""
    beginnings = [plain for plain in typed if len(plain) >= SHORTEST_BEGINNING]
    any_of = reduce(or_, (Q(plain__startswith=plain) for plain in beginnings), Q(pk__in=[]))
    words = list(Word.objects.filter(any_of).order_by("length", "plain").values_list("plain", flat=True))

    def found(plain: str) -> list[str]:
        return [word for word in words if plain in beginnings and word.startswith(plain)][:MOST_MEANT]

    return found


def _misspelt(typed: Collection[str]) -> Callable[[str], list[str]]:
    """Return what finds the words that one may have been meant to be. One query for all."""
    lengths = {len(plain) + n for plain in typed for n in range(-_slips_in(plain), _slips_in(plain) + 1)}
    of_length: dict[int, list[str]] = {}
    for word, length in Word.objects.filter(length__in=lengths).values_list("plain", "length"):
        of_length.setdefault(length, []).append(word)

    def found(plain: str) -> list[str]:
        slips = _slips_in(plain)
        words = [each for n in range(-slips, slips + 1) for each in of_length.get(len(plain) + n, [])]
        # Slips are letters left out, put in, changed, or swapped with their neighbour.
        distance: Any = OSA.distance  # rapidfuzz knows its own distances; its types do not
        near = extract(plain, words, scorer=distance, score_cutoff=slips, limit=MOST_MEANT)
        return [word for word, _, _ in near] if slips else []

    return found


def _slips_in(plain: str) -> int:
    """Return how many slips a word may have: one in a short one, two in a long one."""
    return 0 if len(plain) < 4 or plain.isdecimal() else 1 if len(plain) < 8 else 2
