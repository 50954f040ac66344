import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.models import ByRole, Lesson
from sideways.lessons.wording import plain_text
from sideways.people.models import Person, Topic
from sideways.people.trust import Audience


class Comment(ByRole):
    """What somebody said beside a lesson.

    Candid content by itself: who said it is sealed in the vault under this id, also of an answer by the
    author of the lesson, and the seniors of whoever said it cannot open it. Only the advice of an expert on
    a lesson that is public is for anyone.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        QUESTION = "question", _("Question to the author")
        ANSWER = "answer", _("From the author")
        ADVICE = "advice", _("Advice")

    class State(models.TextChoices):
        SHARED = "shared", _("Shown")  # as the rules of trust call it
        REMOVED = "removed", _("Taken down")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=8, choices=Kind)
    question = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    state = models.CharField(max_length=7, choices=State, default=State.SHARED)
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.PEERS)
    text = models.CharField(max_length=500, validators=[plain_text])
    named_author = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments_named"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_answers_a_question",
                condition=Q(kind="answer", question__isnull=False) | (~Q(kind="answer") & Q(question=None)),
            ),
            models.CheckConstraint(
                name="comment_answer_names_nobody", condition=~Q(kind="answer") | Q(named_author=None)
            ),
            models.CheckConstraint(
                name="comment_is_for_peers_unless_advice",
                condition=Q(audience=Audience.PEERS) | Q(audience=Audience.PUBLIC, kind="advice"),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Reason(models.TextChoices):
    """Why a comment is reported, and taken down."""

    IDENTIFIES = "identifies", _("It could tell who somebody is")
    ATTACKS = "attacks", _("It attacks or mocks somebody")
    DISCRIMINATES = "discriminates", _("It is hateful or discriminates")
    WRONG = "wrong", _("It is dangerous advice")
    OFF_TOPIC = "off_topic", _("It is not about the lesson, or is advertising")


class Report(models.Model):
    """That somebody finds a comment should not stand. Who, only the vault knows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=13, choices=Reason)
    words = models.CharField(max_length=280, blank=True, validators=[plain_text])
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.reason}"


class Removal(models.Model):
    """That a guardian took a comment down and why; what its author said to that, and a second guardian."""

    class State(models.TextChoices):
        DOWN = "down", _("Taken down")
        APPEALED = "appealed", _("Waits for a second guardian")
        RESTORED = "restored", _("Put back")
        KEPT = "kept", _("It stays down")

    comment = models.OneToOneField(
        Comment, primary_key=True, on_delete=models.CASCADE, related_name="removal"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DOWN)
    reason = models.CharField(max_length=13, choices=Reason)
    words = models.CharField(max_length=280, validators=[plain_text])
    removed_at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    appeal = models.CharField(max_length=500, blank=True, validators=[plain_text])
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=280, blank=True, validators=[plain_text])
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="removal_appeal_has_its_time",
                condition=Q(state="down", appealed_at=None, appeal="")
                | (~Q(state="down") & Q(appealed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="removal_answer_has_its_time",
                condition=Q(state__in=["down", "appealed"], answered_at=None)
                | (Q(state__in=["restored", "kept"]) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="removal_appeal_needs_another_guardian",
                condition=Q(answered_by=None) | Q(removed_by=None) | ~Q(answered_by=F("removed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.state}"


class Moderated(models.Model):
    """One thing that was done, for the public count: no more of it than the month and the reason."""

    class What(models.TextChoices):
        REPORTED = "reported", _("Reported")
        TAKEN_DOWN = "taken_down", _("Taken down")
        APPEALED = "appealed", _("Appealed")
        RESTORED = "restored", _("Put back")

    what = models.CharField(max_length=10, choices=What)
    reason = models.CharField(max_length=13, choices=Reason)
    month = models.DateField(help_text="its first day")

    class Meta:
        indexes = [models.Index(fields=["month"], name="moderated_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.what} {self.reason}"


class Expert(models.Model):
    """A practitioner or broker whose advice the network stands for, on one topic or, without one, on any."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="expert_on")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    appointed_at = models.DateTimeField()
    appointed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="expert_once_for_each_topic"),
            models.UniqueConstraint(fields=["person"], condition=Q(topic=None), name="expert_once_for_any"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic_id or 'any'}"
