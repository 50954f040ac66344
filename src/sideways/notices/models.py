from django.db import models
from django.db.models import Q


class OutgoingEmail(models.Model):
    """An e-mail that waits to be sent. It is deleted once sent, so nothing said to people is kept."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when to try, or to try again")
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, help_text="why the last try failed")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="when we gave up")

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(failed_at=None), name="email_due")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
