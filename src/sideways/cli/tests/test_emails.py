"""`sideways emails`: what waits to be sent, and why."""

import pytest
from django.utils import timezone

from sideways.cli.main import main
from sideways.notices.models import OutgoingEmail

pytestmark = pytest.mark.django_db


def test_without_mail_nothing_waits(capsys):
    assert main(["emails"]) == 0
    assert capsys.readouterr().out == "No e-mail waits to be sent.\n"


def test_each_waiting_email_is_shown_with_the_reason(capsys):
    now = timezone.now()
    refused = {"tries": 2, "error": "refused", "created_at": now, "due_at": now}
    OutgoingEmail.objects.create(to="ann@example.org", subject="Your code", text="ABC123\n", **refused)
    OutgoingEmail.objects.create(to="bo@example.org", subject="Hello", text="Hi", created_at=now, due_at=now)

    assert main(["emails"]) == 0

    told = capsys.readouterr().out
    assert "To ann@example.org: Your code\n2 tries. refused\n\nABC123\n" in told
    assert "To bo@example.org: Hello\n0 tries. Not tried yet.\n\nHi\n" in told
    assert told.endswith("2 e-mails wait to be sent.\n")


def test_an_email_sealed_with_a_secret_that_is_gone_says_so(capsys, settings):
    now = timezone.now()
    OutgoingEmail.objects.create(to="ann@example.org", subject="Hi", text="Hi", created_at=now, due_at=now)
    settings.SECRET_KEY = "another"

    assert main(["emails"]) == 0
    assert "SIDEWAYS_SECRET_KEY has changed since" in capsys.readouterr().out
