from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.introductions import presenters, queries, rules, services
from sideways.introductions.errors import IntroductionOverError
from sideways.introductions.forms import PauseForm
from sideways.introductions.models.wishes import SILENT_PAUSES
from sideways.introductions.showing import cards_of, talk_cards_of
from sideways.introductions.talk_queries import talks_asked_by
from sideways.introductions.views.access import PersonRequest, for_peers
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.live.queries import position_now
from sideways.people.models import Person
from sideways.people.trust import visible_to
from sideways.ui.dates import day

ANSWERS = {"yes": True, "no": False}


@require_safe
@for_peers
def introductions(request: PersonRequest) -> HttpResponse:
    """Show what is open for this person, what they wait for, and what is past."""
    live_since = position_now()  # before anything is read for the page
    person, at = request.user, timezone.now()
    wish = queries.wish_of(person)
    context: dict[str, Any] = {
        "cards": cards_of(person, at),
        "talks": talk_cards_of(person, at),
        "asked": _asked(person, at),
        "wish": wish,
        "at_a_time": presenters.at_a_time_words(wish.capacity),
        "is_paused": rules.is_paused(wish, at),
        "paused_by_silence": wish.silent >= SILENT_PAUSES,
        "takes_part": rules.takes_part(person),
        "live_since": live_since,
    }
    return render(request, "introductions/introductions.html", context)


def _asked(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Return which authors somebody asked; the title only of a lesson they can still read (P6)."""
    found = list(talks_asked_by(person))
    ids = [each.lesson_id for each in found]
    readable = set(visible_to(Lesson.objects.filter(pk__in=ids), person).values_list("pk", flat=True))
    return [
        {
            "request": each,
            "title": title_of(each.lesson) if each.lesson_id in readable else "",
            "waits": each.ends_at > at and not each.over_at,
        }
        for each in found
    ]


@require_POST
@for_peers
def answer(request: PersonRequest, introduction_id: UUID) -> HttpResponse:
    """Say yes, or not this time."""
    part = queries.part_in(request.user, introduction_id)
    if part is None or request.POST.get("answer") not in ANSWERS:
        raise Http404
    says_yes = ANSWERS[request.POST["answer"]]
    try:
        introduction = services.introduction_answer(
            introduction=part.introduction, person=request.user, says_yes=says_yes, at=timezone.now()
        )
    except IntroductionOverError:
        messages.info(request, _("Too late to change: the time is over, or all have said yes."))
        return redirect("introductions:introductions")
    if introduction.meeting is not None:
        messages.success(request, _("You all said yes. Here is who you meet."))
        return redirect("meetings:meeting", introduction.meeting.pk)
    if says_yes:
        messages.success(request, _("Thank you. You hear at once if it comes about."))
    else:
        messages.success(request, _("Not this time, then. Nobody else is told what you answered."))
    return redirect("introductions:introductions")


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def pause(request: PersonRequest) -> HttpResponse:
    """Choose for how long there are no suggestions."""
    form = PauseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "introductions/pause.html", {"form": form})
    at = timezone.now()
    wish = services.wish_pause(person=request.user, until=at + form.length(), at=at)
    if wish.paused_until is not None:
        messages.success(request, _("Paused until %(day)s.") % {"day": day(wish.paused_until)})
    return redirect("introductions:introductions")


@require_POST
@for_peers
def resume(request: PersonRequest) -> HttpResponse:
    """Come back from a pause."""
    services.wish_resume(person=request.user)
    messages.success(request, _("Welcome back. You are suggested to others again."))
    return redirect("introductions:introductions")
