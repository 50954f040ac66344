import uuid

from django.db import models
from django.db.models import Q

from sideways.lessons.models import Lesson


class TalkRequest(models.Model):
    """That somebody asks the author of a lesson to talk. No column says who asks, or who is asked.

    Who asks is sealed in the vault under this id; who is asked, the vault finds by the lesson. A yes of
    the author deletes the row and makes an introduction that names no lesson (ADR 0018).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="talk_requests")
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="when the time for an answer is over")
    declined = models.BooleanField(default=False, help_text="told to nobody: it ends as a silence does")
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["over_at", "ends_at"], name="talk_request_queue")]
        constraints = [
            models.CheckConstraint(
                name="talk_request_ends_after_it_begins", condition=Q(ends_at__gt=models.F("asked_at"))
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
