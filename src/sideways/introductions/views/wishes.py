from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.introductions import queries, services
from sideways.introductions.forms import ApartForm, WishForm
from sideways.introductions.views.access import PersonRequest, for_peers
from sideways.people.presenters import nearest_travel
from sideways.people.services import person_interests_set

FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(FORMS)
@for_peers
def wishes(request: PersonRequest) -> HttpResponse:
    """Choose how one wants to be introduced."""
    person, sent = request.user, request.POST if request.method == "POST" else None
    form = WishForm(sent, wish=queries.wish_of(person), travel_km=nearest_travel(person.travel_km))
    if not form.is_valid():
        return render(request, "introductions/wishes.html", {"form": form})
    with transaction.atomic():
        services.wish_set(person=person, wanted=form.wanted())
        topics = list(person.topics.values_list("pk", flat=True))
        person_interests_set(person=person, topics=topics, travel_km=form.cleaned_data["travel_km"])
    messages.success(request, _("Saved. It holds from the next suggestion on."))
    return redirect("introductions:introductions")


@require_http_methods(FORMS)
@for_peers
def apart(request: PersonRequest) -> HttpResponse:
    """Show and add to the private list of those one does not want to be introduced to."""
    person, sent = request.user, request.POST if request.method == "POST" else None
    form = ApartForm(sent, met=queries.people_met_by(person))
    if not form.is_valid():
        return render(
            request, "introductions/apart.html", {"form": form, "rows": queries.apart_list_of(person)}
        )
    services.apart_add(person=person, at=timezone.now(), **form.chosen())
    messages.success(request, _("Noted. You are not introduced to them. Only you see this list."))
    return redirect("introductions:apart")


@require_POST
@for_peers
def apart_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take somebody off the private list."""
    services.apart_remove(person=request.user, apart_id=pk)
    messages.success(request, _("Taken off your list."))
    return redirect("introductions:apart")
