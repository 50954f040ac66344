from django.conf import settings
from django.db import models
from django.db.models import Q

CALENDAR = "calendar"


class PersonalAddress(models.Model):
    """An address of one person that needs no session: what is fetched there is what that person may read.

    The secret in it is shown once and kept as a hash: who reads this table can fetch nothing.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses")
    what = models.CharField(max_length=30, help_text="“calendar”, or the name of a list that was registered")
    name = models.CharField(max_length=80)
    filters = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    fetched_on = models.DateField(
        null=True, blank=True, help_text="the last day, and no more exactly than that"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="address_of_a_calendar_has_no_filters", condition=~Q(what=CALENDAR) | Q(filters={})
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_calendar(self) -> bool:
        return self.what == CALENDAR
