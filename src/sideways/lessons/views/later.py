from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.lessons import queries, services
from sideways.lessons.errors import LessonChangedMeanwhileError
from sideways.lessons.forms import LaterForm, UpdateForm
from sideways.lessons.models import ADDED_LATER, TEXTS, Lesson, LessonUpdate
from sideways.lessons.presenters import title_of
from sideways.lessons.views.access import PersonRequest, for_authors, own_or_404
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.form_page import version_seen
from sideways.lessons.views.looking import LookedAt
from sideways.people.cells import Cells
from sideways.people.trust import Audience, State


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def enlarge(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    if lesson.state == State.DRAFT:
        return redirect("lessons:edit", pk)
    initial = {name: getattr(lesson, name) for name in ADDED_LATER}
    form = LaterForm(sent_words(request), initial=initial)
    boxes = [name for name in ADDED_LATER if name in TEXTS]
    page = LookedAt(request, form, boxes, _cells(request, lesson), "lessons/enlarge.html", _context(lesson))

    def keep(seen: frozenset[str]) -> HttpResponse:
        try:
            services.lesson_enlarge(
                lesson=lesson,
                change=form.change(seen),
                seen_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
            )
        except LessonChangedMeanwhileError:
            return page.page(stale=True)
        messages.success(request, _("Saved."))
        return redirect("lessons:lesson", pk)

    return page.answer(keep)


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def update_add(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    if lesson.state != State.SHARED:
        raise Http404
    form = UpdateForm(sent_words(request), initial={"update_id": uuid4()})
    cells, template = _cells(request, lesson), "lessons/update_add.html"

    def keep(seen: frozenset[str]) -> HttpResponse:
        update = LessonUpdate(pk=form.cleaned_data["update_id"], text=form.cleaned_data["text"])
        services.lesson_update_add(
            lesson=lesson, update=update, routes_seen=seen, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Your update is on the page."))
        return redirect("lessons:lesson", pk)

    return LookedAt(request, form, ["text"], cells, template, _context(lesson)).answer(keep)


@require_POST
@for_authors
def update_remove(request: PersonRequest, pk: UUID, update_pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    update = get_object_or_404(lesson.updates, pk=update_pk)
    services.lesson_update_remove(update=update, by=request.user)
    messages.success(request, _("The update is gone."))
    return redirect("lessons:lesson", pk)


def _cells(request: PersonRequest, lesson: Lesson) -> Cells | None:
    is_named = lesson.attribution == Lesson.Attribution.NAMED
    return None if is_named else queries.cells_at([request.user.level])


def _context(lesson: Lesson) -> dict[str, Any]:
    is_public = lesson.audience == Audience.PUBLIC
    return {"lesson": lesson, "title": title_of(lesson), "is_public": is_public}
