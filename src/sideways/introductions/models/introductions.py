import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.introductions.models.rounds import Round
from sideways.lessons.models import ByRole
from sideways.lessons.wording import plain_text
from sideways.meetings.models import Meeting
from sideways.people.models import Person


class Introduction(models.Model):
    """A meeting of two or three people that somebody or a round proposes.

    Nothing about the people is shown to each other until all of them have said yes (P10). ``about`` is
    what they share, and all of them read it. ``reason`` says why they fit, and only brokers read it.
    """

    class Source(models.TextChoices):
        ROUND = "round", _("A round")
        LESSON = "lesson", _("Somebody asked to talk about a lesson")
        CARD = "card", _("A card")
        BROKER = "broker", _("A broker")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for answers")
        ACCEPTED = "accepted", _("It came about")
        CLOSED = "closed", _("It did not come about")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=6, choices=Source)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    about = models.CharField(max_length=140, blank=True, validators=[plain_text])
    reason = models.CharField(max_length=400, blank=True, validators=[plain_text])
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions_proposed"
    )
    ends_at = models.DateTimeField(help_text="when the time for answers is over")
    reminded_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(
        null=True, blank=True, help_text="when all had said yes, or it was closed without"
    )
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    meeting = models.OneToOneField(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="introduction"
    )
    other_level = models.BooleanField(default=False, help_text="their levels differ, as all of them allow")
    same_profession = models.BooleanField(default=False, help_text="two have the same, as they allow")
    other_region = models.BooleanField(default=False, help_text="their regions differ, as all of them allow")

    class Meta:
        ordering = ["proposed_at", "pk"]
        indexes = [models.Index(fields=["state", "ends_at"], name="introduction_queue")]
        constraints = [
            models.CheckConstraint(
                name="introduction_over_has_its_time",
                condition=Q(state="proposed", over_at=None)
                | (~Q(state="proposed") & Q(over_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="introduction_ends_after_it_begins", condition=Q(ends_at__gt=models.F("proposed_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Party(ByRole):
    """One of the people of an introduction, and what they answer. Nobody but they is ever shown the answer.

    The group is what the others may know, stored already widened and as it was when the introduction
    was proposed: whoever moves or leaves before the time is over changes nothing that the others see.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("Has not answered")
        YES = "yes", _("Yes")
        NO = "no", _("Not this time")

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="parties"
    )
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    within_km = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="a band, not a distance: how near the others of them are at most"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["introduction", "person"], name="party_once"),
            models.CheckConstraint(
                name="party_answered_has_its_time",
                condition=Q(answer="none", answered_at=None)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id} {self.person_id}"
