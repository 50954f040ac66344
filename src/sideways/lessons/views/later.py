from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.lessons import queries, services
from sideways.lessons.errors import (
    FormalRouteFirstError,
    LessonChangedMeanwhileError,
)
from sideways.lessons.forms import LaterForm, UpdateForm
from sideways.lessons.models import ADDED_LATER, TEXTS, Lesson, LessonUpdate
from sideways.lessons.presenters import title_of
from sideways.lessons.views.access import PersonRequest, for_authors, own_or_404
from sideways.lessons.views.clues import clues_shown, sent_words, takes_a_suggestion
from sideways.lessons.views.form_page import routes_first, routes_seen, version_seen
from sideways.people.trust import Audience, State


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def enlarge(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    if lesson.state == State.DRAFT:
        return redirect("lessons:edit", pk)
    initial = {name: getattr(lesson, name) for name in ADDED_LATER}
    form = LaterForm(sent_words(request), initial=initial)
    context = _context(request, lesson, form, [name for name in ADDED_LATER if name in TEXTS])
    if not form.is_valid() or takes_a_suggestion(request):
        return render(request, "lessons/enlarge.html", context)
    if context["clues_unseen"]:
        return render(request, "lessons/enlarge.html", context | {"stops_for_clues": True})
    try:
        services.lesson_enlarge(
            lesson=lesson,
            change=form.change(routes_seen(request)),
            seen_version=version_seen(request),
            by=request.user,
            at=timezone.now(),
        )
    except FormalRouteFirstError as error:
        return render(request, "lessons/enlarge.html", context | routes_first(request, error))
    except LessonChangedMeanwhileError:
        return render(request, "lessons/enlarge.html", context | {"stale": True})
    messages.success(request, _("Saved."))
    return redirect("lessons:lesson", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def update_add(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    if lesson.state != State.SHARED:
        raise Http404
    form = UpdateForm(sent_words(request), initial={"update_id": uuid4()})
    context = _context(request, lesson, form, ["text"])
    if not form.is_valid() or takes_a_suggestion(request):
        return render(request, "lessons/update_add.html", context)
    if context["clues_unseen"]:
        return render(request, "lessons/update_add.html", context | {"stops_for_clues": True})
    update = LessonUpdate(pk=form.cleaned_data["update_id"], text=form.cleaned_data["text"])
    try:
        services.lesson_update_add(
            lesson=lesson,
            update=update,
            routes_seen=routes_seen(request),
            by=request.user,
            at=timezone.now(),
        )
    except FormalRouteFirstError as error:
        return render(request, "lessons/update_add.html", context | routes_first(request, error))
    messages.success(request, _("Your update is on the page."))
    return redirect("lessons:lesson", pk)


@require_POST
@for_authors
def update_remove(request: PersonRequest, pk: UUID, update_pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    update = get_object_or_404(lesson.updates, pk=update_pk)
    services.lesson_update_remove(update=update, by=request.user)
    messages.success(request, _("The update is gone."))
    return redirect("lessons:lesson", pk)


def _context(
    request: PersonRequest, lesson: Lesson, form: LaterForm | UpdateForm, boxes: list[str]
) -> dict[str, Any]:
    is_named = lesson.attribution == Lesson.Attribution.NAMED
    cells = None if is_named else queries.cells_at([request.user.level])
    return {
        "lesson": lesson,
        "title": title_of(lesson),
        "form": form,
        "is_public": lesson.audience == Audience.PUBLIC,
        **clues_shown(request, form, boxes, cells),
    }
