"""For brokers and operators: where an organisation wants to be told what becomes public."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import VOUCH
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId
from sideways.api.keys import new_id, once
from sideways.api.shapes import webhooks as shapes
from sideways.people.models import Organisation
from sideways.webhooks import presenters, queries, rules, services
from sideways.webhooks.errors import WebhookRefusedError
from sideways.webhooks.forms import AddressForm
from sideways.webhooks.models import Delivery, Webhook

router = Router(auth=VOUCH, tags=["Webhooks"])
OF_ONE = "/organisations/{int:organisation_id}/webhooks"
ONE = "/webhooks/{uuid:webhook_id}"


@router.get(OF_ONE, response=shapes.WebhookList, url_name="webhooks")
def webhook_list(request: PersonRequest, organisation_id: PathId) -> shapes.WebhookList:
    """List the addresses of an organisation you look after."""
    found = queries.webhooks_of(_organisation(request, organisation_id)).select_related("organisation")
    return shapes.WebhookList(items=[_told(each) for each in found])


@router.post(OF_ONE, response={201: shapes.WebhookMade}, url_name="webhooks")
def webhook_create(request: PersonRequest, organisation_id: PathId, sent: shapes.NewWebhook) -> Status:
    """Register an address. Its secret is told here, and never again.

    With an Idempotency-Key the same request tells it again for ten minutes.
    """
    organisation = _organisation(request, organisation_id)
    form = access.filled(AddressForm({"url": sent.url, "webhook_id": str(new_id(request))}))
    try:
        made = services.webhook_create(
            organisation=organisation, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except WebhookRefusedError as error:
        raise ValidationError({"url": error.sentence}) from error
    return Status(201, shapes.WebhookMade(**_told(made.webhook).model_dump(), secret=made.secret))


@router.get(ONE, response=shapes.WebhookTold, url_name="webhook")
def webhook_read(request: PersonRequest, webhook_id: UUID) -> shapes.WebhookTold:
    """Read how an address does."""
    return _told(_theirs(request, webhook_id))


@router.delete(ONE, response={204: None}, url_name="webhook")
def webhook_remove(request: PersonRequest, webhook_id: UUID) -> Status:
    """Remove an address. Nothing is sent there any more."""
    services.webhook_delete(webhook=_theirs(request, webhook_id), by=request.user, at=timezone.now())
    return Status(204, None)


@router.post(f"{ONE}/test", response=shapes.WebhookTold, url_name="webhook_test")
def webhook_test(request: PersonRequest, webhook_id: UUID) -> shapes.WebhookTold:
    """Send a message that says nothing but that it is a test. One at a time; none while paused."""
    shown = _theirs(request, webhook_id)
    with once(request) as is_new:
        if is_new:
            services.webhook_test(webhook=shown, by=request.user, at=timezone.now())
    return webhook_read(request, webhook_id)


@router.put(f"{ONE}/paused", response=shapes.WebhookTold, url_name="webhook_paused")
def webhook_pause(request: PersonRequest, webhook_id: UUID) -> shapes.WebhookTold:
    """Pause: nothing is sent until somebody resumes. Twice changes nothing."""
    services.webhook_pause(webhook=_theirs(request, webhook_id), by=request.user, at=timezone.now())
    return webhook_read(request, webhook_id)


@router.delete(f"{ONE}/paused", response=shapes.WebhookTold, url_name="webhook_paused")
def webhook_resume(request: PersonRequest, webhook_id: UUID) -> shapes.WebhookTold:
    """Resume: it is told what changes from now on. Twice changes nothing."""
    services.webhook_resume(webhook=_theirs(request, webhook_id), by=request.user, at=timezone.now())
    return webhook_read(request, webhook_id)


@router.post(f"{ONE}/secret", response=shapes.WebhookMade, url_name="webhook_secret")
def webhook_secret(request: PersonRequest, webhook_id: UUID, sent: shapes.SeenSecret) -> shapes.WebhookMade:
    """Make a new secret, told here and never again. The one before signs beside it for a day."""
    shown = _theirs(request, webhook_id)
    try:
        made = services.webhook_secret_renew(
            webhook=shown, seen=sent.seen, by=request.user, at=timezone.now()
        )
    except WebhookRefusedError as error:
        sentence = gettext("Somebody has made a new secret meanwhile. Nothing has changed.")
        raise ValidationError({"seen": sentence}) from error
    return shapes.WebhookMade(**_told(made.webhook).model_dump(), secret=made.secret)


@router.get(f"{ONE}/messages", response=shapes.MessageList, url_name="webhook_messages")
def message_list(request: PersonRequest, webhook_id: UUID, page: Query[Page]) -> shapes.MessageList:
    """List the messages to an address, newest first, and what came of them."""
    shown = stretch(request, queries.deliveries_shown(_theirs(request, webhook_id)), Walk(**page.dict()))
    items = [shapes.message_told(row) for row in presenters.delivery_rows(shown.rows)]
    return shapes.MessageList(items=items, next=shown.next)


@router.post(f"{ONE}/messages/{{int:message_id}}/again", response={204: None}, url_name="webhook_again")
def message_again(request: PersonRequest, webhook_id: UUID, message_id: PathId) -> Status:
    """Send once more what was not taken. Twice is once; nothing happens while it is paused."""
    mine = Delivery.objects.select_related("webhook").filter(webhook=_theirs(request, webhook_id))
    delivery = get_object_or_404(mine, pk=message_id)
    with once(request) as is_new:
        if is_new:
            services.delivery_retry(delivery=delivery, by=request.user, at=timezone.now())
    return Status(204, None)


def _organisation(request: PersonRequest, organisation_id: int) -> Organisation:
    found = get_object_or_404(Organisation, pk=organisation_id)
    if not rules.may_manage(request.user, found):
        raise Http404
    return found


def _theirs(request: PersonRequest, webhook_id: UUID) -> Webhook:
    found = get_object_or_404(Webhook.objects.select_related("organisation"), pk=webhook_id)
    if not rules.may_manage(request.user, found.organisation):
        raise Http404
    return found


def _told(webhook: Webhook) -> shapes.WebhookTold:
    waiting = queries.deliveries_waiting_for(webhook).count()
    return shapes.webhook_told(webhook, presenters.state_words(webhook, waiting=waiting))
