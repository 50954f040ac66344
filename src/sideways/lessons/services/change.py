"""What every change of a lesson shares: the lock, the author's proof, the version, the index."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.lessons import harm, rules
from sideways.lessons.documents import text_of
from sideways.lessons.errors import FormalRouteFirstError, NotYourLessonError
from sideways.lessons.groups import group_columns, group_of_person
from sideways.lessons.models import ADDED_LATER, ASKED_FIRST, TEXTS, Lesson, LessonRelease, LessonVersion
from sideways.live.models import News
from sideways.live.services import news_add
from sideways.people.cells import widened, wider
from sideways.people.models import Person, Topic
from sideways.people.queries import cells_of
from sideways.people.trust import Audience, State
from sideways.search.services import documents_put, documents_remove

NEWS = {
    "shared": News.What.SHARED,
    "updated": News.What.UPDATED,
    "narrowed": News.What.LEFT,
    "withdrawn": News.What.LEFT,
}
FIELDS = (*ASKED_FIRST, *ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an author has written in one go.

    ``topics`` are slugs, or None when the page did not ask for them. ``routes_seen`` names the
    signs of harm whose formal routes were shown before the author chose to go on.
    """

    fields: Mapping[str, Any]
    topics: Collection[str] | None = None
    routes_seen: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        unknown = set(self.fields) - set(FIELDS)
        if unknown:
            raise ValueError(f"A lesson has no {', '.join(sorted(unknown))}.")


def own_locked(lesson: Lesson, by: Person) -> Lesson:
    """Return the lesson locked, or raise NotYourLessonError when somebody else wrote it or it is gone."""
    locked = Lesson.objects.select_for_update().filter(pk=lesson.pk).first()
    if locked is None or not rules.is_author(locked, by):
        raise NotYourLessonError
    return locked


def differs(lesson: Lesson, change: Change) -> bool:
    """Say whether the change would alter anything."""
    if any(getattr(lesson, name) != value for name, value in change.fields.items()):
        return True
    return change.topics is not None and set(change.topics) != set(_topic_slugs(lesson))


def formal_route_first(new: Collection[str], old: Collection[str], routes_seen: frozenset[str]) -> None:
    """Raise FormalRouteFirstError when new words point to harm and the routes have not been shown."""
    signs = harm.signs_in(*new) - harm.signs_in(*old) - routes_seen
    if signs:
        raise FormalRouteFirstError(signs)


def apply(lesson: Lesson, change: Change) -> None:
    """Put the change into the lesson, unsaved. Raises what is wrong with it; nothing is written then."""
    new = [str(value) for name, value in change.fields.items() if name in TEXTS]
    formal_route_first(new, [getattr(lesson, name) for name in TEXTS], change.routes_seen)
    if change.fields.get("audience") == Audience.PUBLIC:
        raise ValidationError({"audience": _("A guardian reads a lesson before it can be public.")})
    for name, value in change.fields.items():
        setattr(lesson, name, value)
    wrong = rules.wrong_with_causes(lesson.causes)
    if wrong:
        raise ValidationError({"causes": wrong})
    lesson.clean_fields(exclude=[field.name for field in lesson._meta.fields if field.name not in FIELDS])


def set_topics(lesson: Lesson, change: Change) -> None:
    """Give a saved lesson the topics of a change."""
    if change.topics is not None:
        lesson.topics.set(Topic.objects.filter(pk__in=change.topics))


def describe_author(lesson: Lesson, by: Person) -> None:
    """Set how readers may know the author: by name if chosen, else by a group that holds enough people."""
    level = cast("int", by.level if lesson.level is None else lesson.level)
    group = group_of_person(by, level)
    if lesson.attribution == Lesson.Attribution.NAMED:
        lesson.named_author = by
        shown = wider(group)[0]
    else:
        lesson.named_author = None
        shown = widened(group, cells_of([level]))
    for column, value in group_columns(shown).items():
        setattr(lesson, column, value)


def back_from_public(lesson: Lesson) -> None:
    """Take new words off the public pages, unsaved: a guardian has not read them (P3)."""
    release = LessonRelease.objects.select_for_update().filter(lesson=lesson).first()
    if lesson.audience == Audience.PUBLIC:
        lesson.audience = release.audience_before if release else Audience.LEVEL
    if release is None:
        return
    if release.state == LessonRelease.State.RELEASED:
        release.delete()
    elif release.state == LessonRelease.State.PROPOSED:
        LessonRelease.objects.filter(pk=release.pk).update(
            state=LessonRelease.State.ASKED, wording={}, read_at=None, read_by=None
        )


def content_of(lesson: Lesson) -> dict[str, Any]:
    """Return everything the lesson says, and nothing of who says it."""
    return {name: getattr(lesson, name) for name in FIELDS} | {"topics": _topic_slugs(lesson)}


def keep(lesson: Lesson, *, action: str, at: datetime) -> None:
    """Save a changed lesson, let it be found, keep the version, and note the change without an actor."""
    lesson.changed_at = at
    lesson.save()
    prefetch_related_objects([lesson], "topics")  # what can be found and the version both name them
    index(lesson)
    LessonVersion.objects.create(
        lesson=lesson, number=lesson.version, action=action, content=content_of(lesson), at=at
    )
    audit(action=f"lesson.{action}", subject=lesson, at=at)
    tell_open_pages(lesson, NEWS.get(action, News.What.CHANGED))


def tell_open_pages(lesson: Lesson, what: News.What) -> None:
    """Let those who may read the lesson see at once that something happened to it."""
    news_add(channel=rules.LESSON, what=what, subject=lesson.pk)


def index(lesson: Lesson) -> None:
    """Let a shared lesson be found by what it says now, and any other by nothing."""
    if lesson.state == State.SHARED:
        documents_put(kind=rules.LESSON, texts=[text_of(lesson)])
    else:
        documents_remove(kind=rules.LESSON, subjects=[lesson.pk])


def _topic_slugs(lesson: Lesson) -> list[str]:
    return sorted(topic.pk for topic in lesson.topics.all())
