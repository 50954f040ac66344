from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sideways.lessons import queries, rules
from sideways.lessons.forms import FilterForm
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import LEVELS, lesson_rows, stage_count_words
from sideways.lessons.queries import Filters
from sideways.lessons.services.housekeeping import DRAFTS_KEPT
from sideways.lessons.views.access import PersonRequest, for_authors
from sideways.lessons.wording import words_of
from sideways.people.cells import Cells
from sideways.people.levels import Service
from sideways.people.models import Person, Profession, Topic
from sideways.people.queries import cells_of
from sideways.people.trust import Reader, written_by

ROWS_A_PAGE = 20


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    cells = cells_of()
    sent = request.GET.dict() | {"q": " ".join(words_of(request.GET.get("q", "")))}
    form = FilterForm(sent, offered=_offered(cells))
    filters = _chosen(form)
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


def _offered(cells: Cells) -> dict[str, list[tuple[str, str]]]:
    return {
        "stage": [(stage.value, stage.label) for stage in queries.STAGE_ORDER],
        "topic": list(Topic.objects.values_list("pk", "name")),
        "service": list(Service.choices),
        "profession": list(Profession.objects.values_list("pk", "name")),
        "level": [(str(level), LEVELS[level]) for level in queries.levels_shown(cells)],
    }


def _chosen(form: FilterForm) -> Filters:
    form.is_valid()  # what is not in the list of a field is not in its cleaned data
    return Filters(**{name: form.cleaned_data.get(name, "") for name in form.fields})
