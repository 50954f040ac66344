from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.lessons.queries import cells_at
from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.looking import LookedAt
from sideways.people.models import Topic
from sideways.villages import presenters, queries, services
from sideways.villages.forms import MentorForm
from sideways.villages.models import Mentor
from sideways.villages.views.access import broker_or_404

ROWS_A_PAGE = 50
CONFIRM, UNDO = "confirm", "undo"


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def mentoring(request: PersonRequest) -> HttpResponse:
    """Say that one can mentor: on what, where, and how many projects."""
    mentor = queries.mentoring_of(request.user)
    form = MentorForm(sent_words(request), topics=Topic.objects.all(), initial=_as_said(mentor))
    context = {"mentor": mentor, "load": presenters.load_words(mentor) if mentor else ""}

    def keep(seen: frozenset[str]) -> HttpResponse:
        services.mentor_offer(offer=form.offer(seen), by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("villages:mentoring")

    cells = cells_at([request.user.level])
    return LookedAt(request, form, ["done"], cells, "villages/mentoring.html", context).answer(keep)


def _as_said(mentor: Mentor | None) -> dict[str, object]:
    if mentor is None:
        return {}
    return {
        "done": mentor.done,
        "topics": [topic.pk for topic in mentor.topics.all()],
        "region": mentor.region,
        "limit": str(mentor.limit),
        "resting": mentor.resting,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def stop(request: PersonRequest) -> HttpResponse:
    """Be no mentor any more, after being asked once."""
    if request.method != "POST":
        if queries.mentoring_of(request.user) is None:
            raise Http404
        return render(request, "villages/stop.html")
    services.mentor_stop(by=request.user, at=timezone.now())
    messages.success(request, _("You are no mentor any more."))
    return redirect("villages:list")


@require_safe
@for_peers
def mentors(request: PersonRequest) -> HttpResponse:
    """Show brokers who offers to mentor: those nobody has confirmed first."""
    broker_or_404(request)
    page = Paginator(queries.mentors_to_confirm(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "villages/mentors.html", {"page": page})


@require_POST
@for_peers
def confirm(request: PersonRequest, mentor_id: UUID) -> HttpResponse:
    """Confirm that a mentor is trained, or take that back."""
    broker_or_404(request)
    doing = request.POST.get("do", "")
    if doing not in {CONFIRM, UNDO}:
        raise Http404
    mentor = get_object_or_404(Mentor, pk=mentor_id)
    services.mentor_confirm(mentor=mentor, is_trained=doing == CONFIRM, by=request.user, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("villages:mentors")
