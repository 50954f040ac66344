from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sideways.lessons import feeds, queries, rules
from sideways.lessons.filtering import chosen, filter_form
from sideways.lessons.keeping import DRAFTS_KEPT
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import lesson_rows, stage_count_words
from sideways.lessons.views.access import PersonRequest, for_authors
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import Reader, written_by

ROWS_A_PAGE = 20


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    cells = cells_of()
    form = filter_form(request.GET.dict(), cells)
    filters = chosen(form)
    found = queries.lessons_filtered(queries.lessons_readable(request.user), filters, cells)
    counts = queries.stage_counts(found)
    total = sum(counts.values())
    page, lessons = _page(request, queries.in_list_order(found), total)
    context = {
        "rows": lesson_rows(
            lessons, cells, request.user, _followed(request.user), written_by(rules.LESSON, request.user)
        ),
        "page": page,
        "total": total,
        "counted": stage_count_words(counts),
        "filter_form": form,
        "filters": filters,
        "chosen": filters.count(),
        "feed": feeds.links(filters, request.user),
    }
    return render(request, "lessons/list.html", context)


@require_safe
@for_authors
def mine(request: PersonRequest) -> HttpResponse:
    written = queries.lessons_written_by(request.user)
    page, lessons = _page(request, written, written.count())
    cells = queries.cells_at(lesson.level for lesson in lessons)
    context = {
        "rows": lesson_rows(lessons, cells, AnonymousUser()),
        "page": page,
        "proposed": list(queries.releases_proposed_to(request.user)),
        "days_kept": DRAFTS_KEPT.days,
    }
    return render(request, "lessons/mine.html", context)


def _page(request: HttpRequest, lessons: QuerySet[Lesson], count: int) -> tuple[Page[Any], list[Lesson]]:
    paginator = Paginator(queries.with_what_rows_show(lessons), ROWS_A_PAGE)
    paginator.count = count  # known already: a second count would be a second query
    page = paginator.get_page(request.GET.get("page"))
    return page, list(page.object_list)


def _followed(reader: Reader) -> Collection[str]:
    if not isinstance(reader, Person):
        return ()
    return set(reader.topics.order_by().values_list("pk", flat=True))
