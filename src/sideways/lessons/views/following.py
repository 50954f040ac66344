from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sideways.lessons import services
from sideways.lessons.following import Following
from sideways.lessons.presenters import FOLLOWED
from sideways.lessons.views.access import PersonRequest, for_peers, readable_or_404


@require_POST
@for_peers
def follow(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = readable_or_404(request, pk)
    wanted = request.POST.get("how", "")
    if wanted not in Following.values:
        raise Http404
    services.lesson_follow(lesson=lesson, how=Following(wanted), by=request.user)
    messages.success(request, str(FOLLOWED[Following(wanted)]))
    return redirect("lessons:lesson", pk)
