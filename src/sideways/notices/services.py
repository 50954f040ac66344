"""Writes of the outbox."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from sideways.notices.models import OutgoingEmail

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
FAILED_KEPT = timedelta(days=7)
CLAIMED_FOR = timedelta(minutes=10)  # longer than any try: a worker that dies leaves the e-mail to the next
MOST_AT_ONCE = 200

log = logging.getLogger(__name__)


def email_enqueue(*, to: str, subject: str, text: str, at: datetime) -> OutgoingEmail:
    """Put an e-mail in the outbox, in the transaction of what caused it. The worker sends it after commit."""
    from sideways.notices.tasks import emails_send as soon  # noqa: PLC0415 (the task calls this module)

    one_line = " ".join(subject.split())[:200]  # a line break here could smuggle in another header
    email = OutgoingEmail.objects.create(to=to, subject=one_line, text=text, created_at=at, due_at=at)
    transaction.on_commit(soon.enqueue)
    return email


def emails_send(*, at: datetime) -> int:
    """Send what is due and return how many went out. Never raises for a mail server that fails.

    Each e-mail is claimed first, so two workers never send the same one at the same time. A
    worker that dies between sending and deleting sends it again: better twice than never.
    """
    OutgoingEmail.objects.filter(failed_at__lte=at - FAILED_KEPT).delete()
    due = OutgoingEmail.objects.filter(failed_at=None, due_at__lte=at).order_by("due_at", "pk")
    emails = [email for email in due[:MOST_AT_ONCE] if _claim(email, at)]
    if not emails:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # whatever the mail backend raises, the e-mail must stay
        for email in emails:
            _postpone(email, error, at)
        return 0
    try:
        return sum(_send(email, connection, at) for email in emails)
    finally:
        _close(connection)


def emails_forget(*, to: str) -> None:
    """Delete what waits to be sent to an address. Forgetting twice changes nothing."""
    OutgoingEmail.objects.filter(to__iexact=to).delete()


def _claim(email: OutgoingEmail, at: datetime) -> bool:
    unclaimed = OutgoingEmail.objects.filter(pk=email.pk, due_at=email.due_at)
    return bool(unclaimed.update(due_at=at + CLAIMED_FOR, tries=F("tries") + 1))


def _send(email: OutgoingEmail, connection: BaseEmailBackend, at: datetime) -> bool:
    try:
        EmailMessage(email.subject, email.text, to=[email.to], connection=connection).send()
    except Exception as error:
        _postpone(email, error, at)
        return False
    OutgoingEmail.objects.filter(pk=email.pk).delete()
    return True


def _postpone(email: OutgoingEmail, error: Exception, at: datetime) -> None:
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    waiting = OutgoingEmail.objects.filter(pk=email.pk)
    if email.tries < len(WAITS):
        waiting.update(error=reason, due_at=at + WAITS[email.tries])
        return
    waiting.update(error=reason, failed_at=at)
    log.error("Gave up on an e-mail after %d tries: %s", email.tries + 1, reason)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception:
        log.exception("The mail server did not say goodbye")
