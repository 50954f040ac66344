from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sideways.people.levels import Level
from sideways.people.models.organisations import Organisation, Place
from sideways.people.models.professions import Profession


class Topic(models.Model):
    """A tag from the managed list. Filled from data/topics.csv at every migration."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    words = models.TextField(blank=True, help_text="words and phrases that suggest it, with semicolons")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TopicFollow(models.Model):
    """A topic somebody follows, and how much they want to hear of it."""

    class How(models.TextChoices):
        MUTED = "muted", _("Nothing")
        NORMAL = "normal", _("New lessons at my level")
        WATCHING = "watching", _("Every new lesson I can read")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    how = models.CharField(max_length=8, choices=How, default=How.NORMAL)

    class Meta:
        db_table = "people_person_topics"
        unique_together = [("person", "topic")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic_id}: {self.how}"


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account."""

    class Kind(models.TextChoices):
        PRACTITIONER = "practitioner", _("Practitioner")
        BROKER = "broker", _("Broker")
        GUARDIAN = "guardian", _("Guardian")
        OFFICIAL = "official", _("Government official")
        FUNDER = "funder", _("Funder")
        REGULATOR = "regulator", _("Regulator")
        OPERATOR = "operator", _("Operator")

    class Standing(models.TextChoices):
        JOINING = "joining", _("Has not finished joining")
        WAITING = "waiting", _("Waits for somebody to vouch")
        HELD = "held", _("Held for an operator to look at")
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PRACTITIONER)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.JOINING)
    is_active = models.BooleanField(default=True, help_text="may sign in")
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    independence_declared_at = models.DateTimeField(
        null=True, blank=True, help_text="said: I do not inspect, regulate or performance-manage"
    )

    profession = models.ForeignKey(Profession, null=True, blank=True, on_delete=models.PROTECT)
    level = models.SmallIntegerField(choices=Level, null=True, blank=True)
    grade_scheme = models.CharField(max_length=30, blank=True)
    grade = models.CharField(max_length=60, blank=True)
    mapping_version = models.CharField(max_length=12, blank=True)
    level_reason = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    topics = models.ManyToManyField(Topic, through=TopicFollow, blank=True, related_name="followers")
    travel_km = models.PositiveSmallIntegerField(default=40)

    # Derived from the organisation or the postcode district, by services.person_place.
    outcode = models.CharField(max_length=5, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    region = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=30, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)

    waiting_since = models.DateTimeField(
        null=True, blank=True, help_text="when they last began to wait for a vouch or to be held"
    )
    vouched_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="vouched_for"
    )
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_domain = models.CharField(
        max_length=120, blank=True, help_text="the e-mail domain that vouched, where nobody had to"
    )

    USERNAME_FIELD = "email"
    objects = PersonManager()

    class Meta:
        indexes = [
            models.Index(
                fields=["standing", "level", "profession", "nation", "region", "kind"], name="person_cells"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="active_person_has_joined",
                condition=~Q(standing="active")
                | (
                    Q(profession__isnull=False)
                    & Q(level__isnull=False)
                    & Q(independence_declared_at__isnull=False)
                )
                | Q(kind__in=["official", "funder", "regulator", "operator", "guardian"]),
            ),
            models.CheckConstraint(
                name="level_on_the_ladder", condition=Q(level=None) | Q(level__range=(0, 8))
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
