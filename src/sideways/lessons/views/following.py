"""How much somebody hears of one lesson, and of which they hear."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sideways.lessons import queries, services
from sideways.lessons.following import Following
from sideways.lessons.following_queries import lessons_followed_by
from sideways.lessons.presenters import FOLLOWED, lesson_rows
from sideways.lessons.views.access import PersonRequest, for_peers, readable_or_404
from sideways.lessons.views.listing import page_of


@require_safe
@for_peers
def followed(request: PersonRequest) -> HttpResponse:
    found = lessons_followed_by(request.user)
    page = page_of(request, queries.with_what_rows_show(found), found.count())
    lessons = list(page.object_list)
    cells = queries.cells_at(lesson.level for lesson in lessons)
    rows = lesson_rows(lessons, cells, AnonymousUser())  # why is plain here: they chose it
    return render(request, "lessons/followed.html", {"rows": rows, "page": page})


@require_POST
@for_peers
def follow(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = readable_or_404(request, pk)
    wanted = request.POST.get("how", "")
    if wanted not in Following.values:
        raise Http404
    services.lesson_follow(lesson=lesson, how=Following(wanted), by=request.user)
    messages.success(request, str(FOLLOWED[Following(wanted)]))
    if request.POST.get("then") == "followed":
        return redirect("lessons:followed")
    return redirect("lessons:lesson", pk)
