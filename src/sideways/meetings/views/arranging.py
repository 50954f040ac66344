"""Where and who pays, times, book, call off."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.busy import presenters as busy_presenters
from sideways.lessons.views.access import PersonRequest
from sideways.meetings import presenters, queries, rules, services
from sideways.meetings.errors import NotNowError, NotSharedError
from sideways.meetings.forms import PlanForm, SlotForm, refused
from sideways.meetings.models import Attendee, Meeting
from sideways.meetings.slots import Span
from sideways.meetings.views.access import FORMS, in_a_meeting

BUSY_DAYS_SHOWN = 14


@require_http_methods(FORMS)
@in_a_meeting
def plan(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Say where, for how long and who pays."""
    if not rules.may_arrange(meeting, timezone.now()):
        raise NotNowError
    locations = presenters.locations_of(meeting)
    area = queries.area_between(locations)
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, meeting=meeting, person=request.user, area=area.name if area else "")
    if form.is_valid() and _planned(request, meeting, form):
        messages.success(request, _("Saved. The others see it too."))
        return redirect("meetings:meeting", meeting.pk)
    context = {"meeting": meeting, "form": form, "apart": presenters.distance_words(locations)}
    return render(request, "meetings/plan.html", context)


def _planned(request: PersonRequest, meeting: Meeting, form: PlanForm) -> bool:
    by, at, needs = request.user, timezone.now(), form.cleaned_data["step_free"]
    try:
        with transaction.atomic():
            services.meeting_plan(meeting=meeting, plan=form.plan(), by=by, at=at)
            services.step_free_say(meeting=meeting, needs=needs, by=by, at=at)
    except ValidationError as error:
        refused(form, error)
        return False
    return True


@require_http_methods(FORMS)
@in_a_meeting
def times(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Offer a time, and see those one has offered beside one's own busy times."""
    at = timezone.now()
    mine = rules.attendee_of(meeting, request.user)
    if mine is None or not rules.may_arrange(meeting, at):
        raise NotNowError
    form = SlotForm(request.POST if request.method == "POST" else None, at=at)
    if form.is_valid():
        kept = _offered(mine)
        services.slots_offer(meeting=meeting, spans=[*kept, form.span()], by=request.user, at=at)
        messages.success(request, _("Added. Add as many as you like: the more, the sooner one suits all."))
        return redirect("meetings:times", meeting.pk)
    busy = queries.busy_of(request.user, at)
    soon = [(max(start, at), end) for start, end in busy if start < at + timedelta(days=BUSY_DAYS_SHOWN)]
    context = {
        "meeting": meeting,
        "form": form,
        "slots": presenters.slot_rows(mine, busy, at),
        "others": presenters.others_words(meeting, request.user),
        "busy_days": busy_presenters.busy_days(soon),
    }
    return render(request, "meetings/times.html", context)


@require_POST
@in_a_meeting
def slot_remove(request: PersonRequest, meeting: Meeting, slot_id: int) -> HttpResponse:
    """Take back a time one has offered."""
    mine = rules.attendee_of(meeting, request.user)
    if mine is not None:
        kept = [(slot.starts_at, slot.ends_at) for slot in mine.slots.all() if slot.pk != slot_id]
        services.slots_offer(meeting=meeting, spans=kept, by=request.user, at=timezone.now())
    return redirect("meetings:times", meeting.pk)


def _offered(mine: Attendee) -> list[Span]:
    return [(slot.starts_at, slot.ends_at) for slot in mine.slots.all()]


@require_POST
@in_a_meeting
def book(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Book one of the times that suit all, or move the meeting to it."""
    starts_at, seen = parse_datetime(request.POST.get("starts_at", "")), request.POST.get("seen", "")
    if starts_at is None or timezone.is_naive(starts_at) or not seen.isdecimal():
        raise NotSharedError
    services.meeting_book(
        meeting=meeting, starts_at=starts_at, seen=int(seen), by=request.user, at=timezone.now()
    )
    messages.success(request, _("Booked. Each of you gets a letter with the entry for the calendar."))
    return redirect("meetings:meeting", meeting.pk)


@require_http_methods(FORMS)
@in_a_meeting
def call_off(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Give up the booked time, or the meeting."""
    at = timezone.now()
    if request.method == "POST":
        if request.POST.get("do") == "let_go":
            services.meeting_let_go(meeting=meeting, by=request.user, at=at)
            messages.success(request, _("It is let go. The others are told kindly, without a reason."))
            return redirect("meetings:list")
        services.meeting_call_off(meeting=meeting, by=request.user, at=at)
        messages.success(request, _("The time is given up. The others are told kindly, without a reason."))
        return redirect("meetings:times", meeting.pk)
    if not (rules.may_arrange(meeting, at) or rules.may_arrange_again(meeting, at)):
        raise NotNowError
    context = {
        "meeting": meeting,
        "is_to_come": meeting.state == Meeting.State.BOOKED and not rules.is_over(meeting, at),
        "others": presenters.others_words(meeting, request.user),
        "when": presenters.when_words(meeting),
    }
    return render(request, "meetings/call_off.html", context)
