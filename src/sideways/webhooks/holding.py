"""What is kept of whoever registered a webhook (P13)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sideways.people.holdings import Holding
from sideways.people.models import Person
from sideways.webhooks.queries import webhooks_created_by
from sideways.webhooks.services import webhooks_forget_creator


def export(person: Person) -> list[dict[str, Any]]:
    """Return the addresses the person registered. Secrets are left out."""
    return [
        {
            "address": webhook.url,
            "organisation": str(webhook.organisation),
            "registered_at": webhook.created_at,
        }
        for webhook in webhooks_created_by(person)
    ]


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Forget who registered them."""
    webhooks_forget_creator(person=person)


HOLDING = Holding(
    name="webhooks",
    export=export,
    erase=erase,
    stays=_("Webhooks you registered stay with the organisation. Nothing says that it was you."),
)
