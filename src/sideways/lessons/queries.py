"""Reads of lessons. What a reader may open is decided by people.trust alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from sideways.lessons import rules
from sideways.lessons.groups import COLUMNS, group_columns, group_safe, groups_from
from sideways.lessons.models import Lesson, LessonEcho, LessonRelease
from sideways.people.cells import SMALLEST_GROUP, Cells, Group
from sideways.people.levels import Level
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import (
    Audience,
    Reader,
    Readership,
    State,
    Visible,
    readership,
    visible_to,
    visible_with_own,
    written_by,
)
from sideways.search.alike import first_alike
from sideways.search.queries import Answer, ask, like, stems_of
from sideways.vault.queries import opened, opened_each

MOST_ALIKE = 3
TELLING_WORDS, ALIKE_FROM = 10, 4  # of these words at least so many: with fewer it is about something else

OF_AUTHORS = ("service", "profession", "region")  # what may be shown of an author, or not

STAGE_ORDER = [Lesson.Stage.NOW, Lesson.Stage.JUST_ENDED, Lesson.Stage.LOOKING_BACK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader wants to see. Empty means anything."""

    q: str = ""
    topic: str = ""
    service: str = ""
    profession: str = ""
    level: str = ""
    region: str = ""
    stage: str = ""

    def count(self) -> int:
        """Return how many are chosen, the words of a search aside."""
        return sum(1 for name in self.chosen() if name != "q")

    def of_authors(self) -> bool:
        """Say whether any compares what may be shown of an author, or not."""
        return any(getattr(self, name) for name in OF_AUTHORS)

    def chosen(self) -> dict[str, str]:
        """Return those that are chosen, by name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


def lessons_readable(reader: Reader) -> QuerySet[Lesson]:
    """Return the shared lessons this reader may open."""
    return lessons_readable_with_own(reader).things


def lessons_readable_with_own(reader: Reader) -> Visible[Lesson]:
    """Return the shared lessons this reader may open, and which they wrote."""
    return visible_with_own(Lesson.objects.filter(state=State.SHARED), reader)


def lessons_of_others(person: Person) -> QuerySet[Lesson]:
    """Return the shared lessons this person may open and did not write."""
    readable, own = lessons_readable_with_own(person)
    return readable.exclude(pk__in=own)


def lessons_readership(asked: Mapping[UUID, Collection[Person]]) -> dict[UUID, Readership]:
    """Return who of some readers may open each lesson, and who wrote it. For the live stream."""
    return readership(Lesson.objects.all(), asked)


def lessons_named(ids: Collection[UUID], reader: Reader) -> QuerySet[Lesson]:
    """Return those of some lessons that are shared and that this reader may open, in the order of lists."""
    return in_list_order(with_what_rows_show(lessons_readable(reader).filter(pk__in=ids)))


def lessons_written_by(person: Person) -> QuerySet[Lesson]:
    """Return everything the person wrote: drafts first, then what is shared, then withdrawn; newest first."""
    by_state = _positions("state", [State.DRAFT, State.SHARED, State.WITHDRAWN])
    mine = visible_to(Lesson.objects.filter(pk__in=written_by(rules.LESSON, person)), person)
    return mine.annotate(place_by_state=by_state).order_by("place_by_state", "-changed_at", "pk")


def newest_draft_of(person: Person) -> Lesson | None:
    """Return the draft the person touched last."""
    drafts = Lesson.objects.filter(pk__in=written_by(rules.LESSON, person), state=State.DRAFT)
    return drafts.order_by("-changed_at", "pk").first()


def audience_before_release(lesson: Lesson) -> str:
    """Return who could read a public lesson before it was public: where it falls back to."""
    release = LessonRelease.objects.filter(lesson=lesson).first()
    return release.audience_before if release else Audience.LEVEL.value


def audience_among_peers(lesson: Lesson) -> str:
    """Return for whom what stands beside a lesson is: if public, those who could read it before (P1)."""
    if lesson.audience == Audience.PUBLIC:
        return audience_before_release(lesson)
    return lesson.audience


def in_list_order(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Put what happens now before what just ended before what is past; newest first inside each."""
    by_stage = _positions("stage", STAGE_ORDER)
    return lessons.annotate(place_by_stage=by_stage).order_by("place_by_stage", "-shared_at", "pk")


