"""Which lessons somebody is offered in a week: the whole rule, and nothing else.

No database, no clock, no chance: the same candidates give the same list. Who may read a lesson, and what
somebody has been offered before, is asked earlier: everything here may be offered.

A lesson is **near** when it shares topics with the person (those they follow or wrote about) or says much
the same as what they wrote. Its points::

    2   for each topic it shares with the person, for two topics at most
    2   if it says much the same as something the person wrote
    2   if it was shared in the last 4 weeks; 1 if in the last 26

Only near lessons get points. The list is made in this order, each tie going to the newest and then to the
lower id:

1. Up to four near lessons: first those from outside the person's profession, then by points. At most two
   with the very same topics, so that four lessons do not say one thing.
2. One that surprises: on topics that are none of the person's, used by others or met by them. First those
   from outside the profession, then by how many. Where there is none, a fifth near lesson.
3. Where none of these is from outside the profession and there is one that is, the newest of those. It
   takes the place of the last near lesson when the list is full.

What is not shown of an author is not used here: a lesson whose card says neither profession nor another
service counts as one from inside.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

MOST = 5
MOST_WITH_THE_SAME_TOPICS = 2
MOST_TOPICS_COUNTED = 2
NEW, NOT_OLD = timedelta(weeks=4), timedelta(weeks=26)


class Why(StrEnum):
    """Which part of the rule put a lesson into the list."""

    TOPICS = "topics"
    ALIKE = "alike"
    SURPRISE = "surprise"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom the list is for: what they do, and the topics they follow or wrote about."""

    profession: str
    service: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A lesson that may be offered. Profession and service are those its card shows; empty is not shown.

    ``alike`` says that it says much the same as something the reader wrote; ``answers`` is how many used
    it or met it too, as its card counts them.
    """

    pk: UUID
    topics: frozenset[str]
    shared_on: date
    profession: str = ""
    service: str = ""
    alike: bool = False
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A lesson of the list, and which part of the rule put it there."""

    pk: UUID
    why: Why


def chosen(candidates: Iterable[Candidate], reader: Reader, today: date) -> list[Chosen]:
    """Return the list of a week, in the order it is shown. O(n log n)."""
    newest_first = sorted(candidates, key=lambda each: (-each.shared_on.toordinal(), each.pk))
    near = sorted(
        (each for each in newest_first if is_near(each, reader)),
        key=lambda each: (not is_outside(each, reader), -points(each, reader, today)),
    )
    surprising = sorted(
        (each for each in newest_first if is_surprising(each, reader)),
        key=lambda each: (not is_outside(each, reader), -each.answers),
    )
    surprise = surprising[:1]
    found = _with_few_alike(near, MOST - len(surprise)) + surprise
    if not any(is_outside(each, reader) for each in found):
        outside = [each for each in newest_first if is_outside(each, reader)][:1]
        found = _making_room(found, len(outside), surprise) + outside
    return [Chosen(each.pk, why(each, reader)) for each in found]


def is_outside(lesson: Candidate, reader: Reader) -> bool:
    """Say whether what is shown of the author tells that they are of another profession."""
    if lesson.profession:
        return lesson.profession != reader.profession
    return bool(lesson.service) and lesson.service != reader.service


def is_near(lesson: Candidate, reader: Reader) -> bool:
    """Say whether a lesson is about what the reader follows or wrote."""
    return lesson.alike or not lesson.topics.isdisjoint(reader.topics)


def is_surprising(lesson: Candidate, reader: Reader) -> bool:
    """Say whether a lesson is on topics of others, and of use to them."""
    return bool(lesson.topics) and bool(lesson.answers) and not is_near(lesson, reader)


def points(lesson: Candidate, reader: Reader, today: date) -> int:
    """Return how near and how new a near lesson is."""
    age = today - lesson.shared_on
    shared = min(len(lesson.topics & reader.topics), MOST_TOPICS_COUNTED)
    return 2 * shared + 2 * lesson.alike + (2 if age <= NEW else 1 if age <= NOT_OLD else 0)


def why(lesson: Candidate, reader: Reader) -> Why:
    """Return which part of the rule a lesson answers."""
    if not lesson.topics.isdisjoint(reader.topics):
        return Why.TOPICS
    if lesson.alike:
        return Why.ALIKE
    return Why.SURPRISE if is_surprising(lesson, reader) else Why.OUTSIDE


def _with_few_alike(ranked: Iterable[Candidate], most: int) -> list[Candidate]:
    """Return the first of the ranked, leaving out those whose topics are there often enough."""
    taken: list[Candidate] = []
    with_topics: Counter[frozenset[str]] = Counter()
    for each in ranked:
        if len(taken) == most:
            break
        if not each.topics or with_topics[each.topics] < MOST_WITH_THE_SAME_TOPICS:
            taken.append(each)
            with_topics[each.topics] += 1
    return taken


def _making_room(found: list[Candidate], more: int, kept: Collection[Candidate]) -> list[Candidate]:
    """Return what was found with so many places free; what is kept stays, the last of the others goes."""
    near = [each for each in found if each not in kept]
    return near[: MOST - len(kept) - more] + list(kept)
