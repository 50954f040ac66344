import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.models import Lesson
from sideways.lessons.wording import plain_text
from sideways.people.models import Person


class GuardianMessage(models.Model):
    """What a guardian wrote to the author of a lesson, or the author to the guardian.

    The author is in no column: the vault finds them by the lesson. Ends with the lesson.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="guardian_messages")
    guardian = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="guardian_messages"
    )
    by_author = models.BooleanField(default=False)
    is_thanks = models.BooleanField(default=False)
    text = models.CharField(max_length=1000, validators=[plain_text])
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["guardian", "by_author", "at"], name="guardian_answers")]
        constraints = [
            models.CheckConstraint(
                name="guardian_message_thanks_come_from_guardians",
                condition=Q(is_thanks=False) | Q(by_author=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.at:%Y-%m-%d}"


class Unmasking(models.Model):
    """That a guardian asked to find out who wrote a lesson, and what a second guardian answered.

    No foreign key to the lesson: that somebody asked is kept and counted when the lesson is gone.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second guardian")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    class Reason(models.TextChoices):
        HARM = "harm", _("Somebody is at risk of serious harm")
        SAFEGUARDING = "safeguarding", _("A child or an adult may need safeguarding")
        COURT = "court", _("A court has ordered it")
        AUTHOR = "author", _("The author has asked for it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson_id = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.CharField(max_length=500, blank=True, validators=[plain_text])
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True, validators=[plain_text])
    tell_on = models.DateField(null=True, blank=True, help_text="when the law forbids telling at once")
    not_told_because = models.CharField(max_length=280, blank=True, validators=[plain_text])

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="unmasking_queue")]
        constraints = [
            models.CheckConstraint(
                name="unmasking_answered_has_its_time",
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="unmasking_needs_two",
                condition=Q(answered_by=None) | Q(asked_by=None) | ~Q(answered_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="unmasking_told_later_says_why",
                condition=Q(tell_on=None, not_told_because="")
                | (Q(tell_on__isnull=False) & ~Q(not_told_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
