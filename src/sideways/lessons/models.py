import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.wording import plain_text
from sideways.people.levels import Level, Service
from sideways.people.models import Person, Profession, Topic
from sideways.people.trust import Audience, State

MOST_CAUSES = 3

# The form of three minutes, and what can be added later.
ASKED_FIRST = ("trying", "went_wrong", "causes", "advice", "stage", "audience", "attribution", "talk")
ADDED_LATER = (
    "expected", "early_signs", "scale", "harm", "changed", "helped", "still_puzzling", "do_not_copy",
)  # fmt: skip
TEXTS = (
    "trying", "went_wrong", "advice", "expected", "early_signs", "scale", "changed", "still_puzzling",
    "do_not_copy",
)  # fmt: skip


class Cause(models.TextChoices):
    """Why things go wrong between services, as people tap it."""

    RULES = "rules", _("Rules")
    MONEY_CYCLE = "money_cycle", _("Money or funding cycle")
    GEOGRAPHY = "geography", _("Boundaries and distance")
    DATA = "data", _("Data and systems")
    CULTURE = "culture", _("Different ways of working")
    PEOPLE_LEFT = "people_left", _("People left")
    TIMING = "timing", _("Timing")
    DESIGN = "design", _("The design of it")
    DEMAND = "demand", _("More demand than places")
    SUPPLIER = "supplier", _("A supplier")


class Lesson(models.Model):
    """A short account of something that went or is going wrong.

    No column says who wrote it: that is sealed in the vault under this id. The group shown to
    readers (profession, service, region, nation) is stored already widened, so that this table
    alone points at nobody.
    """

    class Stage(models.TextChoices):
        NOW = "now", _("Happening now")
        JUST_ENDED = "just_ended", _("Just ended")
        LOOKING_BACK = "looking_back", _("Looking back")

    class Attribution(models.TextChoices):
        ROLE = "role", _("Role only")
        NAMED = "named", _("With my name")

    class Talk(models.TextChoices):
        IN_PERSON = "in_person", _("Yes, in person")
        VIDEO = "video", _("Yes, by video")
        PHONE = "phone", _("Yes, by phone")
        NO = "no", _("No")

    class Harm(models.TextChoices):
        NONE = "none", _("Nobody")
        INCONVENIENCE = "inconvenience", _("People were inconvenienced")
        MONEY = "money", _("People lost money")
        DISTRESS = "distress", _("People were distressed")

    class Helped(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        TOO_SOON = "too_soon", _("Too soon to say")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    trying = models.CharField(max_length=140, blank=True, validators=[plain_text])
    went_wrong = models.CharField(max_length=280, blank=True, validators=[plain_text])
    causes = models.JSONField(default=list, blank=True)
    advice = models.CharField(max_length=140, blank=True, validators=[plain_text])
    stage = models.CharField(max_length=12, choices=Stage, blank=True)
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.LEVEL)
    attribution = models.CharField(max_length=5, choices=Attribution, default=Attribution.ROLE)
    talk = models.CharField(max_length=9, choices=Talk, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="lessons")

    adapted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="adaptations"
    )

    # Added later, if at all.
    expected = models.CharField(max_length=500, blank=True, validators=[plain_text])
    early_signs = models.CharField(max_length=500, blank=True, validators=[plain_text])
    scale = models.CharField(max_length=140, blank=True, validators=[plain_text])
    harm = models.CharField(max_length=13, choices=Harm, blank=True)
    changed = models.CharField(max_length=500, blank=True, validators=[plain_text])
    helped = models.CharField(max_length=8, choices=Helped, blank=True)
    still_puzzling = models.CharField(max_length=280, blank=True, validators=[plain_text])
    do_not_copy = models.CharField(max_length=280, blank=True, validators=[plain_text])

    # The author as readers may know them. A draft says nothing of its author.
    level = models.SmallIntegerField(choices=Level, null=True, blank=True)
    profession = models.ForeignKey(Profession, null=True, blank=True, on_delete=models.PROTECT)
    service = models.CharField(max_length=30, choices=Service, blank=True)
    region = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=30, blank=True)
    named_author = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons_named"
    )

    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "stage", "-shared_at"], name="lesson_list"),
            models.Index(fields=["state", "audience", "level"], name="lesson_audience"),
            # All that lists are counted and ordered by: no row with its long texts is read for that.
            models.Index(
                fields=[
                    *("state", "level", "profession", "service", "region", "nation"),
                    *("stage", "named_author", "audience", "shared_at", "id"),
                ],
                name="lesson_counts",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="lesson_shared_has_its_time",
                condition=Q(state=State.DRAFT, shared_at=None)
                | (~Q(state=State.DRAFT) & Q(shared_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="lesson_withdrawn_has_its_time",
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None)),
            ),
            models.CheckConstraint(
                name="lesson_shared_is_complete",
                condition=Q(state=State.DRAFT)
                | (Q(level__isnull=False) & ~Q(went_wrong="") & ~Q(stage="") & ~Q(talk="")),
            ),
            models.CheckConstraint(
                name="lesson_draft_says_nothing_of_its_author",
                condition=~Q(state=State.DRAFT) | Q(level=None, profession=None, named_author=None),
            ),
            models.CheckConstraint(
                name="lesson_names_only_by_choice",
                condition=Q(named_author=None) | Q(attribution="named"),
            ),
        ]

    def __str__(self) -> str:
        return self.went_wrong[:60] or str(self.pk)


