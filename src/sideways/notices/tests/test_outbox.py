import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from sideways.notices.models import OutgoingEmail
from sideways.notices.services import FAILED_KEPT, WAITS, email_enqueue, emails_forget, emails_send
from sideways.notices.tests.factories import make_email

pytestmark = pytest.mark.django_db
HERE = "sideways.notices.tests.test_outbox."


class NobodyAnswers(BaseEmailBackend):
    def open(self):
        raise ConnectionRefusedError("nobody answers")


class RefusesSome(BaseEmailBackend):
    """Takes letters for anybody but bob, and hangs up rudely."""

    def send_messages(self, messages):
        if messages[0].to == ["bob@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"bob@example.org": (550, b"no such box")})
        return len(messages)

    def close(self):
        raise smtplib.SMTPServerDisconnected("gone")


def test_email_is_sent_after_commit_and_then_deleted(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        email_enqueue(to="ann@example.org", subject="Your code", text="123", at=timezone.now())
        assert mail.outbox == []

    assert [(letter.to, letter.subject, letter.body) for letter in mail.outbox] == [
        (["ann@example.org"], "Your code", "123")
    ]
    assert not OutgoingEmail.objects.exists()


def test_subject_cannot_smuggle_in_a_header():
    email = email_enqueue(
        to="ann@example.org", subject="Hi\r\nBcc: all@example.org", text="", at=timezone.now()
    )

    assert email.subject == "Hi Bcc: all@example.org"
    assert emails_send(at=timezone.now()) == 1
    assert mail.outbox[0].bcc == []


def test_when_the_mail_server_is_down_emails_wait_and_go_out_later(
    settings, django_capture_on_commit_callbacks
):
    now = timezone.now()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = HERE + "NobodyAnswers"
    with django_capture_on_commit_callbacks(execute=True):
        email_enqueue(to="ann@example.org", subject="Hello", text="", at=now)

    waiting = OutgoingEmail.objects.get()
    assert (waiting.tries, waiting.error) == (1, "ConnectionRefusedError: nobody answers")

    settings.EMAIL_BACKEND = working
    assert emails_send(at=now) == 0, "not yet: it waits a minute"
    assert emails_send(at=now + WAITS[0] + timedelta(seconds=5)) == 1
    assert len(mail.outbox) == 1


def test_one_refused_email_does_not_hold_up_the_others(settings):
    settings.EMAIL_BACKEND = HERE + "RefusesSome"
    bob = make_email(to="bob@example.org")
    make_email(to="cid@example.org")

    assert emails_send(at=timezone.now()) == 1
    assert list(OutgoingEmail.objects.all()) == [bob]


def test_email_that_never_goes_out_is_given_up_kept_a_week_and_forgotten(settings):
    settings.EMAIL_BACKEND = HERE + "NobodyAnswers"
    email, now = make_email(), timezone.now()
    for wait in (*WAITS, timedelta()):
        emails_send(at=now)
        now += wait
    email.refresh_from_db()
    assert email.tries == len(WAITS) + 1
    assert email.failed_at is not None

    emails_send(at=email.failed_at + FAILED_KEPT - timedelta(minutes=1))
    assert OutgoingEmail.objects.exists()
    emails_send(at=email.failed_at + FAILED_KEPT)
    assert not OutgoingEmail.objects.exists()


def test_email_claimed_by_another_worker_is_left_alone():
    now = timezone.now()
    make_email(due_at=now)
    OutgoingEmail.objects.update(due_at=now + timedelta(minutes=10))

    assert emails_send(at=now) == 0
    assert mail.outbox == []


def test_emails_to_somebody_who_left_are_forgotten():
    make_email(to="ann@example.org")
    other = make_email(to="bob@example.org")

    emails_forget(to="ANN@example.org")

    assert list(OutgoingEmail.objects.all()) == [other]
