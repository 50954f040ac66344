"""Writes of the log."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from sideways.live.databases import transaction_number
from sideways.live.models import News

KEPT = timedelta(days=1)


@transaction.atomic
def news_add(*, channel: str, what: News.What, subject: UUID) -> None:
    """Tell open pages of a change, in the transaction of the change itself. Names nobody."""
    number = transaction_number()
    News.objects.create(channel=channel, what=what, subject=subject, transaction=number)


def news_forget(*, at: datetime) -> int:
    """Delete what is older than a day, and return how many."""
    return News.objects.filter(at__lte=at - KEPT).delete()[0]
