from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.villages import handing, presenters, rules, services
from sideways.villages.views.access import own_or_404


@require_safe
@for_peers
def hand_over(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Show whoever keeps a card the address by which the one who rang takes it over."""
    project = own_or_404(request, project_id)
    if not rules.is_kept(project):
        raise Http404
    place = reverse("villages:take_over", args=[handing.sealed(project)])
    context = {
        "project": project,
        "url": request.build_absolute_uri(place),
        "days": handing.HOLDS_FOR.days,
    }
    return render(request, "villages/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def take_over(request: PersonRequest, sealed: str) -> HttpResponse:
    """Make a card one's own that a broker has kept, after reading it."""
    found = handing.opened(sealed, request.user)
    if found is None:
        raise Http404
    project, keeper = found
    if project.made_by_id != request.user.pk and request.method != "POST":
        context = {"project": project, "where": presenters.where(project)}
        return render(request, "villages/take_over.html", context)
    services.project_take_over(project=project, keeper=keeper, by=request.user, at=timezone.now())
    messages.success(request, _("The card is yours now."))
    return redirect("villages:project", project.pk)
