"""The e-mails about webhooks."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sideways.people.letters import Letter
from sideways.webhooks.models import Webhook


def paused(webhook: Webhook) -> Letter:
    """Tell who sees to an organisation that one of its addresses no longer answers."""
    address = settings.SITE_URL + reverse("webhooks:webhook", args=[webhook.pk])
    words = {"site": settings.SITE_NAME, "organisation": webhook.organisation}
    return Letter(
        _("%(site)s: a webhook is paused") % words,
        _("A system of %(organisation)s has not taken our messages for days, so we stopped sending them:")
        % words
        + f"\n\n{webhook.url}\n\n"
        + _("You can see what it answered, and resume:")
        + f"\n{address}\n",
    )
