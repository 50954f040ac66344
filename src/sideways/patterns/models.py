import uuid

from django.db import models
from django.db.models import Q

from sideways.lessons.models import Lesson


class Edition(models.Model):
    """A month for which patterns were published. It may have none."""

    month = models.DateField(primary_key=True, help_text="its first day")

    class Meta:
        constraints = [models.CheckConstraint(name="edition_of_a_month", condition=Q(month__day=1))]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Pattern(models.Model):
    """A theme of the newest edition. Of no person.

    ``words``, ``services`` and ``professions`` are pairs of what it is and how many organisations it
    comes from: never whose. How many lessons there are is counted from the members when it is read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="patterns")
    lessons = models.PositiveIntegerField(help_text="when it was made")
    organisations = models.PositiveIntegerField(help_text="when it was made")
    words = models.JSONField(default=list, help_text="topics first, then the most telling words")
    services = models.JSONField(default=list)
    professions = models.JSONField(default=list)
    is_rising = models.BooleanField(default=False)

    class Meta:
        ordering = ["-lessons", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pattern_is_not_small", condition=Q(lessons__gte=5, organisations__gte=3)
            )
        ]

    def __str__(self) -> str:
        return ", ".join(word for word, _ in self.words[:3])


class PatternMember(models.Model):
    """A lesson of a theme, as it read when the edition was made. The row goes with the lesson."""

    lesson = models.OneToOneField(
        Lesson, primary_key=True, on_delete=models.CASCADE, related_name="in_pattern"
    )
    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="members")
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.lesson_id} in {self.pattern_id}"
