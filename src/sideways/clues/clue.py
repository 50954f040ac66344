"""One thing in a text that could tell who somebody is, and what to write instead."""

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was found. The label is what to write instead of most. The surest come first."""

    EMAIL = "e-mail", _("an e-mail address")
    BANK_ACCOUNT = "bank account", _("a bank account")
    CARD = "card", _("a card number")
    NHS_NUMBER = "NHS number", _("an NHS number")
    NATIONAL_INSURANCE = "National Insurance", _("a National Insurance number")
    PHONE = "phone", _("a phone number")
    BIRTH = "birth", _("a date of birth")
    POSTCODE = "postcode", _("a postcode")
    ORGANISATION = "organisation", _("an organisation")
    PERSON = "person", _("a person’s name")
    PLACE = "place", _("our area")


_SENTENCE_BEGINS = re.compile(r"(?:^|\n|[.!?…]\s{1,4})[\s“‘\"'(]{0,4}$")


@dataclass(frozen=True, slots=True)
class Clue:
    """A part of a text: what it is, where it stands, and words that tell nobody apart."""

    kind: Kind
    start: int
    end: int
    text: str
    instead: str


def in_other_words(text: str, *, words: str, instead: str) -> str:
    """Return the text with other words for these, and what only begins or ends with them as it was.

    >>> in_other_words("Joan rang. Joan’s form, and Joanna", words="Joan", instead="somebody")
    'Somebody rang. Somebody’s form, and Joanna'
    """
    before = r"(?<![^\W\d_])" if words[0].isalpha() else ""
    after = r"(?![^\W\d_])" if words[-1].isalpha() else ""

    def other(match: re.Match[str]) -> str:
        begins = _SENTENCE_BEGINS.search(text, max(match.start() - 9, 0), match.start())
        return instead[:1].upper() + instead[1:] if begins else instead

    return re.sub(before + re.escape(words) + after, other, text)


def one_at_each_place(found: Iterable[Clue]) -> list[Clue]:
    """Return the clues in the order of the text. Where two overlap, the surer kind stays."""
    kept: list[Clue] = []
    surest = list(Kind)
    for clue in sorted(found, key=lambda each: (surest.index(each.kind), each.start)):
        at = bisect(kept, clue.start, key=lambda each: each.start)
        before, after = kept[max(at - 1, 0) : at], kept[at : at + 1]
        if all(each.end <= clue.start for each in before) and all(clue.end <= each.start for each in after):
            kept.insert(at, clue)
    return kept
