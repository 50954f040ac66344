import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.notices import tasks
from sideways.notices.letters import headers_of
from sideways.notices.models import OutgoingEmail
from sideways.notices.services import (
    FAILED_KEPT,
    Extra,
    email_delete,
    email_enqueue,
    email_retry,
    emails_forget,
    emails_send,
    outbox,
)
from sideways.notices.services.outbox import WAITS
from sideways.notices.tests.factories import make_email
from sideways.people.tests.factories import make_person

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


def sent():
    return [(letter.to[0], letter.subject) for letter in mail.outbox]


class RefusesOnce(BaseEmailBackend):
    """Does not take the first letter it is given, and writes down the others."""

    def send_messages(self, messages):
        if messages[0].subject == "one" and not vars(type(self)).get("refused"):
            type(self).refused = True
            raise smtplib.SMTPServerDisconnected("later")
        mail.outbox += messages
        return len(messages)


def test_a_letter_that_waits_holds_back_later_ones_to_the_same_person(settings, monkeypatch):
    settings.EMAIL_BACKEND = HERE + "RefusesOnce"
    monkeypatch.setattr(RefusesOnce, "refused", False, raising=False)
    now = timezone.now()
    for to, subject in (("ann@example.org", "one"), ("ann@example.org", "two"), ("bob@example.org", "three")):
        make_email(to=to, subject=subject, thread=to, due_at=now)

    assert emails_send(at=now) == 1
    assert emails_send(at=now + timedelta(seconds=30)) == 0
    make_email(to="ann@example.org", subject="a code", due_at=now)
    assert emails_send(at=now + timedelta(seconds=30)) == 1, "a letter without a thread waits for none"
    assert emails_send(at=now + WAITS[0] + timedelta(seconds=5)) == 2

    assert [subject for _to, subject in sent()] == ["three", "a code", "one", "two"]


def test_a_letter_we_gave_up_on_holds_back_nothing():
    now = timezone.now()
    make_email(subject="one", thread="ann@example.org", failed_at=now)
    make_email(subject="two", thread="ann@example.org")

    assert emails_send(at=timezone.now()) == 1
    assert sent() == [("ann@example.org", "two")]


def test_a_letter_another_worker_took_meanwhile_stops_its_thread(monkeypatch):
    now = timezone.now()
    first = make_email(subject="one", thread="ann@example.org", due_at=now)
    make_email(subject="two", thread="ann@example.org", due_at=now)
    listed = outbox._due

    def taken_meanwhile(at):
        found = list(listed(at))
        OutgoingEmail.objects.filter(pk=first.pk).update(due_at=at + timedelta(minutes=10))
        return found

    monkeypatch.setattr(outbox, "_due", taken_meanwhile)

    assert emails_send(at=now) == 0


def test_both_forms_and_the_headers_of_a_digest_go_out():
    extra = Extra(html="<p>Hello</p>", unsubscribe_url="https://example.org/stop/")
    email = email_enqueue(to="ann@example.org", subject="Hi", text="Hello", at=timezone.now(), extra=extra)
    emails_send(at=timezone.now())
    message = mail.outbox[0].message()

    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert message["Message-ID"].startswith(f"<{email.pk}.")
    assert message["List-Unsubscribe"] == "<https://example.org/stop/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_second_copy_is_the_same_message():
    email = make_email()
    assert headers_of(email) == headers_of(OutgoingEmail.objects.get(pk=email.pk))
    assert headers_of(email) != headers_of(make_email())


def test_what_an_email_says_is_not_in_the_database():
    email = make_email(text="Your code is 123456", html="<p>123456</p>")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, html, unsubscribe_url FROM notices_outgoingemail")
        text, html, unsubscribe_url = cursor.fetchone()

    assert "123456" not in text + html
    assert unsubscribe_url == ""
    assert OutgoingEmail.objects.get(pk=email.pk).text == "Your code is 123456"


def test_an_email_sealed_with_a_secret_that_is_gone_waits_and_says_why(settings):
    email = make_email(text="Your code")
    settings.SECRET_KEY = "another"

    assert emails_send(at=timezone.now()) == 0
    email.refresh_from_db()
    assert "SIDEWAYS_SECRET_KEY has changed" in email.error


def test_an_email_sealed_with_a_former_secret_still_opens(settings):
    email = make_email(text="Your code")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert OutgoingEmail.objects.get(pk=email.pk).text == "Your code"


def test_operator_tries_again_or_deletes_what_failed_once():
    now, operator = timezone.now(), make_person(kind="operator")
    email, other = make_email(failed_at=now, tries=7), make_email(failed_at=now)
    waiting = make_email()
    for _twice in range(2):
        email_retry(email=email, by=operator, at=now)
        email_delete(email=other, by=operator, at=now)
    email_delete(email=waiting, by=operator, at=now)

    email.refresh_from_db()
    assert (email.failed_at, email.tries) == (None, 0)
    assert set(OutgoingEmail.objects.all()) == {email, waiting}
    assert [row.action for row in AuditRow.objects.order_by("pk")] == ["email_retry", "email_delete"]


def test_a_full_batch_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_AT_ONCE", 2)
    for _number in range(5):
        make_email()

    tasks.emails_send.enqueue()

    assert len(mail.outbox) == 5


def test_an_invitation_goes_beside_the_words_with_its_method():
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    email_enqueue(
        to="ann@example.org", subject="Off", text="Off", at=timezone.now(), extra=Extra(calendar=calendar)
    )
    assert "VCALENDAR" not in _stored()

    emails_send(at=timezone.now())

    parts = mail.outbox[0].message().walk()
    found = next(part for part in parts if part.get_content_type() == "text/calendar")
    assert (found.get_param("method"), found.get_content_charset()) == ("CANCEL", "utf-8")
    assert found.get_payload(decode=True).decode().split() == calendar.split()


def _stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT calendar FROM notices_outgoingemail")
        return cursor.fetchone()[0]