class SavedSearch(models.Model):
    """What somebody wants to hear of once it is shared: the words and filters of a list, not what it held.

    ``looked_at`` is when they last saw that list, and nothing older: what came since is new to them.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_searches")
    filters = models.JSONField()
    saved_at = models.DateTimeField()
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "filters"], name="search_saved_once"),
            models.CheckConstraint(name="search_saved_looks_for_something", condition=~Q(filters={})),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.filters}"


class LessonVersion(models.Model):
    """What a lesson said before or at a change, for its author."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["lesson", "number"], name="version_once_each")]

    def __str__(self) -> str:
        return f"{self.lesson_id} v{self.number}"


class LessonUpdate(models.Model):
    """What happened next, in the author's words, dated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="updates")
    text = models.CharField(max_length=280, validators=[plain_text])
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.text[:60]


class LessonEcho(models.Model):
    """“Happened to us too”: only the service and the day are known; who said it is sealed in the vault.

    The day and no time: the author hears of it when the day is over, and cannot tell who was here then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="echoes")
    service = models.CharField(max_length=30, choices=Service)
    said_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.service}"


class ByRole(models.Model):
    """Whoever said something, as readers may know them: a group that is stored already widened."""

    level = models.SmallIntegerField(choices=Level)
    profession = models.ForeignKey(Profession, null=True, blank=True, on_delete=models.PROTECT)
    service = models.CharField(max_length=30, choices=Service, blank=True)
    region = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=30, blank=True)

    class Meta:
        abstract = True


class LessonReuse(ByRole):
    """“I used this”: in what kind of place, what was changed, and whether it held.

    Candid content by itself, read by peers who may read the lesson and shut to the seniors of whoever
    used it. Who that is stands in the vault; the group shown is stored already widened, and days have
    no time, as for echoes.
    """

    class Outcome(models.TextChoices):
        HELD = "held", _("It held")
        PARTLY = "partly", _("It held partly")
        FAILED = "failed", _("It failed")
        TOO_SOON = "too_soon", _("Too soon to say")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="reuses")
    state = models.CharField(max_length=9, choices=State, default=State.SHARED)
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.PEERS)
    place = models.CharField(max_length=30, choices=Service)
    changed = models.CharField(max_length=280, blank=True, validators=[plain_text])
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    why = models.CharField(max_length=280, blank=True, validators=[plain_text])
    used_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reuse_is_for_peers", condition=Q(state=State.SHARED, audience=Audience.PEERS)
            ),
            models.CheckConstraint(
                name="reuse_outcome_has_its_day",
                condition=Q(outcome="", why="", answered_on=None)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.place}"


class LessonRelease(models.Model):
    """The way to the public: a guardian takes out what identifies, then the author agrees.

    The wording proposed here replaces the lesson's own only when the author says yes. There is
    no row while the author has not asked.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a guardian")
        PROPOSED = "proposed", _("Waits for the author")
        RELEASED = "released", _("Public")
        DECLINED = "declined", _("Not released")
        REFUSED = "refused", _("The author keeps it as it is")

    lesson = models.OneToOneField(Lesson, primary_key=True, on_delete=models.CASCADE, related_name="release")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    audience_before = models.CharField(max_length=6, choices=Audience, default=Audience.LEVEL)
    wording = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=280, blank=True, validators=[plain_text])
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "asked_at"], name="release_queue"),
            models.Index(fields=["read_by", "answered_at"], name="release_answers"),
        ]
        constraints = [
            models.CheckConstraint(
                name="release_read_by_has_its_time",
                condition=Q(read_by=None) | Q(read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_answered_after_it_was_read",
                condition=Q(answered_at=None) | Q(read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.state}"
