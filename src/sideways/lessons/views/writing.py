from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sideways.lessons import presenters, queries, services
from sideways.lessons.errors import (
    FormalRouteFirstError,
    LessonAlreadySharedError,
    LessonChangedMeanwhileError,
)
from sideways.lessons.forms import LessonForm
from sideways.lessons.models import Lesson
from sideways.lessons.views.access import PersonRequest, for_authors, for_peers, own_or_404
from sideways.lessons.views.clues import takes_a_suggestion
from sideways.lessons.views.form_page import (
    BOXES,
    FormPage,
    routes_first,
    routes_seen,
    uuid_in,
    version_seen,
)
from sideways.people.trust import State
from sideways.ui import dates

SHARE, LATER, AUTOSAVE, FILES = "share", "later", "autosave", "files"


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def new(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        return _receive(request, _uuid_or_404(request.POST.get("lesson_id", "")))
    sheet = FormPage(request, lesson_id=uuid4())
    return sheet.page(sheet.form(), unfinished=queries.newest_draft_of(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def edit(request: PersonRequest, pk: UUID) -> HttpResponse:
    if request.method == "POST" and not Lesson.objects.filter(pk=pk).exists():
        return new(request)  # deleted in another tab: what was typed here starts it again
    lesson = own_or_404(request, pk)
    if lesson.state != State.DRAFT:
        return _correct(request, lesson)
    if request.method == "POST":
        return _receive(request, pk, lesson)
    sheet = FormPage(request, lesson_id=pk, lesson=lesson)
    return sheet.page(sheet.form())


@for_peers
def _receive(request: PersonRequest, lesson_id: UUID, lesson: Lesson | None = None) -> HttpResponse:
    """Save a draft as typed, save it for later, or share it."""
    doing = request.POST.get("do", LATER)
    sheet = FormPage(request, lesson_id=lesson_id, lesson=lesson)
    form = sheet.form(complete=doing == SHARE)
    if not form.is_valid() or takes_a_suggestion(request):
        return sheet.saved(form) if doing == AUTOSAVE else sheet.page(form)
    at = timezone.now()
    try:
        with transaction.atomic():
            change = form.change(routes_seen(request))
            if doing == AUTOSAVE and not any(change.fields[name].strip() for name in BOXES):
                return sheet.saved(form)
            lesson = services.lesson_start(lesson_id=lesson_id, change=change, by=request.user, at=at)
            _tie(request, sheet, lesson)
            if doing == SHARE and sheet.clues(form)["clues_unseen"]:
                return sheet.page(form, lesson=lesson, stops_for_clues=True)
            if doing == SHARE:
                lesson = services.lesson_share(lesson=lesson, by=request.user, at=at)
    except FormalRouteFirstError as error:
        return (sheet.saved if doing == AUTOSAVE else sheet.page)(form, **routes_first(request, error))
    except LessonAlreadySharedError:
        return _already_shared(request, lesson_id, form, doing)
    if doing == AUTOSAVE:
        return sheet.saved(form, at=at)
    if doing == SHARE:
        readers = {"readers": presenters.readers_of(lesson)}
        messages.success(request, _("Shared. It can be read now by %(readers)s.") % readers)
        return redirect("lessons:lesson", lesson_id)
    if doing == FILES:
        return redirect("files:files", lesson_id)
    messages.success(request, _("Saved as a draft at %(time)s.") % {"time": dates.clock(at)})
    return redirect("lessons:mine")


def _already_shared(request: PersonRequest, lesson_id: UUID, form: LessonForm, doing: str) -> HttpResponse:
    """Keep what an old tab has typed: offer it as a change of the lesson that is shared by now."""
    lesson = own_or_404(request, lesson_id)
    sheet = FormPage(request, lesson_id=lesson_id, lesson=lesson)
    if doing == AUTOSAVE:
        return sheet.saved(form, already_shared=True)
    return sheet.page(form, stale=presenters.differences(lesson, form.cleaned_data))


def _correct(request: PersonRequest, lesson: Lesson) -> HttpResponse:
    """Change a lesson that others may have read."""
    sheet = FormPage(request, lesson_id=lesson.pk, lesson=lesson)
    if request.method != "POST":
        return sheet.page(sheet.form())
    form = sheet.form()
    if not form.is_valid() or takes_a_suggestion(request):
        return sheet.page(form)
    if sheet.clues(form)["clues_unseen"]:
        return sheet.page(form, stops_for_clues=True)
    try:
        with transaction.atomic():
            services.lesson_correct(
                lesson=lesson,
                change=form.change(routes_seen(request)),
                seen_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
            )
            _tie(request, sheet, lesson)
    except FormalRouteFirstError as error:
        return sheet.page(form, **routes_first(request, error))
    except LessonChangedMeanwhileError:
        return sheet.page(form, stale=presenters.differences(lesson, form.cleaned_data))
    messages.success(request, _("Saved."))
    return redirect("lessons:lesson", lesson.pk)


def _uuid_or_404(text: str) -> UUID:
    pk = uuid_in(text)
    if pk is None:
        raise Http404
    return pk


def _tie(request: PersonRequest, sheet: FormPage, lesson: Lesson) -> None:
    """Tie the lesson to what it grew from, or cut the tie, where the page asked."""
    if sheet.source is not None:
        wanted = sheet.source if request.POST.get("is_tied") else None
        services.lesson_adapt(lesson=lesson, adapted_from=wanted, by=request.user)
