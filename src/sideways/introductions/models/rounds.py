"""One run of matching: what it is over, how far it is, the plan, and what a broker has fixed."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.people.models import Person, Place, Topic

EVERYBODY = "everybody"


class Round(models.Model):
    """One run of matching over everybody who wants to meet, or over those of a topic, place or region.

    ``scope`` says over whom, in a word: a scope has one round at a time that is not over.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("About to be worked out")
        SOLVING = "solving", _("Being worked out")
        READY = "ready", _("Ready to look at")
        PUBLISHING = "publishing", _("Being sent out")
        PUBLISHED = "published", _("Sent out")
        CANCELLED = "cancelled", _("Stopped")
        FAILED = "failed", _("Went wrong")

    NOT_OVER = (State.WAITING, State.SOLVING, State.READY, State.PUBLISHING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    scope = models.CharField(max_length=140, default=EVERYBODY)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=60, blank=True)
    month = models.DateField(
        null=True, blank=True, unique=True, help_text="its first day, of a round begun by itself"
    )
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="rounds_begun"
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="rounds_published"
    )
    proposed = models.PositiveIntegerField(default=0, help_text="introductions that were proposed")

    class Meta:
        ordering = ["-begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope"],
                condition=Q(state__in=["waiting", "solving", "ready", "publishing"]),
                name="round_one_at_a_time",
            ),
            models.CheckConstraint(
                name="round_published_has_its_time",
                condition=~Q(state__in=["publishing", "published"]) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.begun_at:%Y-%m-%d}"


class Progress(models.Model):
    """How far the work on a round is, and who does it: the newest claim alone may write."""

    class Doing(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        READING = "reading", _("Reading who takes part")
        PARTNERS = "finding partners", _("Finding partners for each")
        MATCHING = "matching", _("Choosing the best pairs")
        BETTER = "looking for better partners", _("Looking whether it can be better")
        LEFT_OVER = "placing those left over", _("Placing those left over")
        WRITING = "writing", _("Writing the plan")
        PROPOSING = "proposing", _("Sending suggestions")

    round = models.OneToOneField(Round, primary_key=True, on_delete=models.CASCADE, related_name="progress")
    claim = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=30, choices=Doing, default=Doing.WAITING)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} {self.percent} %"


class Plan(models.Model):
    """What one run gave, in numbers. The numbers stay; groups and those left over go.

    ``left_over`` counts people by reason. ``poor`` says where people get poor matches: for each kind of
    part (service, level, place) the parts with enough people to be told.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    seed = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()
    groups_count = models.PositiveIntegerField()
    threes = models.PositiveIntegerField()
    locked = models.PositiveIntegerField(default=0)
    sharing_nothing = models.PositiveIntegerField(default=0, help_text="groups whose people share no topic")
    weight = models.FloatField()
    bound = models.FloatField(help_text="no plan that keeps what is locked weighs more: proved")
    is_best = models.BooleanField(default=False, help_text="it is proved that no plan weighs more")
    left_over = models.JSONField(default=dict)
    poor = models.JSONField(default=dict)
    new = models.PositiveIntegerField(default=0, help_text="groups that the plan before did not have")
    gone = models.PositiveIntegerField(default=0, help_text="groups that only the plan before had")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="plan_number_once")]

    def __str__(self) -> str:
        return f"{self.round_id} plan {self.number}"


class PlanGroup(models.Model):
    """Two or three people who are to be proposed to each other. Candid: for brokers only."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Sent out, or left out")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    weight = models.FloatField()
    about = models.CharField(max_length=140, blank=True)
    reason = models.CharField(max_length=400)
    is_locked = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False)

    class Meta:
        ordering = ["weight", "pk"]

    def __str__(self) -> str:
        return f"group {self.pk}"


class PlanMember(models.Model):
    """Somebody in a group of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="members")
    group = models.ForeignKey(PlanGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="plan_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"


class LeftOver(models.Model):
    """Somebody in no group of a plan, and why."""

    class Reason(models.TextChoices):
        ALONE_AT_LEVEL = "alone", _("Nobody else at this level")
        NOBODY_NEAR = "far", _("Nobody at this level is near enough, and in the same region")
        SAME_BACKGROUND = "same", _("All near have the same profession or organisation")
        # One reason for all, so that nobody's private list shows.
        NOBODY_LEFT = "nobody_left", _("Has met all who fit, was suggested to them lately, or is kept apart")
        OTHERS_PAIRED = "taken", _("All who fit are in other pairs this time")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="people_left_over")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=11, choices=Reason)

    class Meta:
        ordering = ["reason", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="left_over_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"


class Forbidden(models.Model):
    """Two people a broker does not want together in this round. ``one`` has the lower id."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="forbidden")
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="forbidden_lower_id_first", condition=Q(one__lt=F("other"))),
            models.UniqueConstraint(fields=["round", "one", "other"], name="forbidden_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class Skipped(models.Model):
    """Somebody who was in the plan and was not proposed when the round was sent out."""

    class Why(models.TextChoices):
        NOT_OPEN = "not_open", _("Paused, left, or has enough introductions")
        PARTNER = "partner", _("Somebody else of the group could not be suggested any more")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="skipped")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=8, choices=Why)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="skipped_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.why}"
