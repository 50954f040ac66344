"""Which lessons somebody watches or has muted. Only the vault knows: authors mute their own too."""

from dataclasses import dataclass
from uuid import UUID

from django.db import models

from sideways.lessons import rules
from sideways.people.models import Person
from sideways.people.trust import author_keyword, follow_keyword
from sideways.vault.queries import subjects_under


class Following(models.TextChoices):
    """How much somebody wants to hear of one lesson."""

    WATCHING = "watching", "Tell me when something changes"
    NORMAL = "normal", "As usual"
    MUTED = "muted", "Tell me nothing about it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """The ids of what somebody wrote, of their echoes, and of the lessons they watch or have muted."""

    written: frozenset[UUID]
    echoes: frozenset[UUID]
    watched: frozenset[UUID]
    muted: frozenset[UUID]


def what_concerns(person: Person) -> Concerned:
    """Return what somebody has to do with, from the vault. One query for nearly everybody."""
    keywords = {
        "written": author_keyword(rules.LESSON, person),
        "echoes": author_keyword(rules.ECHO, person),
        "watched": keyword_of(Following.WATCHING, person),
        "muted": keyword_of(Following.MUTED, person),
    }
    filed = subjects_under(keywords.values())
    return Concerned(**{name: frozenset(filed[keyword]) for name, keyword in keywords.items()})


def keyword_of(how: Following, person: Person) -> str:
    """Return the vault keyword of the lessons somebody follows in this way."""
    return follow_keyword(rules.LESSON, how, person)
