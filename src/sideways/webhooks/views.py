"""For brokers and operators: where an organisation wants to be told what becomes public."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.people.models import Organisation
from sideways.people.views.requests import PersonRequest
from sideways.webhooks import presenters, queries, rules, services
from sideways.webhooks.errors import WebhookRefusedError
from sideways.webhooks.forms import AddressForm, SeenSecretForm
from sideways.webhooks.models import Delivery, Webhook

A_PAGE = 25
asked = require_http_methods(["GET", "HEAD", "POST"])


@asked
@login_required
def organisation(request: PersonRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Organisation, pk=pk)
    if not rules.may_manage(request.user, shown):
        raise Http404
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"webhook_id": uuid4()})
    if form.is_valid():
        try:
            made = services.webhook_create(
                organisation=shown, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return _secret_page(request, made)
        except WebhookRefusedError as error:
            form.add_error("url", error.sentence)
    context = {"organisation": shown, "form": form, "webhooks": queries.webhooks_of(shown)}
    return render(request, "webhooks/organisation.html", context)


@require_safe
@login_required
def webhook(request: PersonRequest, webhook_id: UUID) -> HttpResponse:
    shown = _theirs(request, webhook_id)
    page = Paginator(queries.deliveries_shown(shown), A_PAGE).get_page(request.GET.get("page"))
    waiting = queries.deliveries_waiting_for(shown).count()
    context = {
        "webhook": shown,
        "state": presenters.state_words(shown, waiting=waiting),
        "page": page,
        "rows": presenters.delivery_rows(page),
    }
    return render(request, "webhooks/webhook.html", context)


@require_POST
@login_required
def test(request: PersonRequest, webhook_id: UUID) -> HttpResponse:
    shown = _theirs(request, webhook_id)
    services.webhook_test(webhook=shown, by=request.user, at=timezone.now())
    messages.success(request, _("The test is on its way. Load this page again in a minute."))
    return redirect("webhooks:webhook", webhook_id)


@require_POST
@login_required
def pause(request: PersonRequest, webhook_id: UUID) -> HttpResponse:
    services.webhook_pause(webhook=_theirs(request, webhook_id), by=request.user, at=timezone.now())
    return redirect("webhooks:webhook", webhook_id)


@require_POST
@login_required
def resume(request: PersonRequest, webhook_id: UUID) -> HttpResponse:
    services.webhook_resume(webhook=_theirs(request, webhook_id), by=request.user, at=timezone.now())
    messages.success(request, _("It is told what changes from now on."))
    return redirect("webhooks:webhook", webhook_id)


@asked
@login_required
def secret(request: PersonRequest, webhook_id: UUID) -> HttpResponse:
    """Ask whether to make a new secret (GET), and show it once (POST)."""
    shown = _theirs(request, webhook_id)
    if request.method != "POST":
        return render(request, "webhooks/secret.html", {"webhook": shown})
    form = SeenSecretForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        made = services.webhook_secret_renew(webhook=shown, seen=seen, by=request.user, at=timezone.now())
    except WebhookRefusedError:
        messages.info(request, _("Somebody has made a new secret meanwhile. Nothing has changed."))
        return redirect("webhooks:webhook", webhook_id)
    return _secret_page(request, made)


@asked
@login_required
def remove(request: PersonRequest, webhook_id: UUID) -> HttpResponse:
    shown = _theirs(request, webhook_id)
    if request.method != "POST":
        return render(request, "webhooks/remove.html", {"webhook": shown})
    services.webhook_delete(webhook=shown, by=request.user, at=timezone.now())
    messages.success(request, _("The address is removed. Nothing is sent there any more."))
    return redirect("webhooks:organisation", shown.organisation_id)


@require_POST
@login_required
def again(request: PersonRequest, webhook_id: UUID, pk: int) -> HttpResponse:
    shown = _theirs(request, webhook_id)
    delivery = get_object_or_404(Delivery.objects.select_related("webhook"), pk=pk, webhook=shown)
    services.delivery_retry(delivery=delivery, by=request.user, at=timezone.now())
    return redirect("webhooks:webhook", webhook_id)


def _secret_page(request: PersonRequest, made: services.MadeSecret) -> HttpResponse:
    context = {"webhook": made.webhook, "secret": made.secret, "both": made.webhook.secret_number > 1}
    return render(request, "webhooks/made.html", context)


def _theirs(request: PersonRequest, webhook_id: UUID) -> Webhook:
    # For anybody else there is no such page.
    found = get_object_or_404(Webhook.objects.select_related("organisation"), pk=webhook_id)
    if not rules.may_manage(request.user, found.organisation):
        raise Http404
    return found
