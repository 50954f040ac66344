from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sideways.lessons import feeds, queries, reuse_queries, rules, services
from sideways.lessons.filter_queries import filter_counts
from sideways.lessons.filtering import chosen, count_choices, filter_form
from sideways.lessons.keeping import DRAFTS_KEPT
from sideways.lessons.models import Lesson, SavedSearch
from sideways.lessons.presenters import lesson_rows, rows_folded, rows_found, stage_count_words, words_meant
from sideways.lessons.presenters.saved import as_corrected
from sideways.lessons.queries import Filters
from sideways.lessons.saved_queries import search_saved_as
from sideways.lessons.views.access import PersonRequest, for_authors
from sideways.live.queries import position_now
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import Reader, is_peer

ROWS_A_PAGE = 20
MOST_FRESH = 20


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    live_since = position_now() if is_peer(request.user) else None  # before anything is read for the page
    cells = cells_of()
    form = filter_form(request.GET.dict(), cells)
    filters = chosen(form)
    readable, own = queries.lessons_readable_with_own(request.user)
    narrowed = queries.lessons_narrowed(readable, filters, cells)
    answer = queries.lessons_matching(narrowed, filters.q) if filters.q else None
    found = answer.things if answer else narrowed
    counts = filter_counts(found, cells)
    count_choices(form, counts)
    total = counts["stage"].total()
    if answer:
        page = page_of(request, answer.subjects, total)
        lessons = queries.lessons_best(answer, list(page))
    else:
        page = page_of(request, queries.with_what_rows_show(queries.in_list_order(found)), total)
        lessons = list(page.object_list)
    rows = lesson_rows(lessons, cells, request.user, _followed(request.user), own)
    rows = rows_found(rows, answer) if answer else rows
    meant = words_meant(answer.question, rows) if answer else []
    corrected = as_corrected(filters.q, meant)
    context = {
        "rows": rows,
        "folded": rows_folded(rows, queries.alike_on_page(lessons, by_stage=answer is None)),
        "answer": answer,
        "meant": meant,
        "corrected": replace(filters, q=corrected) if corrected else None,
        "page": page,
        "total": total,
        "by_words": total - len(answer.alike) if answer else total,
        "counted": stage_count_words({stage: counts["stage"][stage] for stage in queries.STAGE_ORDER}),
        "filter_form": form,
        "filters": filters,
        "chosen": filters.count(),
        "feed": feeds.links(filters, request.user),
        "live_since": live_since,
        "may_save": rules.may_save_searches(request.user),
        "saved": _looked_at(request, filters),
    }
    return render(request, "lessons/list.html", context)


@require_safe
def fresh(request: HttpRequest) -> HttpResponse:
    """Show the lessons an open page has been told of, those this reader may open, as rows of a list."""
    lessons = list(queries.lessons_named(_ids(request.GET.getlist("id")), request.user)[:MOST_FRESH])
    cells = queries.cells_at(lesson.level for lesson in lessons)
    rows = lesson_rows(lessons, cells, request.user, _followed(request.user))
    return render(request, "lessons/_fresh.html", {"rows": rows})


@require_safe
@for_authors
def mine(request: PersonRequest) -> HttpResponse:
    written = queries.lessons_written_by(request.user)
    page = page_of(request, queries.with_what_rows_show(written), written.count())
    lessons = list(page.object_list)
    cells = queries.cells_at(lesson.level for lesson in lessons)
    counted = reuse_queries.reuse_counts(lessons, request.user)
    context = {
        "rows": lesson_rows(lessons, cells, AnonymousUser(), counted=counted),
        "page": page,
        "proposed": list(queries.releases_proposed_to(request.user)),
        "days_kept": DRAFTS_KEPT.days,
    }
    return render(request, "lessons/mine.html", context)


def _looked_at(request: HttpRequest, filters: Filters) -> SavedSearch | None:
    """Return the search that is saved with these filters, having noted that its owner sees it now."""
    saved = search_saved_as(filters, request.user)
    if saved is not None and request.method == "GET":
        services.search_look(search=saved, at=timezone.now())
    return saved


def _ids(sent: Iterable[str]) -> list[UUID]:
    ids = []
    for text in sent:
        with suppress(ValueError):
            ids.append(UUID(text))
    return ids[:MOST_FRESH]


def page_of(request: HttpRequest, in_order: QuerySet[Lesson] | list[UUID], count: int) -> Page[Any]:
    """Return the page that is asked for, of so many lessons as were counted already."""
    paginator = Paginator(in_order, ROWS_A_PAGE)
    paginator.count = count  # known already: a second count would be a second query
    return paginator.get_page(request.GET.get("page"))


def _followed(reader: Reader) -> Collection[str]:
    if not isinstance(reader, Person):
        return ()
    return set(reader.topics.order_by().values_list("pk", flat=True))
