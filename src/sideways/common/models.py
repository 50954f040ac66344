from django.conf import settings
from django.db import models


class AuditRow(models.Model):
    """Who did what to what, and when. Rows are added and not changed, but for words about people who left.

    ``by`` is empty for anything about candid content: the log must not name an author.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="audit_subject_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"


class ScheduledJob(models.Model):
    """When a regular job last started; the worker starts it again when it is due."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
