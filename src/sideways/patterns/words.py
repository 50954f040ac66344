"""The words by which a theme is known to everybody: none that one lesson, or two organisations, use alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sideways.patterns.rules import LEAST_ORGANISATIONS, organisations_apart
from sideways.people.models import Place
from sideways.search.words import SMALL, Word, stem_of, words_in

MOST_WORDS = 5
MOST_LOOKED_AT = 40
SHORTEST = 3
MOST_TOPICS = 2
# Words of every story, that do not tell what it is about.
TELLING_NOTHING = frozenset(
    map(stem_of, (Path(__file__).parent / "data" / "telling_nothing.txt").read_text(encoding="utf-8").split())
)
SENTENCE_ENDS = frozenset('.!?:;-–•"“‘(')


@dataclass(slots=True)
class _Form:
    behind: list[Collection[int]] = field(default_factory=list)
    inside: int = 0  # a sentence, where a capital letter means a name
    capitals: int = 0


def counts_as_word(word: Word) -> bool:
    """Say whether a word may tell what a text is about: no number, and none that is everywhere."""
    is_long = word.plain.isalpha() and len(word.plain) >= SHORTEST
    return is_long and word.plain not in SMALL and word.stem not in TELLING_NOTHING


def words_of_places() -> frozenset[str]:
    """Return the words in the names of places. One query."""
    names = " ".join(Place.objects.order_by().values_list("name", flat=True))
    return frozenset(word.plain for word in words_in(names))


def published_words(
    stems: Sequence[str], texts: Iterable[tuple[str, Collection[int]]], places: frozenset[str]
) -> list[tuple[str, int]]:
    """Return the words to publish, most telling first, each with how many organisations it comes from.

    ``texts`` are those of the theme's lessons with the organisations behind each. A stem is written in the
    form that is used most. Names are left out: what is mostly written with a capital inside a sentence,
    and the words of places.
    """
    looked_at = set(stems[:MOST_LOOKED_AT])
    forms: dict[str, defaultdict[str, _Form]] = {stem: defaultdict(_Form) for stem in looked_at}
    for text, organisations in texts:
        _read(text, organisations, forms)
    found = []
    for stem in stems[:MOST_LOOKED_AT]:
        told = _written(forms[stem], places)
        if told is not None:
            found.append(told)
    return found[:MOST_WORDS]


def published_topics(topics: Iterable[tuple[Iterable[str], Collection[int]]]) -> list[tuple[str, int]]:
    """Return the topics that most of the theme's lessons are tagged with, each with its organisations.

    ``topics`` are the names of each lesson's with the organisations behind it. At least a quarter of the
    lessons have such a topic, and at least 3 organisations.
    """
    tagged: defaultdict[str, list[Collection[int]]] = defaultdict(list)
    count = 0
    for names, organisations in topics:
        count += 1
        for name in names:
            tagged[name].append(organisations)
    found = [
        (name, apart)
        for name, behind in sorted(tagged.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        if 4 * len(behind) >= count and (apart := organisations_apart(behind)) >= LEAST_ORGANISATIONS
    ]
    return found[:MOST_TOPICS]


def _read(text: str, organisations: Collection[int], forms: dict[str, defaultdict[str, _Form]]) -> None:
    seen: set[str] = set()
    for word in words_in(text):
        if word.stem not in forms:
            continue
        form = forms[word.stem][word.plain]
        if word.plain not in seen:
            form.behind.append(organisations)
            seen.add(word.plain)
        before = text[max(0, word.start - 3) : word.start].rstrip(" ")
        if before and before[-1] not in SENTENCE_ENDS and before[-1] != "\n":
            form.inside += 1
            form.capitals += text[word.start].isupper()


def _written(forms: Mapping[str, _Form], places: frozenset[str]) -> tuple[str, int] | None:
    inside, capitals = (
        sum(getattr(form, name) for form in forms.values()) for name in ("inside", "capitals")
    )
    if not forms or 2 * capitals > inside or not places.isdisjoint(forms):
        return None
    plain = min(forms, key=lambda each: (-len(forms[each].behind), each))
    organisations = organisations_apart(forms[plain].behind)
    return (plain, organisations) if organisations >= LEAST_ORGANISATIONS else None
