from django.db import models
from django.db.models import F, Q

from sideways.lessons.wording import plain_text
from sideways.people.models import Person


class Apart(models.Model):
    """That somebody must not be introduced to somebody else.

    Either a private wish, which names a person met here or holds an e-mail address or a name as typed,
    whether or not anybody here has it; or a conflict that a broker knows of.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="apart")
    other = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=254, blank=True, validators=[plain_text])
    is_conflict = models.BooleanField(default=False, help_text="entered by a broker, not a private wish")
    entered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "is_conflict"], name="apart_once"),
            models.UniqueConstraint(
                fields=["person", "words"], condition=~Q(words=""), name="apart_words_once"
            ),
            models.CheckConstraint(
                name="apart_names_one_or_holds_words",
                condition=Q(other__isnull=False, words="") | (Q(other=None) & ~Q(words="")),
            ),
            models.CheckConstraint(
                name="apart_from_somebody_else", condition=Q(other=None) | ~Q(other=F("person"))
            ),
            models.CheckConstraint(
                name="apart_conflict_names_its_broker_only",
                condition=Q(is_conflict=True, other__isnull=False) | Q(is_conflict=False, entered_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} apart"
