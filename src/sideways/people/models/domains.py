from django.conf import settings
from django.db import models


class HeldDomain(models.Model):
    """An e-mail domain an operator has added to the list of those that are held."""

    domain = models.CharField(max_length=120, primary_key=True)
    reason = models.CharField(max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain
