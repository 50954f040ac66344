from datetime import datetime
from typing import Any

from django.db import models

from sideways.common.models import AuditRow


def audit(
    *, action: str, subject: models.Model | None = None, by: Any = None, at: datetime, **detail: Any
) -> None:
    """Add a row to the audit log, in the transaction of the change itself."""
    name = f"{subject._meta.label_lower}:{subject.pk}" if subject is not None else ""
    AuditRow.objects.create(at=at, by=by, action=action, subject=name, detail=detail)


def audit_forget_words(*, subject: models.Model) -> None:
    """Take out the reasons people wrote about somebody who has left. What was done, and when, stays."""
    name = f"{subject._meta.label_lower}:{subject.pk}"
    rows = list(AuditRow.objects.filter(subject=name, detail__has_key="reason"))
    for row in rows:
        del row.detail["reason"]
    AuditRow.objects.bulk_update(rows, ["detail"])
