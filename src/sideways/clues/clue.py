"""One thing in a text that could tell who somebody is, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was found. The label is what to write instead. The surest come first."""

    EMAIL = "e-mail", _("an e-mail address")
    BANK_ACCOUNT = "bank account", _("a bank account")
    CARD = "card", _("a card number")
    NHS_NUMBER = "NHS number", _("an NHS number")
    NATIONAL_INSURANCE = "National Insurance", _("a National Insurance number")
    PHONE = "phone", _("a phone number")
    BIRTH = "birth", _("a date of birth")
    POSTCODE = "postcode", _("a postcode")
    ORGANISATION = "organisation", _("an organisation")
    PLACE = "place", _("our area")


@dataclass(frozen=True, slots=True)
class Clue:
    """A part of a text: what it is, where it stands, and words that tell nobody apart."""

    kind: Kind
    start: int
    end: int
    text: str
    instead: str


def one_at_each_place(found: Iterable[Clue]) -> list[Clue]:
    """Return the clues in the order of the text. Where two overlap, the surer kind stays."""
    kept: list[Clue] = []
    surest = list(Kind)
    for clue in sorted(found, key=lambda each: (surest.index(each.kind), each.start)):
        if all(clue.end <= other.start or other.end <= clue.start for other in kept):
            kept.append(clue)
    return sorted(kept, key=lambda each: each.start)