def with_what_rows_show(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Add everything a row says: profession, name, topics, and how many it happened to as well."""
    echoes = LessonEcho.objects.filter(lesson=OuterRef("pk")).order_by().values("lesson")
    counted = Subquery(echoes.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    return (
        lessons.select_related("profession", "named_author")
        .prefetch_related("topics")
        .annotate(echo_count=Coalesce(counted, 0))
    )


def lessons_matching(lessons: QuerySet[Lesson], text: str) -> Answer[Lesson]:
    """Return those of some lessons that hold what somebody looks for, or some of it where none holds all."""
    return ask(lessons, rules.LESSON, text)


def lessons_like(text: str, person: Person) -> list[Lesson]:
    """Return the few lessons of others that say most of what a text says, the most alike first."""
    others = lessons_of_others(person)
    found = like(others, rules.LESSON, text, limit=MOST_ALIKE, telling=TELLING_WORDS, least=ALIKE_FROM)
    return _in_order_of(found, others)


def lessons_met_before(text: str, topics: Collection[str], person: Person) -> list[Lesson]:
    """Return the few lessons of others that say most of what a text says, then the newest on its topics."""
    alike = lessons_like(text, person)
    others = lessons_of_others(person)
    tagged = Exists(Lesson.topics.through.objects.filter(lesson=OuterRef("pk"), topic__in=topics))
    on_topics = with_what_rows_show(others.filter(tagged).exclude(pk__in=[each.pk for each in alike]))
    return [*alike, *on_topics.order_by(F("shared_at").desc(), "pk")[: MOST_ALIKE - len(alike)]]


def lessons_best(answer: Answer[Lesson], part: list[UUID]) -> list[Lesson]:
    """Return some of what was found, in the order it was found, with all that rows and excerpts show."""
    return _in_order_of(part, answer.among.prefetch_related("updates"))


def _in_order_of(ids: list[UUID], lessons: QuerySet[Lesson]) -> list[Lesson]:
    rows = with_what_rows_show(lessons.filter(pk__in=ids))
    return sorted(rows, key=lambda lesson: ids.index(lesson.pk))


def alike_on_page(lessons: Iterable[Lesson], *, by_stage: bool) -> dict[UUID, UUID]:
    """Return for each lesson of a page that tells nearly the same as an earlier one the first such.

    ``by_stage`` says that the page stands under headings of stages: then only lessons under one heading are
    alike. One query; twenty long lessons take 1.6 ms with it on SQLite.
    """
    stages = {lesson.pk: lesson.stage if by_stage else "" for lesson in lessons}
    stems = stems_of(rules.LESSON, stages)
    found: dict[UUID, UUID] = {}
    for stage in set(stages.values()):
        found |= first_alike([pk for pk, each in stages.items() if each == stage], stems)
    return found


def lessons_filtered(lessons: QuerySet[Lesson], filters: Filters, cells: Cells) -> QuerySet[Lesson]:
    """Return the lessons that fit, words included."""
    narrowed = lessons_narrowed(lessons, filters, cells)
    return lessons_matching(narrowed, filters.q).things if filters.q else narrowed


def lessons_narrowed(lessons: QuerySet[Lesson], filters: Filters, cells: Cells) -> QuerySet[Lesson]:
    """Return the lessons that fit all but the words. Compares what is shown of the author only (P4)."""
    lessons = lessons.filter(stands_under(filters))
    stored = groups_of_unnamed(lessons) if filters.of_authors() else []
    return lessons.filter(shows(filters, stored, cells))


def stands_under(filters: Filters) -> Q:
    """Return what keeps the lessons that stand under these filters, whether or not they are shown so."""
    columns = ("stage", *OF_AUTHORS)
    wanted = Q(**{name: value for name in columns if (value := getattr(filters, name))})
    return wanted & Q(on_topics([filters.topic])) if filters.topic else wanted


def shows(filters: Filters, stored: Iterable[Group], cells: Cells) -> Q:
    """Return what keeps the lessons whose author is shown so today, at the level too (P4).

    ``stored`` are the groups of the lessons that show no name: some are too small now, because people left.
    """
    if filters.level and not _level_shows(filters.level, cells):
        return Q(pk__in=[])
    at_level = Q(level=filters.level) if filters.level else Q()
    columns = [name for name in OF_AUTHORS if getattr(filters, name)]
    too_small = [
        group
        for group in stored
        if (safe := group_safe(group, cells)) is None or not all(getattr(safe, name) for name in columns)
    ]
    if not (columns and too_small):
        return at_level
    hidden = reduce(or_, (Q(**group_columns(group)) for group in too_small))
    return at_level & ~(Q(named_author=None) & hidden)


def groups_of_unnamed(lessons: QuerySet[Lesson]) -> list[Group]:
    """Return the groups that are stored of the authors whose name is not shown. One query."""
    unnamed = lessons.filter(named_author=None)
    return groups_from(unnamed.order_by().values_list(*COLUMNS).distinct())


def on_topics(topics: Collection[str]) -> Exists:
    """Return whether a lesson is on any of these topics."""
    return Exists(Lesson.topics.through.objects.filter(lesson=OuterRef("pk"), topic__in=topics))


def stage_counts(lessons: QuerySet[Lesson]) -> dict[str, int]:
    """Return how many lessons stand in each stage, in the order of the list. One query."""
    counted = dict(lessons.order_by().values_list("stage").annotate(Count("pk", distinct=True)))
    return {stage.value: counted.get(stage.value, 0) for stage in STAGE_ORDER}


def newest_for_feed(reader: Reader, filters: Filters, cells: Cells, limit: int = 50) -> list[Lesson]:
    """Return what a feed holds: the newest first, with all that public ones tell."""
    found = lessons_filtered(lessons_readable(reader), filters, cells)
    told = with_what_rows_show(found).prefetch_related("updates")
    return list(told.order_by(F("shared_at").desc(), "pk")[:limit])


def drafts_untouched_since(person: Person, since: datetime) -> QuerySet[Lesson]:
    """Return the drafts this person may open and has left alone since a moment."""
    left = Lesson.objects.filter(
        state=State.DRAFT, pk__in=written_by(rules.LESSON, person), changed_at__lt=since
    )
    return visible_to(left, person).order_by("changed_at", "pk")


def lessons_for_home(person: Person) -> QuerySet[Lesson]:
    """Return what happens now at the person's level, by others.

    Those of other professions come first, then those on the person's topics, then the newest.
    """
    now = _by_peers_of(person).filter(stage=Lesson.Stage.NOW)
    return with_what_rows_show(now).order_by(
        _same_profession(person), _on_topics_of(person).desc(), F("shared_at").desc(), "pk"
    )


def lessons_before(person: Person) -> list[Lesson]:
    """Return the few lessons to read before writing one: by others at the level, on what the person follows.

    Those of other professions come first, then the newest.
    """
    found = with_what_rows_show(_by_peers_of(person).filter(_on_topics_of(person)))
    return list(found.order_by(_same_profession(person), F("shared_at").desc(), "pk")[:MOST_ALIKE])


def _by_peers_of(person: Person) -> QuerySet[Lesson]:
    return lessons_of_others(person).filter(level=person.level)


def _on_topics_of(person: Person) -> Exists:
    followed = person.topics.order_by().values("pk")
    return Exists(Lesson.topics.through.objects.filter(lesson=OuterRef("pk"), topic__in=followed))


def _same_profession(person: Person) -> Case:
    return Case(When(profession=person.profession_id, then=1), default=0, output_field=IntegerField())


def cells_at(levels: Iterable[int | None]) -> Cells:
    """Return the sizes of the groups at these levels. One query."""
    return cells_of({level for level in levels if level is not None})


def echoes_by_service(lesson: Lesson) -> dict[str, int]:
    """Return how many it happened to as well, by service, most first."""
    counted = lesson.echoes.order_by().values_list("service").annotate(count=Count("pk"))
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def has_echoed(lesson: Lesson, person: Person) -> bool:
    """Say whether the person said that it happened to them too."""
    return LessonEcho.objects.filter(lesson=lesson, pk__in=written_by(rules.ECHO, person)).exists()


def releases_waiting_for(guardian: Person) -> QuerySet[LessonRelease]:
    """Return what others want to make public and no guardian has answered, oldest first."""
    waiting = LessonRelease.objects.filter(state=LessonRelease.State.ASKED, lesson__state=State.SHARED)
    others = waiting.exclude(pk__in=written_by(rules.LESSON, guardian))
    return others.select_related("lesson").order_by("asked_at", "pk")


def releases_proposed_to(person: Person) -> QuerySet[LessonRelease]:
    """Return the wordings a guardian proposes to this author, oldest first."""
    proposed = LessonRelease.objects.filter(
        state=LessonRelease.State.PROPOSED,
        lesson__state=State.SHARED,
        pk__in=written_by(rules.LESSON, person),
    )
    return proposed.select_related("lesson").order_by("read_at", "pk")


def named_readers(lesson: Lesson) -> QuerySet[Person]:
    """Return the persons its author has opened the lesson to. For the author only."""
    sealed = opened(lesson.pk) or {}
    return Person.objects.filter(pk__in=sealed.get("readers", [])).order_by("name", "pk")


def named_readers_of(lessons: Iterable[Lesson]) -> dict[UUID, list[Person]]:
    """Return the persons their author has opened each of these lessons to. Two queries."""
    sealed = {
        pk: set(content.get("readers", []))
        for pk, content in opened_each(each.pk for each in lessons).items()
    }
    people = Person.objects.filter(pk__in=set().union(*sealed.values())).order_by("name", "pk")
    known = list(people)
    return {pk: [person for person in known if person.pk in readers] for pk, readers in sealed.items()}


def levels_shown(cells: Cells) -> list[Level]:
    """Return the levels with enough people to be a filter."""
    return [level for level in Level if _level_shows(level, cells)]


def _level_shows(level: int | str, cells: Cells) -> bool:
    return str(level).isdecimal() and cells.size(Group(level=int(level))) >= SMALLEST_GROUP


def _positions(column: str, values: Iterable[str]) -> Case:
    whens = [When(**{column: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())
