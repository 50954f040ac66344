"""For operators: the e-mails that could not be sent. What they say is not shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sideways.notices import services as outbox
from sideways.notices.models import OutgoingEmail
from sideways.notices.queries import emails_failed, emails_waiting
from sideways.people.rules import is_operator
from sideways.people.views.requests import PersonRequest

A_PAGE = 25
AGAIN, DELETE = "again", "delete"


@require_safe
@login_required
def failed(request: PersonRequest) -> HttpResponse:
    if not is_operator(request.user):
        raise Http404
    page = Paginator(emails_failed(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": emails_waiting(), "days_kept": outbox.FAILED_KEPT.days}
    return render(request, "people/emails.html", context)


@require_POST
@login_required
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    if not is_operator(request.user):
        raise Http404
    email = get_object_or_404(OutgoingEmail, pk=pk)
    doing, at = request.POST.get("do"), timezone.now()
    if doing == AGAIN:
        outbox.email_retry(email=email, by=request.user, at=at)
        messages.success(request, _("It is tried again now."))
    elif doing == DELETE:
        outbox.email_delete(email=email, by=request.user, at=at)
        messages.success(request, _("It is deleted."))
    else:
        raise Http404
    return redirect("people:emails")
