"""Writes of webhooks: registering them, noticing what to tell, sending it."""

from sideways.webhooks.services.looking import changes_look
from sideways.webhooks.services.managing import (
    MadeSecret,
    delivery_retry,
    webhook_create,
    webhook_delete,
    webhook_pause,
    webhook_resume,
    webhook_secret_renew,
    webhook_test,
    webhooks_forget_creator,
)
from sideways.webhooks.services.sending import deliveries_send

__all__ = [
    "MadeSecret",
    "changes_look",
    "deliveries_send",
    "delivery_retry",
    "webhook_create",
    "webhook_delete",
    "webhook_pause",
    "webhook_resume",
    "webhook_secret_renew",
    "webhook_test",
    "webhooks_forget_creator",
]
