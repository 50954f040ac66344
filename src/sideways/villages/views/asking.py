from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.people.models import Organisation
from sideways.people.queries import organisations_matching
from sideways.villages import presenters, queries, rules, services
from sideways.villages.errors import NotNowError
from sideways.villages.models import Project, Proposal
from sideways.villages.queries import Suggestion
from sideways.villages.services import Candidate
from sideways.villages.views.access import asking_or_404, proposal_or_over

MOST_FOUND = 10


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def ask_mentor(request: PersonRequest, project_id: UUID, mentor_id: UUID) -> HttpResponse:
    """Ask a mentor for a project, after saying what they will read."""
    project = asking_or_404(request, project_id)
    found = _one_of(queries.mentors_suggested(project, most=queries.LOOKED_AT), mentor_id)
    return _ask(request, project, found, Candidate(mentor=found.mentor))


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def ask_peer(request: PersonRequest, project_id: UUID, peer_id: UUID) -> HttpResponse:
    """Ask another project to be the peer of a project."""
    project = asking_or_404(request, project_id)
    found = _one_of(queries.peers_suggested(project, most=queries.LOOKED_AT), peer_id)
    return _ask(request, project, found, Candidate(peer=found.peer))


def _one_of(suggestions: list[Suggestion], pk: UUID) -> Suggestion:
    found = next((each for each in suggestions if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _ask(
    request: PersonRequest, project: Project, suggestion: Suggestion, candidate: Candidate
) -> HttpResponse:
    is_own = rules.is_own(project, request.user)
    if request.method != "POST":
        row = presenters.suggestion_row(project, suggestion)
        context = {"project": project, "row": row, "is_own": is_own, "days": services.TIME_TO_ANSWER.days}
        return render(request, "villages/ask.html", context)
    return _proposed(request, project, candidate, is_own=is_own)


def _proposed(
    request: PersonRequest, project: Project, candidate: Candidate, *, is_own: bool
) -> HttpResponse:
    try:
        services.proposal_make(
            proposal_id=uuid4(), project=project, candidate=candidate, by=request.user, at=timezone.now()
        )
    except NotNowError:
        messages.info(request, _("Somebody has been asked already. Wait for the answer."))
    else:
        told = _("Asked. We tell you what comes of it.") if is_own else _("Proposed. Both sides are asked.")
        messages.success(request, told)
    return redirect("villages:project", project.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def ask_support(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Look for a local body, and ask it."""
    project = asking_or_404(request, project_id)
    is_own = rules.is_own(project, request.user)
    if request.method == "POST" and request.POST.get("organisation", "").isdecimal():
        listed = Organisation.objects.filter(standing=Organisation.Standing.LISTED)
        body = get_object_or_404(listed, pk=int(request.POST["organisation"][:15]))
        return _proposed(request, project, Candidate(body=body), is_own=is_own)
    text = request.GET.get("q", "").strip()
    found = [
        {"body": each, "has_somebody": queries.has_somebody(each, but=project.made_by)}
        for each in organisations_matching(text, limit=MOST_FOUND)
        if each.pk != project.made_by.organisation_id
    ]
    nothing_chosen = request.method == "POST"
    context = {"project": project, "text": text, "found": found, "nothing_chosen": nothing_chosen}
    return render(request, "villages/support.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def proposal(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """Read what one is asked and answer, or see whom one meets."""
    shown = proposal_or_over(request, proposal_id)
    if shown is None:
        return redirect("villages:list")
    if request.method == "POST":
        return _answered(request, shown)
    return render(request, "villages/proposal.html", _told(shown, request))


def _told(shown: Proposal, request: PersonRequest) -> dict[str, object]:
    person, is_project = request.user, shown.project.made_by_id == request.user.pk
    accepted = shown.state == Proposal.State.ACCEPTED
    suggestion = None if accepted else queries.suggestion_of(shown)
    other = shown.other if is_project else shown.project.made_by
    return {
        "proposal": shown,
        "project": shown.project,
        "where": presenters.where(shown.project),
        "line": presenters.asked_words(shown, person),
        "is_project": is_project,
        "accepted": accepted,
        "other": other if accepted else None,
        "row": presenters.suggestion_row(shown.project, suggestion) if suggestion else None,
        "answer": rules.own_answer(shown, person),
        "may_refuse": shown.role != Proposal.Role.SUPPORT or is_project,
        "meeting_url": reverse("meetings:meeting", args=[shown.meeting_id]) if shown.meeting_id else "",
    }


def _answered(request: PersonRequest, shown: Proposal) -> HttpResponse:
    answer = request.POST.get("answer", "")
    if answer not in {Proposal.Answer.YES, Proposal.Answer.NO}:
        context = _told(shown, request) | {"nothing_chosen": True}
        return render(request, "villages/proposal.html", context)
    says_yes = answer == Proposal.Answer.YES
    try:
        answered = services.proposal_answer(
            proposal=shown, says_yes=says_yes, by=request.user, at=timezone.now()
        )
    except NotNowError:
        messages.info(
            request, _("This cannot be answered so now: the role is filled, or your limit is reached.")
        )
        return redirect("villages:list")
    if answered.state == Proposal.State.ACCEPTED:
        messages.success(request, _("You both said yes. Now arrange to meet."))
        return redirect("villages:proposal", answered.pk)
    told = _("Thank you. We tell you when it comes about.") if says_yes else _("Noted. Nobody is told.")
    messages.success(request, told)
    return redirect("villages:list")


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def take_back(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """Take back what one asked, after asking once."""
    asked = queries.ask_of(request.user, proposal_id)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return render(request, "villages/take_back.html", {"asked": asked})
    try:
        services.proposal_take_back(proposal=asked, by=request.user, at=timezone.now())
    except NotNowError:
        messages.info(request, _("Both have said yes meanwhile. Arrange to meet, or end it."))
    else:
        messages.success(request, _("Taken back. The role is open again."))
    return redirect("villages:project", asked.project_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def end(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """End what was agreed, after asking once."""
    shown = proposal_or_over(request, proposal_id)
    if shown is None:
        return redirect("villages:list")
    if shown.state != Proposal.State.ACCEPTED:
        raise Http404
    if request.method != "POST":
        return render(request, "villages/end.html", {"proposal": shown})
    services.proposal_end(proposal=shown, by=request.user, at=timezone.now())
    messages.success(request, _("Ended. The role is open again, and nobody is told who ended it."))
    return redirect("villages:list")
