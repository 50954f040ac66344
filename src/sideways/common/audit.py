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


SAYS_NOTHING_OF_WHOM = ("kind", "standing")


def audit_forget_words(*, subject: models.Model) -> None:
    """Take out all that tells who somebody was who has left: words about them, posts, their domain.

    What was done, and when, stays, with the kind of account and where it stood.
    """
    name = f"{subject._meta.label_lower}:{subject.pk}"
    rows = list(AuditRow.objects.filter(subject=name).exclude(detail={}))
    for row in rows:
        row.detail = {key: row.detail[key] for key in SAYS_NOTHING_OF_WHOM if key in row.detail}
    AuditRow.objects.bulk_update(rows, ["detail"], batch_size=500)
