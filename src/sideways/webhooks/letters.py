"""The e-mails about webhooks."""

from django.conf import settings
from django.urls import reverse

from sideways.people.letters import Letter
from sideways.webhooks.models import Webhook


def paused(webhook: Webhook) -> Letter:
    """Tell who sees to an organisation that one of its addresses no longer answers."""
    address = settings.SITE_URL + reverse("webhooks:webhook", args=[webhook.pk])
    return Letter(
        f"{settings.SITE_NAME}: a webhook is paused",
        f"A system of {webhook.organisation} has not taken our messages for days, so we stopped sending "
        f"them:\n\n{webhook.url}\n\nYou can see what it answered, and resume:\n{address}\n",
    )
