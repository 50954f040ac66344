"""Writes of the outbox: the one way out for every e-mail."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from sideways.common.audit import audit
from sideways.notices.letters import headers_of
from sideways.notices.models import OutgoingEmail

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
FAILED_KEPT = timedelta(days=7)
CLAIMED_FOR = timedelta(minutes=10)  # longer than any try: a worker that dies leaves the e-mail to the next
MOST_AT_ONCE = 200

log = logging.getLogger(__name__)


class UnreadableEmailError(Exception):
    """The secret that sealed an e-mail is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What only some e-mails have. ``calendar`` is an invitation (iCalendar), for the reader's own calendar.

    Without order, an e-mail never waits behind an older one. One that is not ``soon`` wakes no worker:
    whoever writes many wakes it once.
    """

    html: str = ""
    unsubscribe_url: str = ""
    calendar: str = ""
    in_order: bool = True
    soon: bool = True


PLAIN = Extra()


def email_enqueue(*, to: str, subject: str, text: str, at: datetime, extra: Extra = PLAIN) -> OutgoingEmail:
    """Put an e-mail in the outbox, in the transaction of what caused it. The worker sends it after commit."""
    from sideways.notices import tasks  # noqa: PLC0415 (its tasks call this module)

    email = OutgoingEmail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:200],  # a line break here could smuggle in another header
        text=text,
        html=extra.html,
        unsubscribe_url=extra.unsubscribe_url,
        calendar=extra.calendar,
        thread=to.lower() if extra.in_order else "",
        created_at=at,
        due_at=at,
    )
    if extra.soon:
        transaction.on_commit(tasks.emails_send.enqueue)
    return email


def emails_send(*, at: datetime) -> int:
    """Send what is due and return how many went out. Never raises for a mail server that fails.

    Each e-mail is claimed first, so two workers never send the same one at the same time. A
    worker that dies between sending and deleting sends it again, as the same message: better
    twice than never. E-mails of one thread go in order: one that cannot go holds back the rest.
    """
    OutgoingEmail.objects.filter(failed_at__lte=at - FAILED_KEPT).delete()
    due = list(_due(at))
    if not due:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # whatever the mail backend raises, the e-mail must stay
        for email in due:
            if _claim(email, at):
                _postpone(email, error, at)
        return 0
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)  # a batch may take longer than a claim

    try:
        return sum(_send_thread(emails, connection, now) for emails in _threads(due))
    finally:
        _close(connection)


def emails_forget(*, to: str) -> None:
    """Delete what waits to be sent to an address. Forgetting twice changes nothing."""
    OutgoingEmail.objects.filter(to__iexact=to).delete()


@transaction.atomic
def email_retry(*, email: OutgoingEmail, by: Any, at: datetime) -> None:
    """Try an e-mail again that we gave up on. Asking twice changes nothing."""
    failed = OutgoingEmail.objects.filter(pk=email.pk, failed_at__isnull=False)
    if failed.update(failed_at=None, tries=0, due_at=at):
        audit(action="email_retry", subject=email, by=by, at=at)


@transaction.atomic
def email_delete(*, email: OutgoingEmail, by: Any, at: datetime) -> None:
    """Delete an e-mail that we gave up on. Deleting twice changes nothing."""
    if OutgoingEmail.objects.filter(pk=email.pk, failed_at__isnull=False).delete()[0]:
        audit(action="email_delete", subject=email, by=by, at=at)


def _due(at: datetime) -> Any:
    """Return what may go now: due, and with nothing before it in its thread that is not."""
    waiting = OutgoingEmail.objects.filter(failed_at=None)
    before = waiting.filter(thread=OuterRef("thread"), pk__lt=OuterRef("pk"), due_at__gt=at).exclude(
        thread=""
    )
    return waiting.filter(~Exists(before), due_at__lte=at).order_by("pk")[:MOST_AT_ONCE]


def _threads(emails: list[OutgoingEmail]) -> Iterator[list[OutgoingEmail]]:
    """Yield the e-mails thread by thread, in order; one without a thread is its own."""

    def thread(email: OutgoingEmail) -> tuple[str, int]:
        return (email.thread, 0 if email.thread else email.pk)

    for _thread, found in groupby(sorted(emails, key=lambda email: (thread(email), email.pk)), key=thread):
        yield list(found)


def _send_thread(
    emails: list[OutgoingEmail], connection: BaseEmailBackend, now: Callable[[], datetime]
) -> int:
    for sent, email in enumerate(emails):
        if not _claim(email, now()) or not _send(email, connection, now()):
            return sent
    return len(emails)


def _claim(email: OutgoingEmail, at: datetime) -> bool:
    unclaimed = OutgoingEmail.objects.filter(pk=email.pk, due_at=email.due_at, failed_at=None)
    return bool(unclaimed.update(due_at=at + CLAIMED_FOR, tries=F("tries") + 1))


def _send(email: OutgoingEmail, connection: BaseEmailBackend, at: datetime) -> bool:
    try:
        if email.text is None:
            raise UnreadableEmailError("SIDEWAYS_SECRET_KEY has changed since it was written")
        message = EmailMultiAlternatives(
            email.subject, email.text, to=[email.to], connection=connection, headers=headers_of(email)
        )
        if email.html:
            message.attach_alternative(email.html, "text/html")
        if email.calendar:
            message.attach_alternative(email.calendar, f"text/calendar; method={_method(email.calendar)}")
        message.send()
    except Exception as error:
        _postpone(email, error, at)
        return False
    OutgoingEmail.objects.filter(pk=email.pk).delete()
    return True


def _method(calendar: str) -> str:
    """Return what an invitation asks of a calendar: mail programs look for it beside the type (RFC 6047)."""
    return next(line.removeprefix("METHOD:") for line in calendar.split() if line.startswith("METHOD:"))


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
