from django.db import models
from django.db.models import Q

from sideways.people.models import Person

MOST_AT_A_TIME = 3
SILENT_PAUSES = 3  # suggestions in a row without an answer


class Wish(models.Model):
    """How somebody wants to be introduced, and how it has gone so far. Who has no row wants the defaults."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="wish")
    capacity = models.PositiveSmallIntegerField(default=1, help_text="introductions at a time; 0 for none")
    paused_until = models.DateTimeField(null=True, blank=True)
    widen_level = models.BooleanField(default=False, help_text="one level up or down is fine too")
    widen_profession = models.BooleanField(default=False, help_text="the same profession is fine too")
    widen_region = models.BooleanField(default=False, help_text="another region is fine too")
    waited = models.PositiveSmallIntegerField(default=0, help_text="rounds waited without a partner")
    waited_at = models.DateTimeField(null=True, blank=True, help_text="when they last got nobody")
    silent = models.PositiveSmallIntegerField(
        default=0, help_text="suggestions in a row left without an answer; three pause"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wish_capacity_in_reach", condition=Q(capacity__range=(0, MOST_AT_A_TIME))
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.capacity} at a time"
