"""Send what waits: in order for each address, later again when it fails, paused when it fails for days."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from sideways.common.audit import audit
from sideways.notices.services import email_enqueue
from sideways.notices.services.outbox import WAITS
from sideways.webhooks import letters, messages, signing
from sideways.webhooks.models import Delivery, Webhook
from sideways.webhooks.queries import deliveries_waiting_for, people_to_tell, webhooks_due
from sideways.webhooks.sending import Answer, post
from sideways.webhooks.services.managing import pause

SENT_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=30)
PAUSED_AFTER = timedelta(days=3)
CLAIMED_FOR = timedelta(minutes=10)  # longer than any turn: a worker that dies leaves the rest to the next
MOST_IN_A_TURN = 20
LONGEST_RUN_SECONDS = 30  # the worker has e-mails to send too; what is left is sent a minute later

log = logging.getLogger(__name__)


def deliveries_send(*, at: datetime) -> int:
    """Send what is due and return how many messages were taken. Never raises for an address that fails.

    Each address is claimed first, so two workers never send to the same one at the same time: its
    order holds. A worker that dies in between sends a message again, with the same id.
    """
    Delivery.objects.filter(Q(sent_at__lte=at - SENT_KEPT) | Q(failed_at__lte=at - FAILED_KEPT)).delete()
    end, taken = time.monotonic() + LONGEST_RUN_SECONDS, 0
    for webhook in webhooks_due(at):
        if time.monotonic() > end:
            break
        if _claim(webhook, at):
            try:
                taken += sum(1 for _message in _sent(webhook, end, at))
            finally:
                Webhook.objects.filter(pk=webhook.pk).update(busy_until=None)
    return taken


def _claim(webhook: Webhook, at: datetime) -> bool:
    free = Webhook.objects.filter(Q(busy_until=None) | Q(busy_until__lte=at), pk=webhook.pk, paused_at=None)
    return bool(free.update(busy_until=at + CLAIMED_FOR))


def _sent(webhook: Webhook, end: float, at: datetime) -> Iterator[Delivery]:
    """Yield each message that was taken, until one is not: what follows it has to wait."""
    for delivery in deliveries_waiting_for(webhook)[:MOST_IN_A_TURN]:
        if delivery.due_at > at or time.monotonic() > end:
            return
        body = messages.body_of(delivery)
        if body is None:
            delivery.delete()
            continue
        answer = _try(webhook, delivery, body, at)
        if not answer.taken:
            _postpone(delivery, answer.words, at)
            return
        sent = Delivery.objects.filter(pk=delivery.pk)
        sent.update(sent_at=at, subject="", answer=answer.words, tries=delivery.tries + 1)
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None)
        yield delivery


def _try(webhook: Webhook, delivery: Delivery, body: bytes, at: datetime) -> Answer:
    try:
        good = [signing.opened(webhook.secret)]
        before, until = webhook.secret_before, webhook.secret_before_until
        if before is not None and until is not None and until > at:
            good.append(signing.opened(before))
    except InvalidToken:
        return Answer(False, gettext_noop("Its secret cannot be opened: the key of the vault has changed"))
    headers = signing.headers(messages.message_id(delivery), body, with_secrets=good, at=at)
    more = {"Content-Type": "application/json", "User-Agent": "Sideways"}
    return post(webhook.url, body, headers | more)


@transaction.atomic
def _postpone(delivery: Delivery, words: str, at: datetime) -> None:
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=delivery.webhook_id)
    if webhook.failing_since is None:
        webhook.failing_since = at
        webhook.save(update_fields=["failing_since"])
    waiting = Delivery.objects.filter(pk=delivery.pk, failed_at=None)
    if delivery.tries < len(WAITS):
        waiting.update(answer=words, tries=delivery.tries + 1, due_at=at + WAITS[delivery.tries])
        return
    waiting.update(answer=words, tries=delivery.tries + 1, failed_at=at)
    log.warning("Gave up on a message to a webhook after %d tries: %s", delivery.tries + 1, words)
    if webhook.paused_at is None and at - webhook.failing_since >= PAUSED_AFTER:
        pause(webhook=webhook, at=at)
        audit(action="webhook_pause", subject=webhook, at=at)
        for person in people_to_tell(webhook):
            email_enqueue(to=person.email, at=at, **letters.paused(webhook)._asdict())
