from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from sideways.files import limits, presenters, queries, rules, services
from sideways.files.cleaner import file_cleaned
from sideways.files.cleaning import RefusedError
from sideways.files.cleaning.kinds import MOST_BYTES
from sideways.files.errors import FileError
from sideways.files.forms import DescriptionForm, FileForm
from sideways.files.models import LessonFile
from sideways.files.serving import served
from sideways.lessons.errors import FormalRouteFirstError
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.lessons.queries import cells_at
from sideways.lessons.views.access import PersonRequest, for_authors, for_peers, own_or_404
from sideways.lessons.views.clues import clues_shown, sent_words, takes_a_suggestion
from sideways.lessons.views.form_page import routes_first, routes_seen

FORMS = ["GET", "HEAD", "POST"]
AROUND_IT = 10_000  # bytes of a form besides the file


@csrf_exempt  # checked below, once the size is known: the check reads the whole body
@require_http_methods(FORMS)
@for_peers
def files(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put a file beside a lesson, and see those there are."""
    lesson = own_or_404(request, pk)
    if not rules.may_add(lesson, request.user):
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + AROUND_IT:
        form = FileForm({})
        form.errors.clear()
        form.add_error("file", presenters.TOO_LARGE % {"most": rules.MOST_MB})
        return _files_page(request, lesson, form, status=413)
    return _files(request, lesson)


@csrf_protect
def _files(request: PersonRequest, lesson: Lesson) -> HttpResponse:
    if request.method != "POST":
        return _files_page(request, lesson, FileForm(initial={"file_id": uuid4()}))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _files_page(request, lesson, form)
    try:
        limits.one_more(request.user)
        offered = services.file_offer(
            file_id=form.cleaned_data["file_id"],
            lesson=lesson,
            cleaned=file_cleaned(form.cleaned_data["file"].read()),
            by=request.user,
            at=timezone.now(),
        )
    except (FileError, RefusedError) as error:
        form.add_error("file", presenters.refused_words(error))
        return _files_page(request, lesson, form)
    return redirect("files:file", lesson.pk, offered.pk)


@require_http_methods(FORMS)
@for_peers
def file(request: PersonRequest, pk: UUID, file_id: UUID) -> HttpResponse:
    """Look at a file as readers will see it, say what it shows, and let them."""
    lesson, found = _own_or_404(request, pk, file_id)
    if not rules.may_add(lesson, request.user):
        raise Http404
    form = DescriptionForm(sent_words(request), initial={"description": found.description})
    context = _context(request, lesson, form) | {"row": _row_of(lesson, found)}
    if not form.is_valid() or takes_a_suggestion(request):
        return render(request, "files/file.html", context)
    if context["clues_unseen"]:
        return render(request, "files/file.html", context | {"stops_for_clues": True})
    try:
        services.file_describe(
            file=found,
            description=form.cleaned_data["description"],
            routes_seen=routes_seen(request),
            by=request.user,
            at=timezone.now(),
        )
    except FormalRouteFirstError as error:
        return render(request, "files/file.html", context | routes_first(request, error))
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "files/file.html", context)
    messages.success(request, _("It stands beside the lesson now.") if found.waits_since else _("Saved."))
    return redirect(_place_of(lesson))


@require_http_methods(FORMS)
@for_authors
def remove(request: PersonRequest, pk: UUID, file_id: UUID) -> HttpResponse:
    """Delete a file for good."""
    lesson, found = _own_or_404(request, pk, file_id)
    if request.method == "POST":
        services.file_remove(file=found, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone."))
        return redirect(_place_of(lesson))
    label = _row_of(lesson, found).label
    confirm = {
        "title": _("Remove %(label)s?") % {"label": label},
        "text": _("It is deleted for good. Readers who have saved a copy keep it."),
        "action": _("Remove it"),
        "cancel_url": _place_of(lesson),
    }
    return render(request, "lessons/confirm.html", confirm)


@require_safe
def content(request: HttpRequest, pk: UUID, file_id: UUID) -> HttpResponse:
    """Hand a file to somebody who may open its lesson at this moment."""
    found = queries.file_seen(pk, file_id, request.user)
    if found is None:
        raise Http404
    return served(found)


def _own_or_404(request: PersonRequest, pk: UUID, file_id: UUID) -> tuple[Lesson, LessonFile]:
    lesson = own_or_404(request, pk)
    found = queries.without_content(lesson.files.filter(pk=file_id)).first()
    if found is None:
        raise Http404
    return lesson, found


def _row_of(lesson: Lesson, found: LessonFile) -> presenters.FileRow:
    rows = presenters.file_rows(queries.without_content(lesson.files.all()))
    return next(row for row in rows if row.id == found.pk)


def _place_of(lesson: Lesson) -> str:
    """Return where an author sees the files of a lesson: on its page, or, of a draft, on a page of theirs."""
    if lesson.shared_at is None:
        return reverse("files:files", args=[lesson.pk])
    return f"{reverse('lessons:lesson', args=[lesson.pk])}#files"


def _files_page(request: PersonRequest, lesson: Lesson, form: FileForm, status: int = 200) -> HttpResponse:
    rows = presenters.file_rows(queries.without_content(lesson.files.all()))
    context = {
        "lesson": lesson,
        "title": title_of(lesson),
        "form": form,
        "rows": rows,
        "may_have_more": len(rows) < rules.MOST_FILES,
        "most": rules.MOST_FILES,
        "who": presenters.who_will_see(lesson, request.user),
    }
    return render(request, "files/files.html", context, status=status)


def _context(request: PersonRequest, lesson: Lesson, form: DescriptionForm) -> dict[str, Any]:
    is_named = lesson.attribution == Lesson.Attribution.NAMED
    cells = None if is_named else cells_at([request.user.level])
    return {
        "lesson": lesson,
        "title": title_of(lesson),
        "form": form,
        "who": presenters.who_will_see(lesson, request.user),
        **clues_shown(request, form, ["description"], cells),
    }
