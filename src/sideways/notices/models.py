from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.notices.sealed import SealedTextField


class OutgoingEmail(models.Model):
    """An e-mail that waits to be sent. It is deleted once sent, so nothing said to people is kept.

    What it says is sealed: whoever copies the database learns no code, and not what somebody is told.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = SealedTextField()
    html = SealedTextField(blank=True, default="")
    unsubscribe_url = SealedTextField(blank=True, default="")
    calendar = SealedTextField(blank=True, default="", help_text="an entry for a calendar, with its method")
    thread = models.CharField(
        max_length=254, blank=True, help_text="what arrives in the order it was written"
    )
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when to try, or to try again")
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, help_text="why the last try failed")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="when we gave up")

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(failed_at=None), name="email_due"),
            models.Index(fields=["thread", "id"], condition=Q(failed_at=None), name="email_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Rhythm(models.TextChoices):
    """How often somebody wants an e-mail."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    OFF = "off", _("No e-mail")


class NoticePlan(models.Model):
    """When somebody wants to hear from us. No notice is stored: each is asked for when it is read or sent.

    ``told`` holds, by kind, until when we have looked; it moves whether or not there was something
    to tell, so it says nothing of what somebody wrote.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    choices = models.JSONField(default=dict, blank=True, help_text="rhythm by kind, where one was chosen")
    told = models.JSONField(default=dict, blank=True)
    hour = models.PositiveSmallIntegerField(default=7)
    weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    begun_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="when to look next")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="what is newer is marked as new")

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="plan_due")]
        constraints = [
            models.CheckConstraint(
                name="plan_within_the_clock", condition=Q(hour__lte=23) & Q(weekday__lte=6)
            ),
            models.CheckConstraint(
                name="plan_quiet_from_has_its_end",
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(
                    quiet_from__isnull=False,
                    quiet_from__lte=23,
                    quiet_until__isnull=False,
                    quiet_until__lte=23,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Notices of {self.person_id}"
