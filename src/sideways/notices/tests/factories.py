"""E-mails in the outbox for tests."""

from typing import Any

from django.utils import timezone

from sideways.notices.models import OutgoingEmail


def make_email(**fields: Any) -> OutgoingEmail:
    now = timezone.now()
    values = {"to": "ann@example.org", "subject": "Hello", "text": "Words", "created_at": now, "due_at": now}
    return OutgoingEmail.objects.create(**values | fields)
