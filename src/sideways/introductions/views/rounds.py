"""Rounds, for brokers: begin one, look at its plan, fix it, compare, send it out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from sideways.introductions import round_presenters, round_queries, services
from sideways.introductions.errors import RoundNotReadyError
from sideways.introductions.models import Plan, PlanGroup, Round
from sideways.introductions.round_forms import RoundForm
from sideways.introductions.views.access import PersonRequest, for_brokers

ROWS_A_PAGE = 50
State = Round.State
WORKING = {State.WAITING, State.SOLVING, State.PUBLISHING}
ONLY = ("new", "locked", "weak")


@require_http_methods(["GET", "HEAD", "POST"])
@for_brokers
def rounds(request: PersonRequest) -> HttpResponse:
    """Show all rounds, and begin one."""
    places, regions = round_queries.places_and_regions()
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, places=places, regions=regions)
    if data is not None and form.is_valid():
        begun = services.round_begin(at=timezone.now(), by=request.user, scope=form.chosen())
        return redirect("introductions:round", begun.pk)
    page = Paginator(round_queries.rounds_of(request.user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"round": each, "words": round_presenters.scope_words(each)} for each in page]
    return render(request, "introductions/rounds.html", {"form": form, "page": page, "rows": rows})


@require_safe
@for_brokers
def one(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Show one round: how far it is, its plan group by group, or what became of it."""
    shown = _or_404(request, round_id)
    context = _about(shown)
    if shown.state in WORKING:
        return render(request, "introductions/round_working.html", context)
    plans = list(shown.plans.all())
    plan = plans[-1] if plans else None
    context |= {"plan": plan, "plans": plans}
    if plan is not None:
        context |= _numbers(plan)
    if shown.state == State.READY and plan is not None:
        context |= _groups(request, shown, plan)
    if shown.state == State.PUBLISHED:
        context["skipped"] = [
            {"words": round_presenters.person_words(each.person), "why": each.get_why_display()}
            for each in round_queries.skipped_shown(shown, request.user)
        ]
    return render(request, "introductions/round.html", context)


def _about(shown: Round) -> dict[str, Any]:
    progress = getattr(shown, "progress", None)
    return {
        "round": shown,
        "scope": round_presenters.scope_words(shown),
        "state": shown.get_state_display(),
        "percent": progress.percent if progress else 0,
        "doing": round_presenters.doing_words(progress) if progress else "",
        "may_stop": shown.state in {State.WAITING, State.SOLVING},
    }


def _numbers(plan: Plan) -> dict[str, Any]:
    return {
        "figures": round_presenters.figures(plan),
        "share": round_presenters.share_words(plan),
        "left_over": round_presenters.left_over_rows(plan),
        "poor": round_presenters.poor_tables(plan),
    }


def _groups(request: PersonRequest, shown: Round, plan: Plan) -> dict[str, Any]:
    words, only = request.GET.get("q", "")[:100], request.GET.get("only", "")
    may_see = round_queries.groups_shown(plan, request.user)
    groups = round_queries.groups_matching(may_see, words, only)
    page = Paginator(groups, ROWS_A_PAGE).get_page(request.GET.get("page"))
    forbidden = round_queries.forbidden_shown(shown, request.user)
    listed = list(page)
    return {
        "page": page,
        "rows": round_presenters.group_rows(listed, round_queries.members_of(listed), forbidden),
        "hidden": plan.groups_count - may_see.count(),
        "forbidden": [{"pk": each.pk, "words": f"{each.one.name} · {each.other.name}"} for each in forbidden],
        "q": words,
        "only": only if only in ONLY else "",
        "choices": [("new", _("New")), ("locked", _("Locked")), ("weak", _("Sharing no topic"))],
        "has_changed": plan.number > 1,
        "query": request.GET.urlencode(),
    }


