from django.db import models
from django.utils import timezone


class News(models.Model):
    """Something happened to a subject that an open page may want to show. Kept for a day.

    ``transaction`` is the number of the transaction that wrote it, on PostgreSQL only, where
    transactions that overlap can end in another order than their rows were numbered.
    """

    class What(models.TextChoices):
        SHARED = "shared", "There to be read for the first time"
        UPDATED = "updated", "Its author says what happened next"
        CHANGED = "changed", "Says something else"
        LEFT = "left", "Some who could read it no longer can"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    transaction = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=40)
    what = models.CharField(max_length=7, choices=What)
    subject = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.channel} {self.subject} {self.what}"
