import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.models import Lesson
from sideways.lessons.wording import plain_text


class LessonFile(models.Model):
    """A picture or a document beside a lesson, cleaned of all that does not show.

    Nothing of the file that was sent is kept, nor who sent it or when: whose it is, the lesson’s seal
    says. While its author has not said that readers may see it, the day it came is kept, to delete it by.
    """

    class MediaType(models.TextChoices):
        JPEG = "image/jpeg", _("JPEG")
        PNG = "image/png", _("PNG")
        WEBP = "image/webp", _("WebP")
        PDF = "application/pdf", _("PDF")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField()
    media_type = models.CharField(max_length=15, choices=MediaType)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    description = models.CharField(max_length=140, blank=True, validators=[plain_text])
    waits_since = models.DateField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="file_has_its_own_place", fields=["lesson", "place"]),
            models.CheckConstraint(
                name="file_that_is_shown_is_described",
                condition=Q(waits_since__isnull=False) | ~Q(description=""),
            ),
        ]

    def __str__(self) -> str:
        return self.description or str(self.pk)

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture; a document otherwise."""
        return self.media_type != self.MediaType.PDF