@require_safe
@for_brokers
def progress(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Say how far a round is; when it has come to an end, let the page be loaded anew."""
    shown = _or_404(request, round_id)
    if shown.state not in WORKING:
        return HttpResponseClientRefresh() if request.htmx else redirect("introductions:round", round_id)
    return render(request, "introductions/_round_progress.html", _about(shown))


@require_safe
@for_brokers
def left_over(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Show who is in no group of the newest plan, and why."""
    shown, plan = _with_plan(request, round_id)
    page = Paginator(round_queries.left_over_shown(plan, request.user), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        {"words": round_presenters.person_words(each.person), "why": each.get_reason_display()}
        for each in page
    ]
    context = {"round": shown, "scope": round_presenters.scope_words(shown), "page": page, "rows": rows}
    return render(request, "introductions/round_left_over.html", context)


@require_safe
@for_brokers
def waited(request: PersonRequest) -> HttpResponse:
    """Show who has waited three rounds or more and why, so that a broker can find them somebody by hand."""
    found = round_queries.waited_long(request.user, timezone.now())
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    why = round_queries.why_left_over(list(page))
    rows = [
        {
            "person": each,
            "words": round_presenters.person_words(each),
            "why": round_presenters.waited_words(each, why.get(each.pk)),
        }
        for each in page
    ]
    return render(request, "introductions/waited.html", {"page": page, "rows": rows})


@require_safe
@for_brokers
def compare(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Show the numbers of two plans side by side: the last two, or those that are asked for."""
    shown = _or_404(request, round_id)
    plans = {plan.number: plan for plan in shown.plans.all()}
    if len(plans) < 2:
        raise Http404
    one_number = _number(request, "one", plans, max(plans) - 1)
    other_number = _number(request, "other", plans, max(plans))
    context = {
        "round": shown,
        "scope": round_presenters.scope_words(shown),
        "numbers": list(plans),
        "one": plans[one_number],
        "other": plans[other_number],
        "rows": round_presenters.compared(plans[one_number], plans[other_number]),
    }
    return render(request, "introductions/round_compare.html", context)


def _number(request: PersonRequest, name: str, plans: dict[int, Plan], preset: int) -> int:
    sent = request.GET.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 6 and int(sent) in plans else preset


@require_http_methods(["GET", "HEAD", "POST"])
@for_brokers
def publish(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Ask once more, and send a round out."""
    shown = _or_404(request, round_id)
    if request.method == "POST":
        return _done(request, round_id, services.round_publish, _("The worker sends it out now."))
    if shown.state != State.READY:
        return redirect("introductions:round", round_id)
    plan = round_queries.newest_plan(shown)
    return render(request, "introductions/round_publish.html", {"round": shown, "plan": plan})


@require_POST
@for_brokers
def again(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Work a round out again."""
    return _done(request, round_id, services.round_again)


@require_POST
@for_brokers
def cancel(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Stop a round for good."""
    return _done(request, round_id, services.round_cancel, _("Stopped. Nothing was sent out."))


def _done(
    request: PersonRequest, round_id: UUID, service: Callable[..., Round], words: str = ""
) -> HttpResponse:
    try:
        service(round=_or_404(request, round_id), by=request.user, at=timezone.now())
    except RoundNotReadyError:
        messages.info(request, _("That was too late: the round is further on, or over."))
    else:
        if words:
            messages.success(request, words)
    return redirect("introductions:round", round_id)


@require_POST
@for_brokers
def group(request: PersonRequest, round_id: UUID, group_id: int) -> HttpResponse:
    """Lock a group, forbid it, or take that back."""
    shown, plan = _with_plan(request, round_id)
    found = round_queries.groups_shown(plan, request.user).filter(pk=group_id).first()
    if found is None:
        raise Http404
    by = request.user
    acts: dict[str, Callable[[PlanGroup], object]] = {
        "lock": lambda each: services.group_lock(group=each, is_locked=True, by=by),
        "unlock": lambda each: services.group_lock(group=each, is_locked=False, by=by),
        "forbid": lambda each: services.group_forbid(group=each, by=by, at=timezone.now()),
        "allow": lambda each: services.group_allow(group=each, by=by),
    }
    if (act := acts.get(request.POST.get("do", ""))) is None:
        raise Http404
    try:
        act(found)
    except RoundNotReadyError:
        messages.info(request, _("That was too late: the round is further on, or over."))
    query = request.GET.urlencode()
    return redirect(f"{reverse('introductions:round', args=[shown.pk])}?{query}#group-{group_id}")


@require_POST
@for_brokers
def allow(request: PersonRequest, round_id: UUID, forbidden_id: int) -> HttpResponse:
    """Let two people be together again."""
    shown = _or_404(request, round_id)
    if forbidden_id not in {each.pk for each in round_queries.forbidden_shown(shown, request.user)}:
        raise Http404
    try:
        services.pair_allow(round=shown, forbidden_id=forbidden_id, by=request.user)
    except RoundNotReadyError:
        messages.info(request, _("That was too late: the round is further on, or over."))
    return redirect("introductions:round", round_id)


def _or_404(request: PersonRequest, round_id: UUID) -> Round:
    shown = round_queries.rounds_of(request.user).filter(pk=round_id).first()
    if shown is None:
        raise Http404
    return shown


def _with_plan(request: PersonRequest, round_id: UUID) -> tuple[Round, Plan]:
    shown = _or_404(request, round_id)
    plan = round_queries.newest_plan(shown)
    if plan is None:
        raise Http404
    return shown, plan
