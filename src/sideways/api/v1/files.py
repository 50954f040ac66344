"""Pictures and documents beside a lesson."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.keys import new_id
from sideways.api.shapes import files as shapes
from sideways.files import limits, presenters, queries, rules, services
from sideways.files.cleaner import file_cleaned
from sideways.files.cleaning import RefusedError
from sideways.files.errors import FileError
from sideways.files.models import LessonFile
from sideways.files.serving import served
from sideways.lessons.models import Lesson
from sideways.lessons.views.access import own_or_404, readable_or_404

router = Router(auth=READ, tags=["Pictures and documents"])
BESIDE = "/lessons/{uuid:lesson_id}/files"
ONE = f"{BESIDE}/{{uuid:file_id}}"


@router.get(BESIDE, response=shapes.Files, url_name="files")
def file_list(request: PersonRequest, lesson_id: UUID) -> shapes.Files:
    """Read which pictures and documents stand beside a lesson.

    They never become public: beside a public lesson they are for those who could read it before.
    """
    return shapes.Files(items=_told(request, readable_or_404(request, lesson_id)))


@router.post(BESIDE, response={201: shapes.FileTold}, url_name="files", auth=WRITE)
def file_add(request: PersonRequest, lesson_id: UUID, file: UploadedFile = File(...)) -> Status:  # noqa: B008 (so ninja asks for it)
    """Send a picture or a PDF to put beside your lesson: multipart/form-data, at most 5 MB.

    It comes back cleaned. Let its author look at its content; once they say what it shows, readers see it.
    With an Idempotency-Key it is one file, however often you send it.
    """
    person, lesson = access.peer(request), own_or_404(request, lesson_id)
    if not rules.may_add(lesson, person):
        raise Http404
    try:
        limits.one_more(person)
        offered = services.file_offer(
            file_id=new_id(request),
            lesson=lesson,
            cleaned=file_cleaned(file.read()),
            by=person,
            at=timezone.now(),
        )
    except (FileError, RefusedError) as error:
        raise ValidationError({"file": presenters.refused_words(error)}) from error
    return Status(201, _one_told(request, lesson, offered.pk))


@router.get(ONE, response=shapes.FileTold, url_name="file")
def file_read(request: PersonRequest, lesson_id: UUID, file_id: UUID) -> shapes.FileTold:
    """Read what is said of a picture or document."""
    return _one_told(request, readable_or_404(request, lesson_id), file_id)


@router.get(f"{ONE}/content", url_name="file_content")
def file_content(request: PersonRequest, lesson_id: UUID, file_id: UUID) -> HttpResponse:
    """Get the picture or document itself, in its own media type."""
    found = queries.file_seen(lesson_id, file_id, request.user)
    if found is None:
        raise Http404
    return served(found)


@router.put(ONE, response=shapes.FileTold, url_name="file", auth=WRITE)
def file_describe(
    request: PersonRequest, lesson_id: UUID, file_id: UUID, sent: shapes.Described
) -> shapes.FileTold:
    """Say what your picture or document shows, and let readers see it. Twice is once."""
    person, lesson = access.peer(request), own_or_404(request, lesson_id)
    services.file_describe(
        file=_own_or_404(lesson, file_id),
        description=sent.description,
        routes_seen=frozenset(sent.routes_seen),
        by=person,
        at=timezone.now(),
    )
    return _one_told(request, lesson, file_id)


@router.delete(ONE, response={204: None}, url_name="file", auth=WRITE)
def file_remove(request: PersonRequest, lesson_id: UUID, file_id: UUID) -> Status:
    """Delete your picture or document for good."""
    person, lesson = access.author(request), own_or_404(request, lesson_id)
    services.file_remove(file=_own_or_404(lesson, file_id), by=person, at=timezone.now())
    return Status(204, None)


def _told(request: PersonRequest, lesson: Lesson) -> list[shapes.FileTold]:
    files = queries.files_of(lesson, rules.standing_of(lesson, request.user))
    return [shapes.file_told(file, row) for file, row in zip(files, presenters.file_rows(files), strict=True)]


def _one_told(request: PersonRequest, lesson: Lesson, file_id: UUID) -> shapes.FileTold:
    for told in _told(request, lesson):
        if told.id == file_id:
            return told
    raise Http404


def _own_or_404(lesson: Lesson, file_id: UUID) -> LessonFile:
    found = queries.without_content(lesson.files.filter(pk=file_id)).first()
    if found is None:
        raise Http404
    return found
