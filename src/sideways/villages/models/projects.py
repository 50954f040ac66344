import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.wording import plain_text
from sideways.people.models import Person, Place, Topic


class Project(models.Model):
    """The card of a community project: what it wants to do, where, and whom to talk to.

    Peers read it, and not who made it: they see each other once both have said yes to meet. A broker can
    keep one ``on_behalf`` of somebody who rings. Who that is and how to reach them is not stored: it stays
    with the broker.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="projects")
    on_behalf = models.BooleanField(default=False, help_text="a broker keeps it for somebody who rang")
    name = models.CharField(max_length=80, validators=[plain_text])
    wants = models.CharField(max_length=500, validators=[plain_text])
    topics = models.ManyToManyField(Topic, related_name="projects")
    outcode = models.CharField(max_length=5)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=60, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="project_closed_has_a_time",
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
