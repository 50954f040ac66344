from django.db import models

from sideways.people.levels import Service


class Profession(models.Model):
    """What somebody is. Filled from data/professions.csv at every migration."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80)
    service = models.CharField(max_length=30, choices=Service)
    words = models.CharField(max_length=300, blank=True, help_text="other names people use, for the search")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """All that people call it."""
        return [self.name, *filter(None, self.words.split(";"))]
