import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sideways.lessons.models import ByRole
from sideways.lessons.wording import plain_text
from sideways.people.models import Person, Topic


class BoardCard(ByRole):
    """What somebody can talk about, or wants to hear about, pinned where those they may meet see it.

    Readers see the group, stored already widened as it was when the card was pinned, and never who (P10).
    """

    class Kind(models.TextChoices):
        OFFER = "offer", _("I can talk about")
        SEEK = "seek", _("I want to hear about")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="board_cards")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.CharField(max_length=140, validators=[plain_text])
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    pinned_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="when it comes down by itself")

    class Meta:
        ordering = ["-pinned_at", "pk"]
        indexes = [models.Index(fields=["ends_at", "level"], name="board_card_up")]
        constraints = [
            models.CheckConstraint(name="board_card_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="board_card_ends_after_it_begins", condition=Q(ends_at__gt=models.F("pinned_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text[:40]}"
