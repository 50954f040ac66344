"""The page of one meeting."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sideways.meetings import queries


@require_safe
@login_required
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    found = queries.meeting_of(request.user, meeting_id)
    if found is None:
        raise Http404
    return render(request, "meetings/meeting.html", {"meeting": found})
