"""Webhooks and their messages in words. Nothing here asks the database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        return _("Paused, because it did not take messages. Nothing is sent.")
    if webhook.paused_at is not None:
        return _("Paused. Nothing is sent.")
    if webhook.failing_since is not None:
        since = moment(webhook.failing_since)
        return _("It has not taken messages since %(since)s. We keep trying.") % {"since": since}
    return _("A message is on its way.") if waiting else _("All messages have been taken.")


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
    words = {"tries": delivery.tries, "answer": _answer_words(delivery.answer)}
    if delivery.sent_at is not None:
        taken = ngettext(
            "Taken after %(tries)d try. %(answer)s.",
            "Taken after %(tries)d tries. %(answer)s.",
            delivery.tries,
        )
        return taken % words
    if delivery.failed_at is not None:
        return _not_taken(delivery) % (words | {"end": moment(delivery.failed_at + FAILED_KEPT)})
    if delivery.tries:
        next_try = moment(delivery.due_at)
        return _("%(answer)s. The next try is on %(next_try)s.") % (words | {"next_try": next_try})
    return _("Waits to be sent.")


def _not_taken(delivery: Delivery) -> str:
    if delivery.answer:
        return ngettext(
            "Not taken after %(tries)d try. %(answer)s. Kept until %(end)s.",
            "Not taken after %(tries)d tries. %(answer)s. Kept until %(end)s.",
            delivery.tries,
        )
    return ngettext(
        "Not taken after %(tries)d try. Kept until %(end)s.",
        "Not taken after %(tries)d tries. Kept until %(end)s.",
        delivery.tries,
    )


def _answer_words(stored: str) -> str:
    """Translate what came of a try: it is stored in English, with its number filled in."""
    number = re.search(r"[0-9]+", stored)
    if number is None:
        return _(stored) if stored else ""
    sentence = f"{stored[: number.start()]}%(number)s{stored[number.end() :]}"
    return _(sentence) % {"number": number[0]}
