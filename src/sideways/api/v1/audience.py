"""Who may read a lesson of mine: fewer people, one more person, nobody, and the way to the public."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.fields import PathId
from sideways.api.keys import once
from sideways.api.shapes import lessons as shapes
from sideways.api.v1.lessons import router, told
from sideways.lessons import queries, services
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.views.access import own_or_404
from sideways.people.trust import Audience, State

HERE: dict[str, Any] = {"auth": WRITE, "tags": ["Who may read it"]}


@router.post("/lessons/{uuid:lesson_id}/narrow", response=shapes.LessonTold, url_name="narrow", **HERE)
def lesson_narrow(
    request: PersonRequest, lesson_id: UUID, sent: shapes.NarrowedAudience
) -> shapes.LessonTold:
    """Let fewer people read your lesson, at once. Narrowing twice changes nothing."""
    lesson = _not_a_draft(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_narrow_audience(
                lesson=lesson, audience=Audience(sent.audience), by=request.user, at=timezone.now()
            )
    return told(request, lesson_id)


@router.post("/lessons/{uuid:lesson_id}/withdraw", response=shapes.LessonTold, url_name="withdraw", **HERE)
def lesson_withdraw(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Take your lesson away from everybody but you, at once. You can put it back."""
    lesson = _not_a_draft(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_withdraw(lesson=lesson, by=request.user, at=timezone.now())
    return told(request, lesson_id)


@router.post("/lessons/{uuid:lesson_id}/put-back", response=shapes.LessonTold, url_name="put_back", **HERE)
def lesson_put_back(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Let its audience read a withdrawn lesson again."""
    person, lesson = access.peer(request), _not_a_draft(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_put_back(lesson=lesson, by=person, at=timezone.now())
    return told(request, lesson_id)


@router.get(
    "/lessons/{uuid:lesson_id}/readers",
    response=shapes.ReaderList,
    url_name="readers",
    **(HERE | {"auth": READ}),
)
def reader_list(request: PersonRequest, lesson_id: UUID) -> shapes.ReaderList:
    """List the people you have opened your lesson to."""
    named = queries.named_readers(_not_a_draft(request, lesson_id))
    return shapes.ReaderList(
        items=[shapes.ReaderTold(id=reader.pk, name=reader.name, email=reader.email) for reader in named]
    )


@router.post("/lessons/{uuid:lesson_id}/readers", response={204: None}, url_name="readers", **HERE)
def lesson_open_to(request: PersonRequest, lesson_id: UUID, sent: shapes.NamedReader) -> Status:
    """Open your lesson to one person. The answer is the same whether or not there is such an account."""
    lesson = _not_a_draft(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_open_to_address(
                lesson=lesson, email=sent.email, by=request.user, at=timezone.now()
            )
    return Status(204, None)


@router.delete(
    "/lessons/{uuid:lesson_id}/readers/{int:reader_id}", response={204: None}, url_name="reader", **HERE
)
def lesson_close_to(request: PersonRequest, lesson_id: UUID, reader_id: PathId) -> Status:
    """No longer name somebody as a reader."""
    access.author(request)
    lesson = own_or_404(request, lesson_id)
    reader = get_object_or_404(queries.named_readers(lesson), pk=reader_id)
    services.lesson_close_to(lesson=lesson, reader=reader, by=request.user, at=timezone.now())
    return Status(204, None)


@router.post("/lessons/{uuid:lesson_id}/release", response=shapes.LessonTold, url_name="release", **HERE)
def lesson_release_ask(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Ask for your lesson to be public. A guardian takes out what identifies people, then you decide."""
    lesson = _own(request, lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_release_ask(lesson=lesson, by=request.user, at=timezone.now())
    return told(request, lesson_id)


@router.post(
    "/lessons/{uuid:lesson_id}/release/agree", response=shapes.LessonTold, url_name="release_agree", **HERE
)
def lesson_release_agree(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Agree to the guardian’s wording, which replaces yours. Anyone can read it then."""
    release = _release(_own(request, lesson_id))
    with once(request) as is_new:
        if is_new:
            services.lesson_release_agree(release=release, by=request.user, at=timezone.now())
    return told(request, lesson_id)


@router.post(
    "/lessons/{uuid:lesson_id}/release/refuse", response=shapes.LessonTold, url_name="release_refuse", **HERE
)
def lesson_release_refuse(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Keep your lesson as it is: you do not agree, or no longer ask. Twice changes nothing."""
    lesson = _own(request, lesson_id)
    with once(request) as is_new:
        if is_new and hasattr(lesson, "release"):
            services.lesson_release_refuse(release=lesson.release, by=request.user, at=timezone.now())
    return told(request, lesson_id)


def _own(request: PersonRequest, lesson_id: UUID) -> Lesson:
    access.author(request)
    return own_or_404(request, lesson_id)


def _not_a_draft(request: PersonRequest, lesson_id: UUID) -> Lesson:
    lesson = _own(request, lesson_id)
    if lesson.state == State.DRAFT:
        raise Http404
    return lesson


def _release(lesson: Lesson) -> LessonRelease:
    return get_object_or_404(LessonRelease.objects.select_related("lesson"), lesson=lesson)
