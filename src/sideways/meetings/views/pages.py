"""All of somebody's meetings, one of them, and its entry for a calendar."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.live.queries import position_now
from sideways.meetings import letters, presenters, queries, rules
from sideways.meetings.after_questions import after_links
from sideways.meetings.models import Meeting
from sideways.meetings.views.access import in_a_meeting


@require_safe
@for_peers
def meeting_list(request: PersonRequest) -> HttpResponse:
    rows = presenters.meeting_rows(queries.meetings_of(request.user), request.user, timezone.now())
    counted = queries.changes_counted()
    context: dict[str, Any] = {**rows, "counts": presenters.count_rows(counted) if counted else []}
    return render(request, "meetings/list.html", context)


@require_safe
@in_a_meeting
def meeting(request: PersonRequest, found: Meeting) -> HttpResponse:
    live_since = position_now()
    at = timezone.now()
    mine = rules.attendee_of(found, request.user)
    busy = queries.busy_of(request.user, at) if rules.may_arrange(found, at) else []
    context = {
        "meeting": found,
        "mine": mine,
        "people": presenters.person_rows(found, request.user),
        "others": presenters.others_words(found, request.user),
        "when": presenters.when_words(found),
        "where": presenters.where_words(found),
        "is_over": rules.is_over(found, at),
        "may_arrange": rules.may_arrange(found, at),
        "may_arrange_again": rules.may_arrange_again(found, at),
        "is_settled": rules.is_settled(found),
        "next": presenters.next_words(found, request.user),
        "starts": presenters.start_rows(found, busy, at),
        "step_free": any(each.step_free for each in found.attendees.all()),
        "apart": presenters.distance_words(presenters.locations_of(found)),
        "after": after_links(found, mine, at) if mine else [],
        "all_want_a_lesson": rules.all_want_a_lesson(found),
        "somebody_left": any(each.person_id is None for each in found.attendees.all()),
        "live_since": live_since,
    }
    return render(request, "meetings/meeting.html", context)


@require_safe
@in_a_meeting
def invitation(request: PersonRequest, found: Meeting) -> HttpResponse:
    """Hand over the entry of a booked meeting, for the reader's own calendar."""
    mine = rules.attendee_of(found, request.user)
    if mine is None or found.state != Meeting.State.BOOKED:
        raise Http404
    written = letters.invitation_of(mine, found)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"', "Cache-Control": "no-store"}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8; method=REQUEST", headers=headers)
