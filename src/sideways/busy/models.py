from django.conf import settings
from django.db import models
from django.db.models import F, Q


class BusyCalendar(models.Model):
    """That somebody has let us read their calendar, and until when we know: without a row we know nothing."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="busy_calendar"
    )
    read_at = models.DateTimeField()
    until = models.DateTimeField(help_text="what is later than this was not read; everything is deleted then")

    class Meta:
        constraints = [
            models.CheckConstraint(name="busy_calendar_looks_ahead", condition=Q(until__gt=F("read_at")))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until:%Y-%m-%d}"


class BusyTime(models.Model):
    """From when to when somebody is busy, in UTC. Never what with, where, or with whom."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="busy_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["person", "starts_at"], name="busy_of_person")]
        constraints = [
            models.CheckConstraint(
                name="busy_time_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_at:%Y-%m-%d %H:%M}"
