"""For operators: accounts, proposed organisations, held domains. Nothing here shows what people wrote."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sideways.people import domains, presenters, queries, services
from sideways.people.errors import JoiningUnfinishedError
from sideways.people.forms.operating import (
    HeldDomainForm,
    KindForm,
    LetInForm,
    PeopleFilterForm,
    SameOrganisationForm,
)
from sideways.people.models import HeldDomain, Organisation, Person
from sideways.people.rules import is_operator
from sideways.people.views.answers import asked, posted
from sideways.people.views.requests import PersonRequest

A_PAGE = 25


@require_safe
@login_required
def people(request: PersonRequest) -> HttpResponse:
    operator_or_404(request)
    form = PeopleFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "show": ""}
    found = queries.people_found(email=wanted["q"], show=wanted["show"])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "shown": wanted["show"], "q": wanted["q"]}
    return render(request, "people/people.html", context)


@require_safe
@login_required
def person(request: PersonRequest, pk: int) -> HttpResponse:
    operator = operator_or_404(request)
    shown = _open(pk)
    context = {
        "shown": shown,
        "facts": presenters.facts(shown),
        "log": presenters.log_entries(queries.log_of(shown)),
        "held_reason": domains.held_reason(shown.email),
        "is_self": shown.pk == operator.pk,
    }
    return render(request, "people/person.html", context)


@asked
@login_required
def let_in(request: PersonRequest, pk: int) -> HttpResponse:
    operator = operator_or_404(request)
    shown = _open(pk)
    if shown.pk == operator.pk or shown.standing != Person.Standing.HELD:
        return redirect("people:person", pk)
    form = LetInForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.person_let_in(person=shown, by=operator, reason=reason, at=timezone.now())
        except JoiningUnfinishedError:
            messages.error(request, _("Some answers of this person are missing. They have to join first."))
        return redirect("people:person", pk)
    reason = domains.held_reason(shown.email)
    return render(request, "people/let_in.html", {"form": form, "shown": shown, "held_reason": reason})


@asked
@login_required
def kind(request: PersonRequest, pk: int) -> HttpResponse:
    operator = operator_or_404(request)
    shown = _open(pk)
    if shown.pk == operator.pk:
        raise Http404
    form = KindForm(posted(request), person=shown, initial={"kind": shown.kind})
    if form.is_valid():
        services.person_kind_grant(person=shown, by=operator, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The account has changed. What it may open changed at once."))
        return redirect("people:person", pk)
    return render(request, "people/kind.html", {"form": form, "shown": shown})


@require_safe
@login_required
def organisations(request: PersonRequest) -> HttpResponse:
    operator_or_404(request)
    page = Paginator(queries.organisations_proposed(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/organisations.html", {"page": page})


@require_POST
@login_required
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    operator = operator_or_404(request)
    organisation = get_object_or_404(Organisation, pk=pk)
    services.organisation_accept(organisation=organisation, by=operator, at=timezone.now())
    messages.success(request, _("%(organisation)s is listed.") % {"organisation": str(organisation)})
    return redirect("people:organisations")


@asked
@login_required
def same(request: PersonRequest, pk: int) -> HttpResponse:
    operator = operator_or_404(request)
    proposed = get_object_or_404(Organisation, pk=pk, standing=Organisation.Standing.PROPOSED)
    form = SameOrganisationForm(posted(request), initial={"q": proposed.name})
    text = proposed.name
    if form.is_valid():
        text = form.cleaned_data["q"] or text
        listed = Organisation.objects.filter(
            pk=form.cleaned_data["organisation"], standing=Organisation.Standing.LISTED
        ).first()
        if listed is not None and "search" not in request.POST:
            services.organisation_replace(
                organisation=proposed, listed=listed, by=operator, at=timezone.now()
            )
            told = _("Its people now belong to %(organisation)s.") % {"organisation": str(listed)}
            messages.success(request, told)
            return redirect("people:organisations")
    found = queries.organisations_matching(text)
    context = {"form": form, "proposed": proposed, "organisations": found, "text": text}
    return render(request, "people/same.html", context)


@asked
@login_required
def held_domains(request: PersonRequest) -> HttpResponse:
    operator = operator_or_404(request)
    form = HeldDomainForm(posted(request))
    if form.is_valid():
        services.held_domain_add(**form.cleaned_data, by=operator, at=timezone.now())
        return redirect("people:held_domains")
    context = {
        "form": form,
        "added": HeldDomain.objects.all(),
        "known": sorted(domains.known_held_domains().items()),
    }
    return render(request, "people/held_domains.html", context)


@require_POST
@login_required
def held_domain_remove(request: PersonRequest, domain: str) -> HttpResponse:
    services.held_domain_remove(domain=domain, by=operator_or_404(request), at=timezone.now())
    return redirect("people:held_domains")


def operator_or_404(request: PersonRequest) -> Person:
    # For anybody else there is no such page.
    if not is_operator(request.user):
        raise Http404
    return request.user


def _open(pk: int) -> Person:
    people = Person.objects.exclude(standing=Person.Standing.CLOSED)
    return get_object_or_404(people.select_related("profession", "organisation", "place"), pk=pk)
