"""“You”: what we know of a person, how they sign in, and their data."""

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sideways.people import deletions, exporting, holdings, presenters, services
from sideways.people.forms.leaving import CloseForm
from sideways.people.views.answers import asked, posted
from sideways.people.views.requests import PersonRequest


@require_safe
@login_required
def you(request: PersonRequest) -> HttpResponse:
    person = request.user
    context = {
        "person": person,
        "rows": presenters.about_rows(person, person.topics.all()),
        "ways_in": presenters.ways_in(providers=bool(get_provider_adapter().list_providers(request))),
    }
    return render(request, "people/you.html", context)


@require_safe
@login_required
def data(request: PersonRequest) -> HttpResponse:
    person = request.user
    kept = [holding.kept for holding in holdings.all_holdings() if holding.kept]
    return render(request, "people/data.html", {"deletions": deletions.deletions_of(person), "kept": kept})


@require_POST
@login_required
def download(request: PersonRequest) -> HttpResponse:
    packed = exporting.copy_of(request.user, timezone.now())
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@asked
@login_required
@reauthentication_required
def close(request: PersonRequest) -> HttpResponse:
    person = request.user
    form = CloseForm(posted(request))
    if form.is_valid():
        services.person_close(person=person, choices=form.choices(), by=person, at=timezone.now())
        logout(request)
        return redirect("people:closed")
    return render(request, "people/close.html", {"form": form, "holdings": holdings.all_holdings()})


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/closed.html")
