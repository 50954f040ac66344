"""What many lessons are about. The figures are the same for everybody; the lessons are not."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sideways.lessons.presenters import lesson_rows
from sideways.lessons.queries import cells_at
from sideways.patterns import presenters, queries
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
