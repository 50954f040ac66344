"""Lessons for tests and benches: written through the services, so that they are real ones."""

import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import ADDED_LATER, Lesson, LessonRelease, SavedSearch
from sideways.lessons.queries import Filters
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import Audience, State

ALL_SIGNS = frozenset({"danger", "safeguarding", "crime", "safety", "wrongdoing"})


def make_lesson(
    *,
    author: Person | None = None,
    state: State = State.SHARED,
    topics: tuple[str, ...] = (),
    at: datetime | None = None,
    **fields: Any,
) -> Lesson:
    """Return a lesson by this author, shared with their level unless told otherwise.

    ``audience="public"`` sets it as a release would leave it, without a guardian.
    """
    author, at = author or make_person(), at or timezone.now()
    public = fields.get("audience") == Audience.PUBLIC
    told = {
        "trying": "Get fit notes read at the Jobcentre",
        "went_wrong": "Fit notes came back unread and people lost a week's money",
        "causes": ["data"],
        "stage": Lesson.Stage.NOW,
        "talk": Lesson.Talk.VIDEO,
        **fields,
    }
    if public:
        told["audience"] = Audience.PEERS
    change = services.Change(fields=told, topics=topics, routes_seen=ALL_SIGNS)
    lesson = services.lesson_start(lesson_id=uuid.uuid4(), change=change, by=author, at=at)
    if state == State.DRAFT:
        return lesson
    lesson = services.lesson_share(lesson=lesson, by=author, at=at)
    if state == State.WITHDRAWN:
        lesson = services.lesson_withdraw(lesson=lesson, by=author, at=at)
    if public:
        make_release(lesson, state=LessonRelease.State.RELEASED)
        lesson.audience = Audience.PUBLIC
        lesson.save()
    return lesson


def make_search(person: Person, *, at: datetime | None = None, **filters: str) -> SavedSearch:
    return services.search_save(filters=Filters(**filters), by=person, at=at or timezone.now())


def make_release(
    lesson: Lesson, *, state: LessonRelease.State = LessonRelease.State.ASKED, **fields: Any
) -> LessonRelease:
    at = timezone.now()
    read = {} if state == LessonRelease.State.ASKED else {"read_at": at}
    release = LessonRelease(
        lesson=lesson, state=state, audience_before=lesson.audience, asked_at=at, **read, **fields
    )
    release.save()
    return release


def make_guardian(**fields: Any) -> Person:
    return make_person(kind=Person.Kind.GUARDIAN, **fields)


LATER = {name: f"Later words about {name}" for name in ADDED_LATER if name not in {"harm", "helped"}}
