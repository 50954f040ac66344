"""Arrange to meet, meet, and say what came of it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.keys import once
from sideways.api.shapes import meetings as shapes
from sideways.meetings import log as logs
from sideways.meetings import queries, services
from sideways.meetings.models import Change, Meeting
from sideways.meetings.services import Plan

router = Router(auth=READ, tags=["Meetings"])
ONE = "/meetings/{uuid:meeting_id}"
CHANGES = ONE + "/changes/{int:after}"


@router.get("/meetings", response=shapes.Meetings, url_name="meetings")
def meeting_list(request: PersonRequest) -> shapes.Meetings:
    """List your meetings, to come and past. Only those in a meeting read it."""
    person, at = access.peer(request), timezone.now()
    found = queries.meetings_with_changes(person)
    return shapes.Meetings(items=[shapes.meeting_told(each, person, at) for each in found])


@router.get("/meetings/log", response=shapes.LogTold, url_name="meeting_log")
def meeting_log(request: PersonRequest) -> shapes.LogTold:
    """Read your log for appraisal or revalidation: roles, days and hours, and no names."""
    return shapes.log_told(logs.log_rows(queries.log_of(access.peer(request))))


@router.get(ONE, response=shapes.MeetingTold, url_name="meeting")
def meeting_read(request: PersonRequest, meeting_id: UUID) -> shapes.MeetingTold:
    """Read one of your meetings, with the times that suit all."""
    return shapes.meeting_told(_mine_or_404(request, meeting_id), request.user, timezone.now())


@router.delete(ONE, response={204: None}, url_name="meeting", auth=WRITE)
def meeting_let_go(request: PersonRequest, meeting_id: UUID) -> Status:
    """Let go of a meeting that has not taken place. The others are told kindly, without a reason."""
    meeting = _mine_or_404(request, meeting_id)
    services.meeting_let_go(meeting=meeting, by=request.user, at=timezone.now())
    return Status(204, None)


@router.put(f"{ONE}/plan", response=shapes.MeetingTold, url_name="meeting_plan", auth=WRITE)
def meeting_plan(request: PersonRequest, meeting_id: UUID, sent: shapes.NewPlan) -> shapes.MeetingTold:
    """Say where you meet, for how long, and who pays for travel and cover. It holds for all."""
    meeting, at = _mine_or_404(request, meeting_id), timezone.now()
    plan = Plan(**sent.model_dump(exclude={"step_free"}))
    with transaction.atomic():
        services.meeting_plan(meeting=meeting, plan=plan, by=request.user, at=at)
        services.step_free_say(meeting=meeting, needs=sent.step_free, by=request.user, at=at)
    return meeting_read(request, meeting_id)


@router.put(f"{ONE}/times", response=shapes.MeetingTold, url_name="meeting_times", auth=WRITE)
def meeting_times(request: PersonRequest, meeting_id: UUID, sent: shapes.NewTimes) -> shapes.MeetingTold:
    """Offer the times when you can, in place of those you offered before."""
    meeting = _mine_or_404(request, meeting_id)
    spans = [(each.starts_at, each.ends_at) for each in sent.times]
    if any(_is_backwards(start, end) for start, end in spans):
        raise ValidationError({"times": gettext("Each time ends after it begins")})
    services.slots_offer(meeting=meeting, spans=spans, by=request.user, at=timezone.now())
    return meeting_read(request, meeting_id)


def _is_backwards(start: datetime, end: datetime) -> bool:
    return start >= end


@router.put(f"{ONE}/booking", response=shapes.MeetingTold, url_name="meeting_booking", auth=WRITE)
def meeting_book(request: PersonRequest, meeting_id: UUID, sent: shapes.NewBooking) -> shapes.MeetingTold:
    """Book a time that suits all, or move the meeting to it. Each gets a letter for the calendar."""
    meeting = _mine_or_404(request, meeting_id)
    services.meeting_book(
        meeting=meeting, starts_at=sent.starts_at, seen=sent.sequence, by=request.user, at=timezone.now()
    )
    return meeting_read(request, meeting_id)


@router.delete(f"{ONE}/booking", response={204: None}, url_name="meeting_booking", auth=WRITE)
def meeting_call_off(request: PersonRequest, meeting_id: UUID) -> Status:
    """Give up the time that is booked, to find another. The others are told kindly."""
    meeting = _mine_or_404(request, meeting_id)
    services.meeting_call_off(meeting=meeting, by=request.user, at=timezone.now())
    return Status(204, None)


@router.put(f"{ONE}/met", response=shapes.MeetingTold, url_name="meeting_met", auth=WRITE)
def meeting_met(request: PersonRequest, meeting_id: UUID, sent: shapes.NewAnswer) -> shapes.MeetingTold:
    """Say whether you met, once the time is over. The others do not learn what you say."""
    meeting = _mine_or_404(request, meeting_id)
    services.meeting_answer(meeting=meeting, met=sent.met, by=request.user, at=timezone.now())
    return meeting_read(request, meeting_id)


@router.post(f"{ONE}/again", response=shapes.MeetingTold, url_name="meeting_again", auth=WRITE)
def meeting_again(request: PersonRequest, meeting_id: UUID) -> shapes.MeetingTold:
    """Arrange anew what fell through."""
    meeting = _mine_or_404(request, meeting_id)
    with once(request) as is_new:
        if is_new:
            services.meeting_again(meeting=meeting, by=request.user, at=timezone.now())
    return meeting_read(request, meeting_id)


@router.put(f"{ONE}/afterwards", response=shapes.MeetingTold, url_name="meeting_afterwards", auth=WRITE)
def meeting_afterwards(
    request: PersonRequest, meeting_id: UUID, sent: shapes.NewAfterwards
) -> shapes.MeetingTold:
    """Keep what you will do and what you took from it. For yourself alone."""
    meeting, by = _mine_or_404(request, meeting_id), request.user
    with transaction.atomic():
        services.intention_keep(meeting=meeting, words=sent.intention, on=sent.intention_by, by=by)
        services.reflection_keep(meeting=meeting, words=sent.reflection, by=by)
        wishes, at = sent.would_write_a_lesson, timezone.now()
        services.lesson_wish(meeting=meeting, wishes=wishes, by=by, at=at)
        services.meeting_enough(meeting=meeting, is_enough=sent.once_is_enough, by=by)
    return meeting_read(request, meeting_id)


@router.put(CHANGES, response=shapes.MeetingTold, url_name="meeting_change", auth=WRITE)
def meeting_change(
    request: PersonRequest, meeting_id: UUID, after: int, sent: shapes.NewChange
) -> shapes.MeetingTold:
    """Say what changed, 30 or 90 days after you met. It is counted, and told to nobody."""
    meeting = _mine_or_404(request, meeting_id)
    if after not in Change.After.values:
        raise Http404
    services.change_say(
        meeting=meeting, after=after, what=sent.what, words=sent.words, by=request.user, at=timezone.now()
    )
    return meeting_read(request, meeting_id)


@router.delete(CHANGES, response={204: None}, url_name="meeting_change", auth=WRITE)
def meeting_change_take_back(request: PersonRequest, meeting_id: UUID, after: int) -> Status:
    """Take back what you said changed. It is counted no more."""
    meeting = _mine_or_404(request, meeting_id)
    services.change_take_back(meeting=meeting, after=after, by=request.user)
    return Status(204, None)


def _mine_or_404(request: PersonRequest, meeting_id: UUID) -> Meeting:
    found = queries.meetings_with_changes(access.peer(request)).filter(pk=meeting_id).first()
    if found is None:
        raise Http404
    return found
