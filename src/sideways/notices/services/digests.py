"""Digests: one e-mail for one person and time, over everything that is due then."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from sideways.notices.kinds import kinds_sent
from sideways.notices.letters import digest_letter
from sideways.notices.models import NoticePlan
from sideways.notices.queries import news_for
from sideways.notices.rules import due_at, kinds_due
from sideways.notices.services.outbox import Extra, email_enqueue

MOST_AT_ONCE = 500
AFTER_A_MISTAKE = timedelta(hours=1)

log = logging.getLogger(__name__)


def digests_send(*, at: datetime) -> int:
    """Look for those who are due, the longest due first, and return how many. Two workers tell each once."""
    due = NoticePlan.objects.filter(due_at__lte=at).select_related("person").order_by("due_at", "pk")
    plans = list(due[:MOST_AT_ONCE])
    for plan in plans:
        try:
            _tell(plan, at)
        except Exception:  # one question that breaks must not silence everybody behind it
            log.exception("The notices of somebody could not be gathered")  # whose, is not for a log
            NoticePlan.objects.filter(pk=plan.pk, due_at=plan.due_at).update(due_at=at + AFTER_A_MISTAKE)
    return len(plans)


def _tell(plan: NoticePlan, at: datetime) -> None:
    """Put what is new into the outbox and move on in one transaction: nothing is lost, nothing told twice."""
    was_due, kinds = plan.due_at, kinds_due(plan, kinds_sent(), at)
    news = news_for(plan, kinds, at=at)
    plan.told |= {kind.name: at.isoformat() for kind in kinds}
    plan.due_at = due_at(plan, kinds_sent())
    with transaction.atomic():
        unmoved = NoticePlan.objects.filter(pk=plan.pk, due_at=was_due)
        if not unmoved.update(told=plan.told, due_at=plan.due_at) or not news:
            return
        letter = digest_letter(plan.person, news)
        extra = Extra(html=letter.html, unsubscribe_url=letter.unsubscribe_url, soon=False)
        email_enqueue(to=plan.person.email, subject=letter.subject, text=letter.text, at=at, extra=extra)
