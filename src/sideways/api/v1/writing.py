"""Writing a lesson: start, save, share, correct, and what happened next."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import WRITE
from sideways.api.keys import new_id, once
from sideways.api.shapes import lessons as shapes
from sideways.api.v1.lessons import router, told
from sideways.lessons import services
from sideways.lessons.chain_queries import may_grow_from
from sideways.lessons.models import Lesson, LessonUpdate
from sideways.lessons.views.access import own_or_404
from sideways.people.models import Person
from sideways.people.trust import State

HERE: dict[str, Any] = {"auth": WRITE, "tags": ["Writing"]}


@router.post("/lessons", response={201: shapes.LessonTold}, url_name="lessons", **HERE)
def lesson_start(request: PersonRequest, change: shapes.LessonChange) -> Status:
    """Begin a draft. Nobody but you can read it until you share it.

    With an Idempotency-Key there is one draft, however often you send it.
    """
    person, lesson_id = access.peer(request), new_id(request)
    with once(request) as is_new:
        # A key that is older than a day still never makes a second lesson, nor undoes what came later.
        if is_new and not Lesson.objects.filter(pk=lesson_id).exists():
            access.known_topics(change.topics)
            lesson = services.lesson_start(
                lesson_id=lesson_id, change=change.change(), by=person, at=timezone.now()
            )
            _tie(lesson, change, person)
    return Status(201, told(request, lesson_id))


@router.patch("/lessons/{uuid:lesson_id}", response=shapes.LessonTold, url_name="lesson", **HERE)
def lesson_change(
    request: PersonRequest, lesson_id: UUID, change: shapes.LessonCorrection
) -> shapes.LessonTold:
    """Save a draft, or correct and enlarge a lesson you have shared.

    A draft keeps the last save. A shared lesson needs the ``version`` you have read. New words on a
    public lesson take it off the public pages until a guardian has read them.
    """
    lesson, at = _own(request, lesson_id), timezone.now()
    access.known_topics(change.topics)
    with transaction.atomic():
        if lesson.state == State.DRAFT:
            person = access.peer(request)
            services.lesson_save_draft(lesson=lesson, change=change.change(), by=person, at=at)
        else:
            seen = change.version or 0  # fits no version
            services.lesson_correct(
                lesson=lesson, change=change.change(), seen_version=seen, by=request.user, at=at
            )
        _tie(lesson, change, request.user)
    return told(request, lesson_id)


@router.delete("/lessons/{uuid:lesson_id}", response={204: None}, url_name="lesson", **HERE)
def lesson_draft_delete(request: PersonRequest, lesson_id: UUID) -> Status:
    """Delete a draft for good. A shared lesson is withdrawn instead."""
    lesson = _own(request, lesson_id)
    services.lesson_draft_delete(lesson=lesson, by=request.user)
    return Status(204, None)


@router.post("/lessons/{uuid:lesson_id}/share", response=shapes.LessonTold, url_name="share", **HERE)
def lesson_share(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Let its audience read a draft, at once. Sharing twice keeps the first time."""
    person, lesson = access.peer(request), _own(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_share(lesson=lesson, by=person, at=timezone.now())
    return told(request, lesson_id)


@router.post(
    "/lessons/{uuid:lesson_id}/updates", response={201: shapes.LessonTold}, url_name="updates", **HERE
)
def update_add(request: PersonRequest, lesson_id: UUID, sent: shapes.NewUpdate) -> Status:
    """Say what happened next. On a public lesson a guardian reads it before the public does."""
    lesson = _own(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_update_add(
                lesson=lesson,
                update=LessonUpdate(pk=new_id(request), text=sent.text),
                routes_seen=frozenset(sent.routes_seen),
                by=request.user,
                at=timezone.now(),
            )
    return Status(201, told(request, lesson_id))


@router.delete(
    "/lessons/{uuid:lesson_id}/updates/{uuid:update_id}", response={204: None}, url_name="update", **HERE
)
def update_remove(request: PersonRequest, lesson_id: UUID, update_id: UUID) -> Status:
    """Take back one update."""
    update = get_object_or_404(_own(request, lesson_id).updates, pk=update_id)
    services.lesson_update_remove(update=update, by=request.user)
    return Status(204, None)


def _tie(lesson: Lesson, change: shapes.LessonChange, by: Person) -> None:
    """Tie a draft to the lesson it grew from, or cut the tie, where that was sent."""
    if "grew_from" not in change.model_fields_set:
        return
    source = may_grow_from(change.grew_from, by) if change.grew_from else None
    if change.grew_from and source is None:
        raise Http404
    services.lesson_adapt(lesson=lesson, adapted_from=source, by=by)


def _own(request: PersonRequest, lesson_id: UUID) -> Lesson:
    access.author(request)
    return own_or_404(request, lesson_id)
