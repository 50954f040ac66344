import uuid

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.wording import plain_text
from sideways.people.models import Encounter, Person, Profession

MOST_QUESTIONS = 3
MOST_PEOPLE = 3


class Meeting(models.Model):
    """Two or three people who have all said yes: what they arrange, and whether they met."""

    class State(models.TextChoices):
        ARRANGING = "arranging", _("To arrange")
        BOOKED = "booked", _("Booked")
        MET = "met", _("You met")
        ENDED = "ended", _("It did not come about")

    class Where(models.TextChoices):
        WORKPLACE = "workplace", _("At a workplace")
        BETWEEN = "between", _("At another place")
        VIDEO = "video", _("By video")

    class Paying(models.TextChoices):
        OWN = "own", _("Each pays their own")
        EMPLOYERS = "employers", _("Each employer pays for their own")
        ONE = "one", _("One of our employers pays for all")
        NOTHING = "nothing", _("There is nothing to pay")

    class Cover(models.TextChoices):
        NONE = "none", _("Nobody needs cover")
        EMPLOYERS = "employers", _("Each employer covers and pays for their own")
        ONE = "one", _("One of our employers pays for all the cover")
        FREE_TIME = "free_time", _("We meet in our own time")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    how = models.CharField(max_length=12, choices=Encounter.How)
    about = models.CharField(max_length=200, validators=[plain_text])
    questions = models.JSONField(default=list, blank=True, help_text="up to three to open with")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        "Attendee", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=9, choices=State, default=State.ARRANGING)

    where = models.CharField(max_length=9, choices=Where, blank=True)
    place = models.CharField(max_length=200, blank=True, validators=[plain_text])
    link = models.CharField(max_length=500, blank=True, validators=[URLValidator(schemes=["https"])])
    minutes = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    travel = models.CharField(max_length=9, choices=Paying, blank=True)
    cover = models.CharField(max_length=9, choices=Cover, blank=True)

    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    lesson_at = models.DateTimeField(
        null=True, blank=True, help_text="when the last of them said they would write a lesson together"
    )
    sequence = models.PositiveIntegerField(default=0, help_text="grows with all that calendars must replace")

    class Meta:
        ordering = ["begun_at", "pk"]
        indexes = [models.Index(fields=["state", "ends_at"], name="meeting_over")]
        constraints = [
            models.CheckConstraint(
                name="meeting_times_come_together",
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="meeting_has_a_time_once_booked",
                condition=Q(state="arranging", starts_at=None)
                | Q(state="ended")
                | Q(state__in=["booked", "met"], starts_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_is_paid_for_once_booked",
                condition=~Q(state="booked") | (~Q(where="") & ~Q(travel="") & ~Q(cover="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Attendee(models.Model):
    """Somebody in a meeting, and what they say of it for themselves.

    When they leave the service, what stays is a profession and a level.
    """

    class Met(models.TextChoices):
        YES = "yes", _("Yes, we met")
        NO = "no", _("No, it fell through")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="attended"
    )
    profession = models.ForeignKey(Profession, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    step_free = models.BooleanField(default=False)
    met = models.CharField(max_length=3, choices=Met, blank=True)
    wants_lesson = models.BooleanField(default=False, help_text="would write a lesson together")
    not_for_us = models.BooleanField(default=False, help_text="met once, and that is enough")
    intention = models.CharField(max_length=280, blank=True, validators=[plain_text])
    intention_by = models.DateField(null=True, blank=True)
    reflection = models.CharField(max_length=1000, blank=True, validators=[plain_text])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendee_once"),
            models.CheckConstraint(
                name="attendee_intends_something_by_a_day",
                condition=Q(intention_by=None) | ~Q(intention=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"


class Slot(models.Model):
    """A time at which somebody in a meeting can meet, in UTC."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(fields=["attendee", "starts_at", "ends_at"], name="slot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attendee_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Change(models.Model):
    """What changed, as one person says it 30 and 90 days after they met. Told to nobody, and counted."""

    class What(models.TextChoices):
        CHANGED = "changed", _("Something changed")
        NOT_YET = "not_yet", _("Not yet")
        NO = "no", _("No")

    class After(models.IntegerChoices):
        MONTH = 30, _("30 days")
        QUARTER = 90, _("90 days")

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="changes")
    after = models.PositiveSmallIntegerField(choices=After)
    what = models.CharField(max_length=7, choices=What)
    words = models.CharField(max_length=500, blank=True, validators=[plain_text])
    at = models.DateTimeField()

    class Meta:
        ordering = ["after"]
        constraints = [models.UniqueConstraint(fields=["attendee", "after"], name="change_once_each")]

    def __str__(self) -> str:
        return f"{self.attendee_id} {self.after} {self.what}"
