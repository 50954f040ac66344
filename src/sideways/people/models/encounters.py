from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.people.models.persons import Person


class Encounter(models.Model):
    """That two people met, when and how: one memory for the whole service.

    Nobody is ever matched or seated again with somebody they have met. ``one`` has the lower id.
    """

    class How(models.TextChoices):
        INTRODUCTION = "introduction", _("An introduction")
        TABLE = "table", _("A table at an event")
        VISIT = "visit", _("A visit")

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=12, choices=How)
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(name="encounter_lower_id_first", condition=Q(one__lt=F("other"))),
            models.UniqueConstraint(fields=["one", "other", "how", "on"], name="encounter_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id} {self.how} {self.on}"
