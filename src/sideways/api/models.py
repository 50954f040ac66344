import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.people.models import Person


class Token(models.Model):
    """What lets an app act for a person: a secret of which only a hash is kept.

    It remembers the kind of account it was made for: an account of another kind needs a new one.
    """

    class Scope(models.TextChoices):
        READ = "read", _("Read what you can read")
        WRITE = "write", _("Write, share, change and withdraw lessons, and change your answers")
        RELEASE = "release", _("Read and answer what authors want to make public")
        GUARD = "guard", _("Decide on reported comments, and ask to find out who wrote something")
        VOUCH = "vouch", _("See who waits, vouch or decline, invite people, look after webhooks")
        OPERATE = "operate", _("Let people in, change kinds of accounts, list organisations and held domains")
        ACCOUNT = "account", _("Download all your data, make addresses of feeds, and close your account")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=12, choices=Person.Kind)
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    last_used_on = models.DateField(
        null=True, blank=True, help_text="a day, so that it times nobody's lesson"
    )

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="token_expires_after_it_is_made", condition=Q(expires_at__gt=F("made_at"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class SeenRequest(models.Model):
    """That a request with an Idempotency-Key has been done, so that sending it again does nothing.

    Neither the person, nor the key, nor what was sent or answered is kept: two hashes, made with a
    key that is not in the database, and the hour after which they go. A copy of this table says
    nothing of who wrote what (P5).
    """

    key = models.CharField(max_length=64, primary_key=True)
    request = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:12]
