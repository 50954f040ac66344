"""Webhooks and their messages as they go in and out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from sideways.api.fields import Line, Sent, Told, words
from sideways.webhooks.models import Webhook
from sideways.webhooks.presenters import DeliveryRow
from sideways.webhooks.sending import LONGEST


class WebhookTold(Told):
    """An address that is told what becomes public, without its secret."""

    id: UUID
    organisation: int
    url: str
    made_at: datetime
    paused: bool
    state: str
    secret_number: int = Field(description="Send it as “seen” to make a new secret")


class WebhookList(Told):
    """All addresses of one organisation, oldest first."""

    items: list[WebhookTold]


class WebhookMade(WebhookTold):
    """An address with its secret, which is told this once."""

    secret: str


class NewWebhook(Sent):
    """Where to send messages."""

    url: Line = words(LONGEST, examples=["https://intranet.example.org/sideways"])


class SeenSecret(Sent):
    """The number of the secret you have, so that two people do not make two."""

    seen: Annotated[int, Field(strict=True, ge=1, le=32_000, examples=[1])]


class MessageTold(Told):
    """One message: what it was about, and what came of it."""

    id: int
    kind: str
    at: datetime
    what: str
    failed: bool


class MessageList(Told):
    """Some messages to an address."""

    items: list[MessageTold]
    next: str | None


def webhook_told(webhook: Webhook, state: str) -> WebhookTold:
    """Return an address."""
    return WebhookTold(
        id=webhook.pk,
        organisation=webhook.organisation_id,
        url=webhook.url,
        made_at=webhook.created_at,
        paused=webhook.paused_at is not None,
        state=state,
        secret_number=webhook.secret_number,
    )


def message_told(row: DeliveryRow) -> MessageTold:
    """Return a message."""
    return MessageTold(id=row.pk, kind=row.kind, at=row.at, what=row.what, failed=row.failed)
