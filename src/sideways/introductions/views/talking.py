from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.introductions import services
from sideways.introductions.errors import IntroductionOverError
from sideways.introductions.models import TalkRequest
from sideways.introductions.rules import MOST_ASKED
from sideways.introductions.showing import shown_to_author
from sideways.introductions.talk_queries import may_ask_to_talk, talk_to, talks_asked_by
from sideways.introductions.views.access import PersonRequest, for_peers
from sideways.introductions.views.own import ANSWERS
from sideways.lessons.presenters import title_of
from sideways.lessons.views.access import readable_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask the author of a lesson to talk, after reading what they learn."""
    lesson = readable_or_404(request, pk)
    has_asked = talks_asked_by(request.user).filter(lesson=lesson).exists()
    if not has_asked and not may_ask_to_talk(lesson, request.user):
        raise Http404
    if has_asked:
        messages.info(request, _("You have asked already. You hear of it on this page."))
        return redirect("introductions:introductions")
    if request.method != "POST":
        shown = shown_to_author(request.user)
        context = {"lesson": lesson, "title": title_of(lesson), "shown": shown}
        return render(request, "introductions/ask.html", context)
    try:
        services.talk_ask(lesson=lesson, by=request.user, at=timezone.now())
    except IntroductionOverError:
        words = {"most": MOST_ASKED}
        messages.info(
            request, _("You have asked %(most)s authors already. Wait for an answer first.") % words
        )
    else:
        messages.success(request, _("Asked. The author sees your role, and you hear within 7 days."))
    return redirect("introductions:introductions")


@require_POST
@for_peers
def take_back(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Take back that one asks to talk."""
    found = talks_asked_by(request.user).filter(pk=talk_id, over_at=None).first()
    if found is None:
        raise Http404
    services.talk_take_back(request=found, by=request.user)
    messages.success(request, _("Taken back. The author no longer sees it."))
    return redirect("introductions:introductions")


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def answer(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Answer somebody who asks to talk, as the author of the lesson. A yes is asked for once more."""
    talk = talk_to(request.user, talk_id, timezone.now())
    if talk is None:
        raise Http404
    says_yes = ANSWERS.get(request.POST.get("answer", ""), True)
    if request.method != "POST":
        return _sure(request, talk.request)
    introduction = services.talk_answer(
        request=talk.request, by=request.user, says_yes=says_yes, at=timezone.now()
    )
    if introduction is None or introduction.meeting is None:
        messages.success(request, _("Not this time, then. Whoever asked is not told what you answered."))
        return redirect("introductions:introductions")
    messages.success(request, _("You both said yes. Here is who you meet."))
    return redirect("meetings:meeting", introduction.meeting.pk)


def _sure(request: PersonRequest, asked: TalkRequest) -> HttpResponse:
    confirm = {
        "title": _("Say yes, and be introduced?"),
        "text": _(
            "They then see your name and where you work, and know that you wrote “%(title)s”. "
            "You see their name too."
        )
        % {"title": title_of(asked.lesson)},
        "action": _("Yes, introduce us"),
        "cancel_url": reverse("introductions:introductions"),
    }
    return render(request, "lessons/confirm.html", confirm)
