"""People who wait for somebody to vouch for them: for brokers and operators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sideways.people import presenters, queries, services
from sideways.people.forms.operating import ReasonForm
from sideways.people.models import Person
from sideways.people.rules import is_broker, is_operator, may_answer_for
from sideways.people.views.answers import asked, posted
from sideways.people.views.requests import PersonRequest

A_PAGE = 20


@require_safe
@login_required
def vouches(request: PersonRequest) -> HttpResponse:
    by = voucher(request)
    page = Paginator(queries.people_to_vouch_for(by), A_PAGE).get_page(request.GET.get("page"))
    was = queries.levels_before(page)
    rows = [{"person": person, "facts": presenters.facts(person, was.get(person.pk))} for person in page]
    return render(request, "people/vouches.html", {"rows": rows, "page": page, "by": by})


@require_POST
@login_required
def vouch(request: PersonRequest, pk: int) -> HttpResponse:
    by = voucher(request)
    person = _theirs(by, pk)
    services.person_vouch(person=person, by=by, at=timezone.now())
    messages.success(request, _("You vouched for %(name)s. We have told them.") % {"name": str(person)})
    return redirect("people:vouches")


@asked
@login_required
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    by = voucher(request)
    person = _theirs(by, pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.person_decline(person=person, by=by, reason=reason, at=timezone.now())
        told = _("%(name)s can change the answers and ask again. We have told them why.")
        messages.success(request, told % {"name": str(person)})
        return redirect("people:vouches")
    return render(request, "people/decline.html", {"form": form, "person": person})


def voucher(request: PersonRequest) -> Person:
    # For anybody else there is no such page.
    if not (is_broker(request.user) or is_operator(request.user)):
        raise Http404
    return request.user


def _theirs(by: Person, pk: int) -> Person:
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    if not may_answer_for(by, person):
        raise Http404
    return person
