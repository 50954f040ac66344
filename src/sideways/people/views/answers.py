"""The questions about a person, asked one small page at a time: on joining, and again to change an answer."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sideways.people import presenters, queries, services
from sideways.people.forms import joining as forms
from sideways.people.models import Organisation, Person
from sideways.people.rules import missing_answer
from sideways.people.views.requests import PersonRequest

LEVEL_ANSWERS = "people.level_answers"  # kept in the session, so that going back shows them again
asked = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Flow:
    """Joining walks from page to page; changing an answer goes back to “You”."""

    name: str
    after: dict[str, str]

    def next_url(self, page: str) -> str:
        return reverse(self.after.get(page, "people:you"))

    def is_open_to(self, person: Person) -> bool:
        # A tab left open since joining must not change what has been settled since.
        return (self.name == "join") == (person.standing == Person.Standing.JOINING)


JOIN = Flow(
    "join",
    {
        "about": "people:join_level",
        "level": "people:join_workplace",
        "workplace": "people:join_interests",
        "interests": "people:join",
    },
)
YOU = Flow("you", {})
FLOWS = {"join": JOIN, "you": YOU}


@asked
@login_required
def about(request: PersonRequest, flow: str) -> HttpResponse:
    person = request.user
    if not FLOWS[flow].is_open_to(person):
        return redirect("people:join")
    initial = {"name": person.name, "profession": person.profession_id}
    form = forms.AboutForm(posted(request), person=person, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        services.person_describe(person=person, name=data["name"], profession_code=data["profession"])
        return redirect(FLOWS[flow].next_url("about"))
    return _page(request, flow, "about", form)


@require_safe
@login_required
def professions(request: PersonRequest) -> HttpResponse:
    text = request.GET.get("profession_search", "")
    found = queries.professions_matching(text, request.user)
    return render(request, "people/_professions.html", {"professions": found, "text": text.strip()})


@asked
@login_required
def level(request: PersonRequest, flow: str) -> HttpResponse:
    person = request.user
    if not FLOWS[flow].is_open_to(person):
        return redirect("people:join")
    if request.htmx:
        looked = forms.LevelForm(initial=request.POST.dict(), person=person)
        return render(request, "people/_level_suggestion.html", {"form": looked, "flow": flow})
    initial = request.session.get(LEVEL_ANSWERS, {})
    form = forms.LevelForm(posted(request), person=person, initial=initial)
    if form.is_valid():
        request.session[LEVEL_ANSWERS] = {
            name: value for name, value in request.POST.dict().items() if name in form.fields
        }
        # The level is told before it is kept: without JavaScript that takes this second look.
        if form.has_been_told:
            services.person_level_set(person=person, answer=form.answer(), by=person, at=timezone.now())
            return redirect(FLOWS[flow].next_url("level"))
    return _page(request, flow, "level", form)


@asked
@login_required
def workplace(request: PersonRequest, flow: str) -> HttpResponse:
    person = request.user
    if not FLOWS[flow].is_open_to(person):
        return redirect("people:join")
    if "search" in request.POST:
        form = forms.WorkplaceForm(initial={"q": request.POST.get("q", "")}, person=person)
        return _page(request, flow, "workplace", form, **_found(request.POST.get("q", ""), person))
    form = forms.WorkplaceForm(posted(request), person=person)
    if form.is_valid():
        chosen = form.cleaned_data["organisation"]
        if not isinstance(chosen, Organisation):
            page = "new_organisation" if chosen == forms.NOT_LISTED else "district"
            return redirect(f"people:{flow}_{page}")
        services.person_workplace_set(
            person=person, organisation=chosen, outcode="", by=person, at=timezone.now()
        )
        return redirect(FLOWS[flow].next_url("workplace"))
    return _page(request, flow, "workplace", form, **_found(request.POST.get("q", ""), person))


@require_safe
@login_required
def organisations(request: PersonRequest) -> HttpResponse:
    found = _found(request.GET.get("q", ""), request.user)
    return render(request, "people/_organisations.html", found)


@asked
@login_required
def new_organisation(request: PersonRequest, flow: str) -> HttpResponse:
    person = request.user
    if not FLOWS[flow].is_open_to(person):
        return redirect("people:join")
    form = forms.NewOrganisationForm(posted(request), initial=_own_proposal(person))
    if form.is_valid():
        services.organisation_propose(**form.cleaned_data, by=person, at=timezone.now())
        return redirect(FLOWS[flow].next_url("workplace"))
    return _page(request, flow, "new_organisation", form)


@asked
@login_required
def district(request: PersonRequest, flow: str) -> HttpResponse:
    person = request.user
    if not FLOWS[flow].is_open_to(person):
        return redirect("people:join")
    form = forms.DistrictForm(posted(request), initial={"outcode": person.outcode})
    if form.is_valid():
        outcode = form.cleaned_data["outcode"]
        services.person_workplace_set(
            person=person, organisation=None, outcode=outcode, by=person, at=timezone.now()
        )
        return redirect(FLOWS[flow].next_url("workplace"))
    return _page(request, flow, "district", form)


@asked
@login_required
def interests(request: PersonRequest, flow: str) -> HttpResponse:
    person = request.user
    if not FLOWS[flow].is_open_to(person):
        return redirect("people:join")
    if flow == "join" and (step := missing_answer(person)):
        return redirect(f"people:join_{step}")
    initial = {
        "topics": list(person.topics.values_list("pk", flat=True)),
        "travel_km": presenters.nearest_travel(person.travel_km),
    }
    form = forms.InterestsForm(posted(request), initial=initial)
    if form.is_valid():
        services.person_interests_set(person=person, **form.cleaned_data)
        if flow == "join":
            services.join_finish(person=person, at=timezone.now())
        return redirect(FLOWS[flow].next_url("interests"))
    return _page(request, flow, "interests", form)


def posted(request: PersonRequest) -> QueryDict | None:
    """Return what was sent, even if it was nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def _page(request: PersonRequest, flow: str, page: str, form: BaseForm, **more: Any) -> HttpResponse:
    person = request.user
    heading = presenters.HEADINGS[page]
    context = {"form": form, "flow": flow, "page": page, "heading": heading, "person": person, **more}
    if flow == "join":
        context["steps"] = presenters.join_steps(page, person)
    return render(request, f"people/{page}.html", context)


def _found(text: str, person: Person) -> dict[str, Any]:
    found = queries.organisations_matching(text)
    own = person.organisation
    suggested = False
    if not text.strip():
        found = [own] if own is not None else queries.organisations_suggested_to(person)
        suggested = own is None and bool(found)
    return {
        "suggested": suggested,
        "organisations": found,
        "text": text.strip(),
        "chosen": person.organisation_id,
    }


def _own_proposal(person: Person) -> dict[str, str]:
    own = person.organisation
    if own is None or own.standing != Organisation.Standing.PROPOSED:
        return {}
    return {"name": own.name, "service": own.service, "outcode": own.outcode}
