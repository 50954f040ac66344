"""For guardians: read what authors want to make public, propose a wording, or decline."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import RELEASE
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page
from sideways.api.keys import once
from sideways.api.shapes import releases as shapes
from sideways.api.shapes.lessons import day
from sideways.lessons import presenters, queries, services
from sideways.lessons.models import LessonRelease
from sideways.lessons.services.release import texts_to_release

router = Router(auth=RELEASE, tags=["For guardians"])


@router.get("/releases", response=shapes.AskedList, url_name="releases")
def release_list(request: PersonRequest, page: Query[Page]) -> shapes.AskedList:
    """List what waits for a guardian, oldest first. Your own lessons are for another guardian."""
    waiting = queries.releases_waiting_for(access.guardian(request))
    shown = stretch(request, waiting, Walk(**page.dict()))
    items = [
        shapes.Asked(lesson_id=each.pk, title=presenters.title_of(each.lesson), asked_on=day(each.asked_at))
        for each in shown.rows
    ]
    return shapes.AskedList(items=items, next=shown.next)


@router.get("/releases/{uuid:lesson_id}", response=shapes.AskedLesson, url_name="release_asked")
def release_read(request: PersonRequest, lesson_id: UUID) -> shapes.AskedLesson:
    """Read every text the public would read."""
    release = get_object_or_404(queries.releases_waiting_for(access.guardian(request)), pk=lesson_id)
    lesson = release.lesson
    labels = presenters.text_labels(lesson, lesson.updates.all())
    texts = texts_to_release(lesson)
    return shapes.AskedLesson(
        lesson_id=lesson.pk,
        version=lesson.version,
        author=presenters.role_words(lesson, queries.cells_at([lesson.level])),
        stage=lesson.stage,
        causes=lesson.causes,
        texts={name: shapes.AskedText(label=str(labels[name]), text=text) for name, text in texts.items()},
    )


@router.post("/releases/{uuid:lesson_id}/propose", response={204: None}, url_name="release_propose")
def release_propose(request: PersonRequest, lesson_id: UUID, sent: shapes.Wording) -> Status:
    """Propose a wording that names nobody, for every text. The author decides."""
    person, release = access.guardian(request), _any(lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_release_propose(
                release=release,
                wording=sent.wording,
                seen_version=sent.version,
                by=person,
                at=timezone.now(),
            )
    return Status(204, None)


@router.post("/releases/{uuid:lesson_id}/decline", response={204: None}, url_name="release_decline")
def release_decline(request: PersonRequest, lesson_id: UUID, sent: shapes.Reason) -> Status:
    """Decline with a reason the author reads."""
    person, release = access.guardian(request), _any(lesson_id)
    with once(request) as is_new:
        if is_new:
            services.lesson_release_decline(release=release, reason=sent.reason, by=person, at=timezone.now())
    return Status(204, None)


def _any(lesson_id: UUID) -> LessonRelease:
    """Return also what has been answered, so that who sends twice is told so."""
    return get_object_or_404(LessonRelease.objects.select_related("lesson"), pk=lesson_id)
