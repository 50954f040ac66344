"""Whom one person could best meet: the allowed ones, in the order in which a round would weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sideways.introductions.problem import best_for_the_first
from sideways.introductions.rules import Known, broken
from sideways.people.distance import km_between
from sideways.people.models import Person

MOST_PARTNERS = 5
MOST_WIDENED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody a person could meet, and what speaks for it."""

    person: Person
    shared: list[str]
    km: float | None
    waited: int
    other_level: bool
    same_profession: bool
    other_region: bool

    @property
    def is_widened(self) -> bool:
        """Whether they fit only because both have widened a rule."""
        return self.other_level or self.same_profession or self.other_region


def best_partners(person: Person, among: Sequence[Person], known: Known, at: datetime) -> list[Partner]:
    """Return the best of those whom this person may meet by every rule, the best first.

    Below them stand those who fit only by a rule that both have widened.
    """
    allowed = [_partner(person, each, known) for each in among if not broken([person, each], known, at)]
    fitting = [each for each in allowed if not each.is_widened]
    widened = [each for each in allowed if each.is_widened]
    return _best(person, fitting, known, MOST_PARTNERS) + _best(person, widened, known, MOST_WIDENED)


def _best(person: Person, partners: Sequence[Partner], known: Known, most: int) -> list[Partner]:
    if not partners:
        return []
    found = {each.person.pk: each for each in partners}
    people = [person, *(each.person for each in partners)]
    waited = [known.wish_of(each).waited for each in people]
    best = best_for_the_first(people, [topics_of(each) for each in people], waited, most)
    return [found[each.pk] for each in best]


def topics_of(person: Person) -> set[str]:
    """Return the names of the topics somebody follows."""
    return {topic.name for topic in person.topics.all()}


def _partner(person: Person, other: Person, known: Known) -> Partner:
    return Partner(
        person=other,
        shared=sorted(topics_of(person) & topics_of(other)),
        km=km_between(person, other),
        waited=known.wish_of(other).waited,
        other_level=person.level != other.level,
        same_profession=person.profession_id == other.profession_id,
        other_region=person.region != other.region,
    )
