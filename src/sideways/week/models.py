from django.db import models

from sideways.people.models import Person


class WeekList(models.Model):
    """The lessons somebody was offered in a week. What they read of it is noted nowhere.

    Which lessons they are is sealed like the vault (ADR 0020): the rule of the choice is public, and a
    lesson it would choose and did not is one that this person wrote, used, or may not read as the senior
    of its author.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    monday = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["-monday", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "monday"], name="week_one_list_each"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.monday}"
