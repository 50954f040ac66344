import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sideways.lessons.wording import plain_text
from sideways.people.models import Person, Topic

LOAD_LIMIT = 2
MOST_PROJECTS = 5


class Mentor(models.Model):
    """That somebody has done it and can help a project do it. Shown by what they did, not by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mentoring")
    done = models.CharField(max_length=300, validators=[plain_text])
    topics = models.ManyToManyField(Topic, related_name="mentors")
    region = models.CharField(max_length=60, blank=True, help_text="only there; anywhere when empty")
    limit = models.PositiveSmallIntegerField(
        default=LOAD_LIMIT, validators=[MinValueValidator(1), MaxValueValidator(MOST_PROJECTS)]
    )
    resting = models.BooleanField(default=False, help_text="takes no new project for now")
    since = models.DateTimeField()
    trained_at = models.DateTimeField(null=True, blank=True)
    trained_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="mentors_confirmed"
    )

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(name="mentor_limit", condition=Q(limit__range=(1, MOST_PROJECTS)))
        ]

    def __str__(self) -> str:
        return self.done[:60]
