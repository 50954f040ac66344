from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sideways.comments import queries, services
from sideways.comments.forms import ExpertForm
from sideways.comments.models import Expert
from sideways.people.views.operating import operator_or_404
from sideways.people.views.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def experts(request: PersonRequest) -> HttpResponse:
    """Show an operator who is an expert here, and appoint one more."""
    operator = operator_or_404(request)
    form = ExpertForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "experts": queries.experts()}
        return render(request, "comments/experts.html", context)
    person, topic = form.cleaned_data["email"], form.cleaned_data["topic"]
    services.expert_appoint(person=person, topic=topic, by=operator, at=timezone.now())
    messages.success(request, _("Appointed. They hear of it, and can advise beside lessons they can read."))
    return redirect("comments:experts")


@require_POST
@login_required
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    operator = operator_or_404(request)
    services.expert_end(expert=get_object_or_404(Expert, pk=pk), by=operator, at=timezone.now())
    messages.success(request, _("Ended. What they advised stays."))
    return redirect("comments:experts")
