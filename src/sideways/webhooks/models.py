import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.people.models import Organisation, Person


class Webhook(models.Model):
    """An address that is told what becomes public. It belongs to an organisation, whoever registered it."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=500)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    # Sealed like the vault, so that a copy of the database cannot sign in our name.
    secret = models.BinaryField()
    secret_number = models.PositiveSmallIntegerField(default=1)
    secret_made_at = models.DateTimeField()
    secret_before = models.BinaryField(null=True, help_text="signs too, until the other side has changed")
    secret_before_until = models.DateTimeField(null=True)

    facts = models.JSONField(default=dict, help_text="what was last told of the organisation")
    failing_since = models.DateTimeField(null=True, help_text="when sending last began to fail")
    paused_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True, help_text="a worker is sending to it until then")

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "url"], name="webhook_address_once_each"),
            models.CheckConstraint(
                name="webhook_secret_before_has_an_end",
                condition=Q(secret_before=None, secret_before_until=None)
                | Q(secret_before__isnull=False, secret_before_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One message to one address. It says what it is about; the words are looked up when it is sent (P6).

    Once sent it no longer says which lesson it was about.
    """

    class Kind(models.TextChoices):
        LESSON_PUBLIC = "lesson.public", _("A lesson is public")
        LESSON_NOT_PUBLIC = "lesson.not_public", _("A lesson is no longer public")
        ORGANISATION_CHANGED = "organisation.changed", _("The organisation has changed")
        TEST = "test", _("Test")

    message = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=40, blank=True)
    happened_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when to try, or to try again")
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True, help_text="what came of the last try")
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="when we gave up")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["webhook", "id"], condition=Q(sent_at=None, failed_at=None), name="delivery_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="delivery_is_sent_or_given_up", condition=Q(sent_at=None) | Q(failed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message}"


class ToldLesson(models.Model):
    """A lesson that the addresses have been told is public."""

    lesson_id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.lesson_id)
