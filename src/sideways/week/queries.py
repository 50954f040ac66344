"""Reads of the weekly list. What may be read is asked of people.trust, at every look."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from sideways.lessons import rules as lesson_rules
from sideways.lessons.following import what_concerns
from sideways.lessons.groups import group_shown
from sideways.lessons.models import Lesson, LessonEcho, LessonReuse
from sideways.lessons.queries import (
    ALIKE_FROM,
    TELLING_WORDS,
    cells_at,
    lessons_readable,
    with_what_rows_show,
)
from sideways.lessons.reuse_queries import USED, reuse_counts
from sideways.people.cells import Cells
from sideways.people.models import Person, TopicFollow
from sideways.people.trust import PEERS, State, visible_to, written_by
from sideways.search.queries import like
from sideways.week.choosing import Candidate, Chosen, Reader, chosen
from sideways.week.models import WeekList
from sideways.week.seals import opened

MOST_NEAR, MOST_ALIKE, MOST_ANSWERED, MOST_NEWEST = 200, 10, 50, 50  # looked at: enough for five
OWN_READ = 3  # of what somebody wrote, the newest say what they write about
MUTED = TopicFollow.How.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesBy:
    """What a choice goes by: the topics somebody follows, those they wrote about, and their words."""

    followed: frozenset[str]
    watched: frozenset[str]
    muted: frozenset[str]
    wrote_about: frozenset[str]
    words: str

    @property
    def topics(self) -> frozenset[str]:
        return self.followed | (self.wrote_about - self.muted)

    def __bool__(self) -> bool:
        return bool(self.topics or self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One lesson of a list as it may be read now, and all that its sentence needs."""

    chosen: Chosen
    lesson: Lesson
    counted: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The list of a week as it may be read now. ``shown`` lacks what is no longer readable."""

    monday: date
    offered: int
    shown: list[Shown]
    cells: Cells
    goes_by: GoesBy


def list_of(person: Person, monday: date) -> WeekList | None:
    """Return the list somebody has for a week."""
    return WeekList.objects.filter(person=person, monday=monday).first()


def weeks_before(person: Person, monday: date) -> list[date]:
    """Return the earlier weeks somebody has a list for, the newest first."""
    before = WeekList.objects.filter(person=person, monday__lt=monday)
    return list(before.order_by("-monday").values_list("monday", flat=True))


def offered_to(person: Person) -> set[UUID]:
    """Return every lesson somebody was ever offered. One query."""
    lists = WeekList.objects.filter(person=person).values_list("sealed", flat=True)
    return {each.pk for ciphertext in lists for each in opened(ciphertext)}


def lessons_still(person: Person, offered: Collection[Chosen]) -> list[Lesson]:
    """Return what of a list somebody may still read, in its order."""
    places = {each.pk: place for place, each in enumerate(offered)}
    found = with_what_rows_show(lessons_readable(person).filter(pk__in=places))
    return sorted(found, key=lambda lesson: places[lesson.pk])


def week_shown(person: Person, monday: date, offered: Collection[Chosen]) -> Week:
    """Return what of a list somebody may still read, with all that its page says."""
    by_id = {each.pk: each for each in offered}
    lessons = lessons_still(person, offered)
    counted = reuse_counts(lessons, person)
    return Week(
        monday=monday,
        offered=len(offered),
        shown=[
            Shown(chosen=by_id[each.pk], lesson=each, counted=counted.get(each.pk, Counter()))
            for each in lessons
        ],
        cells=cells_at(lesson.level for lesson in lessons),
        goes_by=goes_by(person),
    )


def goes_by(person: Person) -> GoesBy:
    """Return what the choice for somebody goes by. Three queries for nearly everybody."""
    follows = dict(TopicFollow.objects.filter(person=person).values_list("topic", "how"))
    mine = Lesson.objects.filter(
        pk__in=written_by(lesson_rules.LESSON, person), state__in=[State.DRAFT, State.SHARED]
    )
    newest = list(mine.prefetch_related("topics").order_by(F("changed_at").desc(nulls_last=True), "pk"))
    words = [f"{each.trying}\n{each.went_wrong}\n{each.advice}".strip() for each in newest[:OWN_READ]]
    return GoesBy(
        followed=frozenset(topic for topic, how in follows.items() if how != MUTED),
        watched=frozenset(topic for topic, how in follows.items() if how == TopicFollow.How.WATCHING),
        muted=frozenset(topic for topic, how in follows.items() if how == MUTED),
        wrote_about=frozenset(topic.pk for each in newest for topic in each.topics.all()),
        words="\n".join(filter(None, words)),
    )


def choice_for(person: Person, by: GoesBy, at: datetime) -> list[Chosen]:
    """Return what the rule chooses for somebody now. The same number of queries whatever there is."""
    may_offer = _may_offer(person, by, at)
    alike = _alike(may_offer, by.words)
    cells = cells_at([person.level])
    lessons = list(with_what_rows_show(may_offer.filter(pk__in=_looked_at(may_offer, person, by, alike))))
    counted = reuse_counts(lessons, person)
    reader = Reader(
        profession=person.profession_id or "",
        service=person.profession.service if person.profession else "",
        topics=by.topics,
    )
    candidates = (_candidate(each, cells, counted.get(each.pk, Counter()), alike) for each in lessons)
    return chosen(candidates, reader, timezone.localdate(at))


def due_a_list(monday: date, after: int) -> QuerySet[Person]:
    """Return the peers who follow topics and have no list for a week, by their number from ``after`` on."""
    followed = TopicFollow.objects.filter(person=OuterRef("pk")).exclude(how=MUTED)
    listed = WeekList.objects.filter(person=OuterRef("pk"), monday=monday)
    peers = Person.objects.filter(kind__in=PEERS, standing=Person.Standing.ACTIVE, level__isnull=False)
    due = peers.filter(Exists(followed), ~Exists(listed), pk__gt=after)
    return due.select_related("profession").order_by("pk")


def _may_offer(person: Person, by: GoesBy, at: datetime) -> QuerySet[Lesson]:
    """Return others’ lessons at somebody’s level that they may read and have had nothing to do with."""
    concerned = what_concerns(person)
    uses = LessonReuse.objects.filter(pk__in=written_by(lesson_rules.REUSE, person))
    echoes = LessonEcho.objects.filter(pk__in=concerned.echoes)
    known = {*concerned.written, *concerned.muted, *offered_to(person)}
    known |= {*uses.values_list("lesson", flat=True), *echoes.values_list("lesson", flat=True)}
    readable = lessons_readable(person).filter(level=person.level, shared_at__lte=at)
    return readable.exclude(pk__in=known).filter(_on(by.watched) | ~_on(by.muted))


def _looked_at(may_offer: QuerySet[Lesson], person: Person, by: GoesBy, alike: Collection[UUID]) -> set[UUID]:
    """Return the newest near ones, those most answered, and the newest of all: so many and no more."""
    newest = may_offer.order_by(F("shared_at").desc(), "pk").values_list("pk", flat=True)
    uses = visible_to(LessonReuse.objects.filter(lesson__in=may_offer.values("pk")), person)
    echoes = LessonEcho.objects.filter(lesson__in=may_offer.values("pk"))
    return {
        *alike,
        *newest.filter(_on(by.topics))[:MOST_NEAR],
        *newest[:MOST_NEWEST],
        *_most_answered(uses),
        *_most_answered(echoes),
    }


def _alike(may_offer: QuerySet[Lesson], words: str) -> set[UUID]:
    if not words:
        return set()
    found = like(
        may_offer, lesson_rules.LESSON, words, limit=MOST_ALIKE, telling=TELLING_WORDS, least=ALIKE_FROM
    )
    return set(found)


def _most_answered(answers: QuerySet[LessonReuse] | QuerySet[LessonEcho]) -> Iterable[UUID]:
    counted = answers.order_by().values_list("lesson").annotate(count=Count("pk"))
    return [pk for pk, _ in counted.order_by("-count", "lesson")[:MOST_ANSWERED]]


def _on(topics: Collection[str]) -> Q:
    return Q(Exists(Lesson.topics.through.objects.filter(lesson=OuterRef("pk"), topic__in=topics)))


def _candidate(lesson: Lesson, cells: Cells, counted: Counter[str], alike: Collection[UUID]) -> Candidate:
    """Return a lesson as the rule sees it: of its author what the card shows, and no more (P4)."""
    group = group_shown(lesson, cells)
    shared_at = lesson.shared_at
    assert shared_at is not None  # noqa: S101 (only shared lessons are looked at)
    return Candidate(
        pk=lesson.pk,
        topics=frozenset(topic.pk for topic in lesson.topics.all()),
        shared_on=timezone.localdate(shared_at),
        profession=group.profession if group else "",
        service=group.service if group else "",
        alike=lesson.pk in alike,
        answers=counted[USED] + getattr(lesson, "echo_count", 0),
    )
