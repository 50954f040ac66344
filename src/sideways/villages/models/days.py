import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.wording import plain_text
from sideways.people.models import Person
from sideways.villages.models.mentors import Mentor
from sideways.villages.models.projects import Project

MOST_PICKS = 3


class Day(models.Model):
    """A day on which projects and mentors meet. Each ranks up to three of the other side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    place = models.CharField(max_length=120, validators=[plain_text])
    opened_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="days_opened"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.place}"


class Guest(models.Model):
    """A project or a mentor who is invited to a day. ``number`` is what mentors are called there."""

    class Outcome(models.TextChoices):
        MATCHED = "matched", _("You have found each other.")
        RANKED_NOBODY = "ranked_nobody", _("You ranked nobody.")
        NOT_RANKED_BACK = "not_ranked_back", _("Nobody you ranked ranked you.")
        NO_ROOM_LEFT = (
            "no_room_left",
            _("The mentors who ranked you too took projects they ranked higher."),
        )
        OTHERS_RANKED_HIGHER = (
            "others_ranked_higher",
            _("The projects that ranked you too have mentors they ranked higher."),
        )
        NO_ROOM = "no_room", _("You have no room for another project.")
        NOT_LOOKING = "not_looking", _("You were not looking any more when the day was closed.")

    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="guests")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="guests"
    )
    mentor = models.ForeignKey(Mentor, null=True, blank=True, on_delete=models.CASCADE, related_name="guests")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    matched = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="matched_projects"
    )

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(
                name="guest_is_project_or_mentor",
                condition=Q(project=None, mentor__isnull=False) | Q(project__isnull=False, mentor=None),
            ),
            models.UniqueConstraint(fields=["day", "project"], name="guest_project_once"),
            models.UniqueConstraint(fields=["day", "mentor"], name="guest_mentor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.project_id or self.mentor_id}"


class Wish(models.Model):
    """Whom a guest ranks, or never wants to be with (no rank). Nobody else ever reads it."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="wishes")
    about = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["guest", "about"], name="wish_once"),
            models.UniqueConstraint(fields=["guest", "rank"], name="wish_rank_once"),
            models.CheckConstraint(name="wish_rank", condition=Q(rank=None) | Q(rank__range=(1, MOST_PICKS))),
        ]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.about_id} {self.rank}"


class Talk(models.Model):
    """A short talk on the day, of two who ranked each other."""

    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="talks")
    slot = models.PositiveSmallIntegerField()
    project = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="talks_as_project")
    mentor = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="talks_as_mentor")

    class Meta:
        ordering = ["slot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "slot"], name="talk_project_one_at_a_time"),
            models.UniqueConstraint(fields=["mentor", "slot"], name="talk_mentor_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.slot}"
