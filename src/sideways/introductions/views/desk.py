from collections.abc import Callable
from datetime import datetime
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

from sideways.introductions import desk_presenters, desk_queries, rules, services
from sideways.introductions.errors import (
    IntroductionOverError,
    MayNotMeetError,
    NamesSomebodyError,
    RemindedLatelyError,
)
from sideways.introductions.forms import ProposalForm
from sideways.introductions.models import Introduction
from sideways.introductions.partners import best_partners, topics_of
from sideways.introductions.queries import known_of
from sideways.introductions.views.access import PersonRequest, for_brokers
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.looking import LookedAt
from sideways.people.models import Person

ROWS_A_PAGE = 50


@require_safe
@for_brokers
def desk(request: PersonRequest) -> HttpResponse:
    """Show a broker what waits, oldest first, and what is past."""
    at = timezone.now()
    waiting = Paginator(desk_queries.desk_queue(request.user, at), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    past = list(desk_queries.desk_past(request.user, at)[:ROWS_A_PAGE])
    people = desk_queries.people_in([each.pk for each in (*waiting, *past)])
    context = {
        "page": waiting,
        "rows": [desk_presenters.desk_row(each, people[each.pk], at) for each in waiting],
        "past": [desk_presenters.desk_row(each, people[each.pk], at) for each in past],
    }
    return render(request, "introductions/desk.html", context)


@require_safe
@for_brokers
def one(request: PersonRequest, introduction_id: UUID) -> HttpResponse:
    """Show a broker one introduction, and what can be done about it."""
    introduction, at = _or_404(request, introduction_id), timezone.now()
    people = desk_queries.people_in([introduction_id])[introduction_id]
    context = {
        "introduction": introduction,
        "row": desk_presenters.desk_row(introduction, people, at),
        "people": [{"person": each, "words": desk_presenters.person_words(each)} for each in people],
        "may_remind": rules.may_remind(introduction, at),
        "may_close": rules.may_answer(introduction, at),
        "is_over": rules.is_over(introduction, at),
    }
    return render(request, "introductions/desk_one.html", context)


@require_POST
@for_brokers
def remind(request: PersonRequest, introduction_id: UUID) -> HttpResponse:
    """Remind whoever has not answered, or all who are to choose a time."""
    return _done(
        request,
        introduction_id,
        services.introduction_remind,
        _("A reminder waits for whoever has not answered."),
    )


@require_POST
@for_brokers
def close(request: PersonRequest, introduction_id: UUID) -> HttpResponse:
    """Close an introduction; with ``then``, go on to find somebody else for one of its people."""
    done = _done(
        request,
        introduction_id,
        services.introduction_close,
        _("Closed. All of them hear the same sentence."),
    )
    wanted = request.POST.get("then", "")
    if not wanted.isdecimal():
        return done
    return redirect(f"{reverse('introductions:desk_new')}?with={wanted}")


def _done(
    request: PersonRequest, introduction_id: UUID, service: Callable[..., Introduction], words: str
) -> HttpResponse:
    try:
        service(introduction=_or_404(request, introduction_id), by=request.user, at=timezone.now())
    except IntroductionOverError:
        messages.info(request, _("This one is over, or all have said yes already."))
    except RemindedLatelyError:
        messages.info(request, _("They were reminded less than 3 days ago."))
    else:
        messages.success(request, words)
    return redirect("introductions:desk")


@require_http_methods(["GET", "HEAD", "POST"])
@for_brokers
def new(request: PersonRequest) -> HttpResponse:
    """Choose two or three people, see which rules hold, and propose that they meet."""
    at, broker = timezone.now(), request.user
    chosen = _chosen(request)
    words = request.GET.get("q", "")
    context: dict[str, Any] = {
        "chosen": [_row(person, chosen) for person in chosen],
        "words": words,
        "found": [_row(each, chosen) for each in desk_queries.people_to_introduce(broker, words)],
        "broken": desk_presenters.broken_words(_broken(chosen, at)),
        **_partners(broker, chosen, at),
        "is_enough": len(chosen) > 1,
        "is_full": len(chosen) > 2,
    }
    shared = set.intersection(*map(topics_of, chosen)) if len(chosen) > 1 else set()
    about = ", ".join(sorted(shared))[:140]
    form = ProposalForm(sent_words(request), initial={"about": about})
    # What others share tells nothing of the broker who writes it: no place names them.
    page = LookedAt(request, form, ["about"], None, "introductions/desk_new.html", context)
    return page.answer(lambda seen: _propose(page, chosen, seen)) if chosen else page.page()


def _propose(page: LookedAt, chosen: list[Person], seen: frozenset[str]) -> HttpResponse:
    form = page.form
    try:
        services.introduction_propose(
            people=chosen,
            source=Introduction.Source.BROKER,
            about=form.cleaned_data["about"],
            reason=_("Made by hand."),
            days=form.cleaned_data["days"],
            routes_seen=seen,
            by=page.request.user,
            at=timezone.now(),
        )
    except MayNotMeetError as error:
        return page.page(broken=desk_presenters.broken_words(error.broken))
    except NamesSomebodyError:
        form.add_error("about", desk_presenters.NAMES_SOMEBODY)
        return page.page()
    messages.success(page.request, _("Proposed. They see each other’s names only if all of them say yes."))
    return redirect("introductions:desk")


@require_http_methods(["GET", "HEAD", "POST"])
@for_brokers
def conflicts(request: PersonRequest) -> HttpResponse:
    """Show who must not be introduced, as brokers know; note one more for two who are chosen."""
    if request.method == "POST":
        chosen = _chosen(request)
        if len(chosen) != 2:
            raise Http404
        services.conflict_add(one=chosen[0], other=chosen[1], by=request.user, at=timezone.now())
        messages.success(request, _("Noted. They are not introduced to each other."))
        return redirect("introductions:conflicts")
    rows = desk_queries.conflicts_for(request.user)
    return render(request, "introductions/conflicts.html", {"rows": rows})


@require_POST
@for_brokers
def conflict_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back that two people must not be introduced."""
    services.conflict_remove(conflict_id=pk, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("introductions:conflicts")


def _broken(chosen: list[Person], at: datetime) -> list[rules.Broken]:
    """Return what stands in the way; of one alone, only that they take no new introduction now."""
    known = known_of(chosen)
    if len(chosen) > 1:
        return rules.broken(chosen, known, at)
    return [
        rules.Broken(rules.Rule.NOT_OPEN, (each,)) for each in chosen if not rules.is_open(each, known, at)
    ]


def _or_404(request: PersonRequest, introduction_id: UUID) -> Introduction:
    introduction = desk_queries.on_desk_of(request.user).filter(pk=introduction_id).first()
    if introduction is None:
        raise Http404
    return introduction


def _chosen(request: PersonRequest) -> list[Person]:
    sent = (request.POST if request.method == "POST" else request.GET).getlist("with")
    ids = [int(pk) for pk in sent if pk.isdecimal() and len(pk) < 10]
    return desk_queries.people_chosen(request.user, ids[:3])


def _partners(broker: Person, chosen: list[Person], at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return who would fit somebody best, those apart who fit only by a rule that both widened."""
    if len(chosen) != 1:
        return {}
    near = desk_queries.people_near(broker, chosen[0])
    best = best_partners(chosen[0], near, known_of([chosen[0], *near]), at)
    rows: dict[str, list[dict[str, Any]]] = {"partners": [], "widened": []}
    for partner in best:
        reason = {"reason": desk_presenters.partner_words(partner)}
        rows["widened" if partner.is_widened else "partners"].append(_row(partner.person, chosen) | reason)
    return rows


def _row(person: Person, chosen: list[Person]) -> dict[str, Any]:
    others = [each.pk for each in chosen if each != person]
    return {
        "person": person,
        "words": desk_presenters.person_words(person),
        "with_it": "&".join(f"with={pk}" for pk in (*others, person.pk)),
        "without_it": "&".join(f"with={pk}" for pk in others),
        "is_chosen": person in chosen,
    }
