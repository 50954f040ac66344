from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sideways.clues import are_looked_for
from sideways.common.health import trouble
from sideways.guardians.queries import years_of_unmasking
from sideways.lessons.presenters import lesson_rows
from sideways.lessons.queries import releases_proposed_to
from sideways.live.queries import position_now
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import is_peer
from sideways.web import presenters, queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    reader = request.user
    if not isinstance(reader, Person):
        figures = presenters.figure_rows(queries.figures(timezone.now()))
        return render(request, "web/welcome.html", {"figures": figures})
    if is_peer(reader):
        return _home_of_peer(request, reader)
    found = queries.newest_public(reader)
    cells = cells_of({lesson.level for lesson in found if lesson.level is not None})
    context = {"desk": presenters.desk_of(reader), "rows": lesson_rows(found, cells, reader)}
    return render(request, "web/desk.html", context)


def _home_of_peer(request: HttpRequest, reader: Person) -> HttpResponse:
    live_since = position_now()  # before anything is read for the page
    now = queries.happening_now(reader)
    followed = set(reader.topics.values_list("pk", flat=True))
    mine = list(queries.lessons_of(reader))
    context = {
        "rows": lesson_rows(
            now, cells_of({lesson.level for lesson in now if lesson.level is not None}), reader, followed
        ),
        "waiting": presenters.waiting_for(releases_proposed_to(reader), mine),
        "mine": presenters.what_came_of(mine),
        "live_since": live_since,
    }
    return render(request, "web/home.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html", {"kinds": presenters.kinds_kept(queries.jobs_last_run())})


@require_safe
def cannot_keep_secret(request: HttpRequest) -> HttpResponse:
    context = {"years": years_of_unmasking(), "finds_names": are_looked_for()}
    return render(request, "web/cannot_keep_secret.html", context)


@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "live"})


@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    wrong = trouble()
    return JsonResponse({"status": wrong or "ready"}, status=503 if wrong else 200)
