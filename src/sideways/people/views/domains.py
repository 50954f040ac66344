"""For operators: the e-mail domains that vouch for people of an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sideways.people import presenters, queries, services
from sideways.people.forms.operating import OrganisationDomainForm
from sideways.people.models import Organisation
from sideways.people.views.answers import asked
from sideways.people.views.operating import A_PAGE, operator_or_404
from sideways.people.views.requests import PersonRequest


@require_safe
@login_required
def domains(request: PersonRequest) -> HttpResponse:
    operator_or_404(request)
    page = Paginator(queries.domains_added(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/domains.html", {"page": page})


@asked
@login_required
def organisation_domains(request: PersonRequest, pk: int) -> HttpResponse:
    """Show whom a domain would let in (GET), and add it (POST)."""
    operator = operator_or_404(request)
    organisation = get_object_or_404(Organisation, pk=pk, standing=Organisation.Standing.LISTED)
    sent = request.POST if request.method == "POST" else request.GET if "domain" in request.GET else None
    form = OrganisationDomainForm(sent)
    context = {
        "organisation": organisation,
        "form": form,
        "added": queries.domains_added().filter(organisation=organisation),
        "log": presenters.log_entries(queries.domain_log_of(organisation)),
    }
    if form.is_valid():
        domain = form.cleaned_data["domain"]
        if request.method == "POST":
            services.organisation_domain_add(
                organisation=organisation, domain=domain, by=operator, at=timezone.now()
            )
            messages.success(
                request,
                _("Addresses at %(domain)s vouch for people of %(organisation)s now.")
                % {"domain": domain, "organisation": str(organisation)},
            )
            return redirect("people:organisation_domains", pk)
        context["domain"] = domain
        context["let_in"] = queries.people_let_in_by(organisation, domain)
        others = queries.domains_added().filter(domain=domain).exclude(organisation=organisation)
        context["others"] = [row.organisation for row in others]
    return render(request, "people/organisation_domains.html", context)


@require_POST
@login_required
def organisation_domain_remove(request: PersonRequest, pk: int, domain: str) -> HttpResponse:
    operator = operator_or_404(request)
    organisation = get_object_or_404(Organisation, pk=pk)
    services.organisation_domain_remove(
        organisation=organisation, domain=domain, by=operator, at=timezone.now()
    )
    messages.success(
        request, _("Addresses at %(domain)s vouch no longer. Who is in stays in.") % {"domain": domain}
    )
    return redirect("people:organisation_domains", pk)
