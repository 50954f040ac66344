from django.conf import settings
from django.db import models

from sideways.people.levels import Level
from sideways.people.models.organisations import Organisation
from sideways.people.models.professions import Profession


class Invitation(models.Model):
    """Somebody who was invited and has not finished joining: what the inviter knew of them, for 30 days.

    No account is made before they say yes themselves; ``person`` is theirs from then until they
    have finished joining, when the invitation is deleted.
    """

    email = models.EmailField(unique=True, help_text="in small letters")
    name = models.CharField(max_length=120, blank=True)
    profession = models.ForeignKey(Profession, null=True, blank=True, on_delete=models.SET_NULL)
    level = models.SmallIntegerField(choices=Level, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="empty when invited from the command line",
    )
    invited_at = models.DateTimeField()
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitation",
        help_text="whose account came of it",
    )

    class Meta:
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return self.email
