from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sideways.lessons.met_before import rows_met_before
from sideways.lessons.presenters import LessonRow
from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.looking import LookedAt
from sideways.people.models import Person, Topic
from sideways.people.rules import is_broker
from sideways.villages import presenters, queries, rules, services
from sideways.villages.forms import ProjectForm
from sideways.villages.models import Project, Proposal
from sideways.villages.views.access import own_or_404, project_or_404

ROWS_A_PAGE = 20


@require_safe
@for_peers
def project_list(request: PersonRequest) -> HttpResponse:
    """Show what waits for an answer, one's own projects, and those of others."""
    person, now = request.user, timezone.now()
    page = Paginator(queries.projects_open(person), ROWS_A_PAGE).get_page(request.GET.get("page"))
    own = list(queries.projects_of(person))
    filled = queries.roles_filled([*own, *page])
    context = {
        "to_answer": [
            {"proposal": each, "text": presenters.asked_words(each, person)}
            for each in queries.proposals_to_answer(person, now)
        ],
        "own": [presenters.card_row(each, filled[each.pk]) for each in own],
        "helped": queries.taking_part_in(person),
        "page": page,
        "rows": [presenters.card_row(each, filled[each.pk]) for each in page],
        "mentor": queries.mentoring_of(person),
        "is_broker": is_broker(person),
    }
    return render(request, "villages/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def new(request: PersonRequest) -> HttpResponse:
    """Put up a project."""
    told = _("Your project is up. Practitioners and brokers can read it, not your name.")
    return _new(request, told, on_behalf=False, outcode=request.user.outcode)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def new_for(request: PersonRequest) -> HttpResponse:
    """Put up, as a broker, the project of somebody who rings or has no e-mail."""
    if not rules.may_keep_for_others(request.user):
        raise Http404
    return _new(request, _("The card is up, and you keep it."), on_behalf=True, outcode="")


def _new(request: PersonRequest, told: str, *, on_behalf: bool, outcode: str) -> HttpResponse:
    initial = {"project_id": uuid4(), "outcode": outcode}
    form = ProjectForm(sent_words(request), topics=Topic.objects.all(), initial=initial)

    def keep(seen: frozenset[str]) -> HttpResponse:
        project = services.project_add(
            project_id=form.cleaned_data["project_id"],
            card=form.card(seen),
            by=request.user,
            at=timezone.now(),
            on_behalf=on_behalf,
        )
        messages.success(request, told)
        return redirect("villages:project", project.pk)

    return _looked_at(request, form, {"on_behalf": on_behalf}).answer(keep)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def edit(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Change what the card says."""
    project = own_or_404(request, project_id)
    initial = {
        "project_id": project.pk,
        "name": project.name,
        "wants": project.wants,
        "outcode": project.outcode,
        "topics": [topic.pk for topic in project.topics.all()],
    }
    form = ProjectForm(sent_words(request), topics=Topic.objects.all(), initial=initial)

    def keep(seen: frozenset[str]) -> HttpResponse:
        services.project_change(project=project, card=form.card(seen), by=request.user)
        messages.success(request, _("Changed. Suggestions follow what it says now."))
        return redirect("villages:project", project.pk)

    context = {"project": project, "on_behalf": project.on_behalf}
    return _looked_at(request, form, context).answer(keep)


def _looked_at(request: PersonRequest, form: ProjectForm, context: dict[str, Any]) -> LookedAt:
    # A card says where its project is: a place in its words tells no more of who made it.
    return LookedAt(request, form, ["name", "wants"], None, "villages/edit.html", context)


@require_safe
@for_peers
def project(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Show a card: what it wants, which of the three roles is missing, and what to do next."""
    shown, person = project_or_404(request, project_id), request.user
    is_own, may_propose = rules.is_own(shown, person), rules.may_propose(shown, person)
    filled = queries.roles_filled([shown])[shown.pk]
    asked = queries.asked_for(shown, timezone.now()) if may_propose else {}
    rows = presenters.role_rows(shown, filled, asked, person)
    context = {
        "project": shown,
        "where": presenters.where(shown),
        "rows": rows,
        "is_own": is_own,
        "may_hand_over": is_own and rules.is_kept(shown),
        "may_propose": may_propose,
        "next": presenters.next_step(rows) if is_own and may_propose else "",
        "free": {role: role not in filled and role not in asked for role in Proposal.Role.values},
        "met": _met_before(shown, person) if is_own else [],
        **(_suggested(shown, filled, asked) if may_propose else {}),
    }
    return render(request, "villages/project.html", context)


def _met_before(shown: Project, person: Person) -> list[LessonRow]:
    """Return what others met who wanted the like: for whoever has just put it up."""
    topics = {topic.pk for topic in shown.topics.all()}
    return rows_met_before(f"{shown.name}\n{shown.wants}", topics, person)


def _suggested(shown: Project, filled: Any, asked: Any) -> dict[str, list[presenters.SuggestionRow]]:
    """Return the suggestions for each role that is free."""
    taken = {*filled, *asked}
    found = {
        "mentors": [] if Proposal.Role.MENTOR in taken else queries.mentors_suggested(shown),
        "peers": [] if Proposal.Role.PEER in taken else queries.peers_suggested(shown),
    }
    return {
        name: [presenters.suggestion_row(shown, each) for each in suggestions]
        for name, suggestions in found.items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def close(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Close a project, after asking once."""
    shown = own_or_404(request, project_id)
    if request.method != "POST":
        return render(request, "villages/close.html", {"project": shown})
    services.project_close(project=shown, by=request.user, at=timezone.now())
    messages.success(request, _("Closed. Only you see it now, for 90 days."))
    return redirect("villages:list")
