"""Did you meet, and what came of it: one question a page, each to skip."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.lessons.views.access import PersonRequest
from sideways.meetings import presenters, rules, services
from sideways.meetings.after_questions import ORDER, next_url
from sideways.meetings.errors import NotNowError
from sideways.meetings.forms import ChangeForm, IntentionForm, ReflectionForm
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.meetings.views.access import FORMS, in_a_meeting


@require_POST
@in_a_meeting
def met(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Say whether one met."""
    said = request.POST.get("met")
    if said not in Attendee.Met.values:
        raise Http404
    services.meeting_answer(meeting=meeting, met=said, by=request.user, at=timezone.now())
    if said == Attendee.Met.YES:
        return redirect("meetings:intention", meeting.pk)
    messages.success(request, _("That happens. Arrange it again if you like, or let it go."))
    return redirect("meetings:meeting", meeting.pk)


@require_POST
@in_a_meeting
def again(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Arrange anew what fell through."""
    services.meeting_again(meeting=meeting, by=request.user, at=timezone.now())
    messages.success(request, _("Offer new times. The others are told that you would like to."))
    return redirect("meetings:times", meeting.pk)


@require_http_methods(FORMS)
@in_a_meeting
def intention(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Keep the one thing somebody will do."""
    mine = _mine(request, meeting)
    form = IntentionForm(_sent(request), initial={"words": mine.intention, "on": mine.intention_by})
    if form.is_valid():
        words, on = form.cleaned_data["words"], form.cleaned_data["on"]
        services.intention_keep(meeting=meeting, words=words, on=on, by=request.user)
        return redirect(next_url(meeting, "intention"))
    return _page(request, meeting, "intention", {"form": form})


@require_http_methods(FORMS)
@in_a_meeting
def lesson(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Say whether one would write a lesson together."""
    mine = _mine(request, meeting)
    if request.method == "POST":
        wishes = request.POST.get("do") == "yes"
        services.lesson_wish(meeting=meeting, wishes=wishes, by=request.user, at=timezone.now())
        return redirect(next_url(meeting, "lesson"))
    return _page(request, meeting, "lesson", {"wishes": mine.wants_lesson})


@require_http_methods(FORMS)
@in_a_meeting
def reflection(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Keep what somebody wants in their log."""
    form = ReflectionForm(_sent(request), initial={"words": _mine(request, meeting).reflection})
    if form.is_valid():
        services.reflection_keep(meeting=meeting, words=form.cleaned_data["words"], by=request.user)
        return redirect(next_url(meeting, "reflection"))
    return _page(request, meeting, "reflection", {"form": form})


@require_http_methods(FORMS)
@in_a_meeting
def enough(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Say that once is enough."""
    mine = _mine(request, meeting)
    if request.method == "POST":
        is_enough = request.POST.get("do") == "yes"
        services.meeting_enough(meeting=meeting, is_enough=is_enough, by=request.user)
        messages.success(request, _("Thank you. You can change all of this later, here."))
        return redirect(next_url(meeting, "enough"))
    return _page(request, meeting, "enough", {"is_enough": mine.not_for_us})


@require_http_methods(FORMS)
@in_a_meeting
def changed(request: PersonRequest, meeting: Meeting, after: int) -> HttpResponse:
    """Say what changed, 30 or 90 days on, or take it back."""
    mine = _mine(request, meeting)
    if after not in Change.After.values or not rules.may_say_change(meeting, after, timezone.now()):
        raise Http404
    if request.POST.get("do") == "take_back":
        services.change_take_back(meeting=meeting, after=after, by=request.user)
        messages.success(request, _("Taken back. It is counted no more."))
        return redirect("meetings:meeting", meeting.pk)
    said = next((each for each in mine.changes.all() if each.after == after), None)
    form = ChangeForm(_sent(request), initial={"what": said.what, "words": said.words} if said else {})
    if form.is_valid():
        what, words = form.cleaned_data["what"], form.cleaned_data["words"]
        services.change_say(
            meeting=meeting, after=after, what=what, words=words, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Thank you. Nobody is told; it is only counted."))
        return redirect("meetings:meeting", meeting.pk)
    return _page(request, meeting, "changed", {"form": form, "said": said, "intention": mine.intention})


def _mine(request: PersonRequest, meeting: Meeting) -> Attendee:
    """Return the reader's part in a meeting of which they say that they met."""
    mine = rules.attendee_of(meeting, request.user)
    if mine is None or mine.met != Attendee.Met.YES:
        raise NotNowError
    return mine


def _sent(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: PersonRequest, meeting: Meeting, name: str, more: dict[str, Any]) -> HttpResponse:
    skip = next_url(meeting, name) if name in ORDER else reverse("meetings:meeting", args=[meeting.pk])
    context = {
        "meeting": meeting,
        "others": presenters.others_words(meeting, request.user),
        "skip_url": skip,
        "step": ORDER.index(name) + 1 if name in ORDER else None,
        "steps": len(ORDER),
    }
    return render(request, f"meetings/{name}.html", context | more)
