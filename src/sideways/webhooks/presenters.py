"""Webhooks and their messages in words. Nothing here asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sideways.ui.dates import moment
from sideways.webhooks.models import Delivery, Webhook
from sideways.webhooks.services.sending import FAILED_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One message: what it was about, what came of it, and until when it is kept."""

    pk: int
    kind: str
    at: datetime
    what: str
    failed: bool


def state_words(webhook: Webhook, *, waiting: int) -> str:
    """Say in a sentence how an address does."""
    if webhook.paused_at is not None and webhook.failing_since is not None:
        return "Paused, because it did not take messages. Nothing is sent."
    if webhook.paused_at is not None:
        return "Paused. Nothing is sent."
    if webhook.failing_since is not None:
        return f"It has not taken messages since {moment(webhook.failing_since)}. We keep trying."
    return "A message is on its way." if waiting else "All messages have been taken."


def delivery_rows(deliveries: Iterable[Delivery]) -> list[DeliveryRow]:
    """Return the messages to an address. None says which lesson it was about: that may have changed."""
    return [
        DeliveryRow(
            pk=delivery.pk,
            kind=delivery.get_kind_display(),
            at=delivery.happened_at,
            what=_what_came(delivery),
            failed=delivery.failed_at is not None,
        )
        for delivery in deliveries
    ]


def _what_came(delivery: Delivery) -> str:
    tries = f"{delivery.tries} {'try' if delivery.tries == 1 else 'tries'}"
    if delivery.sent_at is not None:
        return f"Taken after {tries}. {delivery.answer}."
    if delivery.failed_at is not None:
        kept = f"Kept until {moment(delivery.failed_at + FAILED_KEPT)}."
        said = f" {delivery.answer}." if delivery.answer else ""
        return f"Not taken after {tries}.{said} {kept}"
    if delivery.tries:
        return f"{delivery.answer}. The next try is on {moment(delivery.due_at)}."
    return "Waits to be sent."
