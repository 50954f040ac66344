"""Writes of patterns."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sideways.common.batches import batches
from sideways.lessons import rules as lesson_rules
from sideways.lessons.documents import text_of, texts
from sideways.lessons.models import Lesson
from sideways.patterns import problem
from sideways.patterns.models import Edition, Pattern, PatternMember
from sideways.patterns.rules import LEAST_ORGANISATIONS, LEAST_WORDS, may_show, organisations_apart
from sideways.patterns.words import published_topics, published_words, words_of_places
from sideways.people.trust import State, organisations_behind
from sideways.search.words import words_in

RECENT = timedelta(weeks=8)
LOOKED_AT = timedelta(days=365)
BATCH = 500


class _Told(NamedTuple):
    version: int
    shared_at: datetime
    service: str
    profession: str | None


class _Read(NamedTuple):
    pk: UUID
    text: str
    topics: list[str]


def edition_make(*, at: datetime) -> bool:
    """Publish the patterns of this month, unless that is done already. Says whether it was done now.

    Members that have been withdrawn are dropped either way. The sum runs outside the transaction: it
    reads every shared lesson, and nobody should wait for it. What is withdrawn meanwhile is never counted,
    since readings compare versions.
    """
    month = timezone.localdate(at).replace(day=1)
    PatternMember.objects.exclude(lesson__state=State.SHARED).delete()
    if Edition.objects.filter(pk=month).exists():
        return False
    told = _shared_lessons()
    bags = problem.bags_of(texts())
    in_order = [pk for pk in told if pk in bags]
    themes = problem.themes_in(in_order, bags)
    behind = organisations_behind(lesson_rules.LESSON, in_order)
    is_rising = _rising(themes, told, at)
    made = [
        (pattern, theme.lessons)
        for theme, rises in zip(themes, is_rising, strict=True)
        if (pattern := _pattern(theme, told, behind, rises, words_of_places())) is not None
    ]
    return _publish(month, made, told)


@transaction.atomic
def _publish(month: date, made: Sequence[tuple[Pattern, list[UUID]]], told: Mapping[UUID, _Told]) -> bool:
    edition, is_new = Edition.objects.get_or_create(pk=month)
    if not is_new:
        return False  # another worker was faster
    before = dict(PatternMember.objects.values_list("lesson", "pattern"))
    known = _still_the_same([lessons for _, lessons in made], before)
    Edition.objects.exclude(pk=month).delete()
    for (pattern, _), pk in zip(made, known, strict=True):
        pattern.pk, pattern.edition = pk, edition
    Pattern.objects.bulk_create([pattern for pattern, _ in made])
    there = set(Lesson.objects.filter(in_pattern=None).values_list("pk", flat=True))
    PatternMember.objects.bulk_create(
        (
            PatternMember(lesson_id=pk, pattern=pattern, version=told[pk].version)
            for pattern, lessons in made
            for pk in lessons
            if pk in there
        ),
        batch_size=BATCH,
    )
    return True


def _still_the_same(themes: Sequence[Collection[UUID]], before: Mapping[UUID, UUID]) -> list[UUID]:
    """Return an id for each theme: of the pattern most of whose lessons are in it. So links last."""
    sizes = Counter(before.values())
    ids = []
    for lessons in themes:
        came_from = Counter(before[pk] for pk in lessons if pk in before)
        most = [pk for pk, count in came_from.items() if 2 * count > sizes[pk]]
        ids.append(min(most, key=lambda pk: (-came_from[pk], pk), default=uuid.uuid4()))
    return ids


def _shared_lessons() -> dict[UUID, _Told]:
    rows = Lesson.objects.filter(state=State.SHARED).order_by("shared_at", "pk")
    return {
        pk: _Told(version, shared_at, service, profession)
        for pk, version, shared_at, service, profession in rows.values_list("pk", *_Told._fields)
        if shared_at is not None
    }


def _rising(themes: Sequence[problem.Theme], told: Mapping[UUID, _Told], at: datetime) -> list[bool]:
    def counted(lessons: Collection[UUID]) -> tuple[int, int]:
        times = [told[pk].shared_at for pk in lessons if told[pk].shared_at > at - LOOKED_AT]
        return sum(shared_at > at - RECENT for shared_at in times), len(times)

    return problem.rising([counted(theme.lessons) for theme in themes], *counted(told.keys()))


def _pattern(
    theme: problem.Theme,
    told: Mapping[UUID, _Told],
    behind: Mapping[UUID, Collection[int]],
    rises: bool,
    places: frozenset[str],
) -> Pattern | None:
    organisations = organisations_apart(behind[pk] for pk in theme.lessons)
    if not may_show(len(theme.lessons), organisations):
        return None
    read = _read(theme.lessons)
    topics = published_topics((lesson.topics, behind[lesson.pk]) for lesson in read)
    said = {word.stem for name, _ in topics for word in words_in(name)}
    stems = [stem for stem in theme.stems if stem not in said]
    words = topics + published_words(stems, ((lesson.text, behind[lesson.pk]) for lesson in read), places)
    if len(words) < LEAST_WORDS:
        return None
    return Pattern(
        lessons=len(theme.lessons),
        organisations=organisations,
        words=words,
        services=_by(theme.lessons, {pk: told[pk].service for pk in theme.lessons}, behind),
        professions=_by(theme.lessons, {pk: told[pk].profession for pk in theme.lessons}, behind),
        is_rising=rises,
    )


def _read(lessons: Sequence[UUID]) -> list[_Read]:
    read = []
    for some in batches(lessons, BATCH):
        for lesson in Lesson.objects.filter(pk__in=some).prefetch_related("topics", "updates"):
            text = text_of(lesson)
            topics = [topic.name for topic in lesson.topics.all()]
            read.append(_Read(lesson.pk, f"{text.head}\n{text.body}", topics))
    return read


def _by(
    lessons: Sequence[UUID], shown: Mapping[UUID, str | None], behind: Mapping[UUID, Collection[int]]
) -> list[tuple[str, int]]:
    """Return each service, or profession, from enough organisations, with how many."""
    inside: dict[str, list[Collection[int]]] = {}
    for pk in lessons:
        if value := shown[pk]:
            inside.setdefault(value, []).append(behind[pk])
    counted = [(value, organisations_apart(sets)) for value, sets in sorted(inside.items())]
    return [(value, count) for value, count in counted if count >= LEAST_ORGANISATIONS]
