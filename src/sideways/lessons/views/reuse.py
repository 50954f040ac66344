from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.lessons import queries, reuse_queries, rules, services
from sideways.lessons.forms import OutcomeForm, ReuseForm
from sideways.lessons.models import Lesson, LessonReuse
from sideways.lessons.presenters import title_of
from sideways.lessons.views.access import PersonRequest, for_peers, readable_or_404
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.looking import LookedAt
from sideways.people.trust import State


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def reuse(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = of_another_or_404(request, pk)
    before = reuse_queries.reuse_by(lesson, request.user)
    profession = request.user.profession
    initial = {"place": profession.service if profession else ""}
    if before is not None:
        initial = {"place": before.place, "changed": before.changed}
    form = ReuseForm(sent_words(request), initial=initial)

    def keep(seen: frozenset[str]) -> HttpResponse:
        services.lesson_reuse(
            lesson=lesson, **form.cleaned_data, routes_seen=seen, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Saved. After 30 and 90 days we ask you whether it held."))
        return _to_trail(lesson)

    cells = queries.cells_at([request.user.level])
    page = LookedAt(request, form, ["changed"], cells, "lessons/reuse.html", _context(lesson))
    return page.answer(keep)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def outcome(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = of_another_or_404(request, pk)
    before = reuse_queries.reuse_by(lesson, request.user)
    if before is None:
        raise Http404
    form = OutcomeForm(sent_words(request), initial={"why": before.why})
    context = _context(lesson) | {"outcomes": LessonReuse.Outcome.choices}

    def keep(seen: frozenset[str]) -> HttpResponse:
        services.lesson_reuse_answer(
            lesson=lesson, **form.cleaned_data, routes_seen=seen, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Thank you. Your answer is on the page."))
        return _to_trail(lesson)

    cells = queries.cells_at([request.user.level])
    return LookedAt(request, form, ["why"], cells, "lessons/reuse_outcome.html", context).answer(keep)


@require_POST
@for_peers
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = readable_or_404(request, pk)
    services.lesson_reuse_take_back(lesson=lesson, by=request.user, at=timezone.now())
    return _to_trail(lesson)


def _context(lesson: Lesson) -> dict[str, Any]:
    return {"lesson": lesson, "title": title_of(lesson)}


def of_another_or_404(request: PersonRequest, pk: UUID) -> Lesson:
    """Return a shared lesson that this person may read and did not write."""
    lesson = readable_or_404(request, pk)
    if lesson.state != State.SHARED or rules.is_author(lesson, request.user):
        raise Http404
    return lesson


def _to_trail(lesson: Lesson) -> HttpResponse:
    return redirect(f"{reverse('lessons:lesson', args=[lesson.pk])}#used")
