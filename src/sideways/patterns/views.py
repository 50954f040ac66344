"""What many lessons are about. The figures are the same for everybody; the lessons are not."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sideways.feeds import writing
from sideways.feeds.serving import FOR_ANYONE, answer
from sideways.lessons.presenters import lesson_rows
from sideways.lessons.queries import cells_at
from sideways.patterns import feeds, presenters, queries
from sideways.people.queries import profession_names

ROWS_A_PAGE = 20


@require_safe
def pattern_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.patterns_shown(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    month = queries.newest_edition()
    context = {
        "page": page,
        "patterns": presenters.pattern_pages(page, profession_names()),
        "month": presenters.month_words(month) if month else "",
    }
    return render(request, "patterns/list.html", context)


@require_safe
def pattern(request: HttpRequest, pattern_id: UUID) -> HttpResponse:
    shown = queries.pattern_shown(pattern_id)
    if shown is None:
        raise Http404
    page = Paginator(queries.lessons_in(pattern_id, request.user), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    lessons = list(page)
    context = {
        "pattern": presenters.pattern_page(shown, profession_names()),
        "month": presenters.month_words(shown.month),
        "page": page,
        "rows": lesson_rows(lessons, cells_at(lesson.level for lesson in lessons), request.user),
    }
    return render(request, "patterns/pattern.html", context)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return answer(request, writing.atom(_feed(request)), writing.ATOM, cache=FOR_ANYONE)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    return answer(request, writing.json_feed(_feed(request)), writing.JSON, cache=FOR_ANYONE)


def _feed(request: HttpRequest) -> writing.Feed:
    return writing.Feed(
        title=f"{gettext('Patterns')} – {settings.SITE_NAME}",
        page=reverse("patterns:list"),
        path=request.path,
        entries=feeds.entries(),
    )
