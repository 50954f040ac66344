"""Whom one person could best meet: the allowed ones, in the order in which a round would weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sideways.introductions.problem import best_for_the_first
from sideways.introductions.rules import Known, broken, levels_fit
from sideways.people.distance import km_between
from sideways.people.models import Person

MOST_PARTNERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody a person could meet, and what speaks for it."""

    person: Person
    shared: list[str]
    km: float | None
    waited: int


def best_partners(person: Person, among: Sequence[Person], known: Known, at: datetime) -> list[Partner]:
    """Return the best of those whom this person may meet by every rule, the best first.

    Of the same level and another profession: what somebody has widened is for a broker to choose.
    """
    allowed = [each for each in among if _fits(person, each) and not broken([person, each], known, at)]
    if not allowed:
        return []
    people = [person, *allowed]
    waited = [known.wish_of(each).waited for each in people]
    best = best_for_the_first(people, [topics_of(each) for each in people], waited, MOST_PARTNERS)
    return [_partner(person, each, known) for each in best]


def topics_of(person: Person) -> set[str]:
    """Return the names of the topics somebody follows."""
    return {topic.name for topic in person.topics.all()}


def _fits(one: Person, other: Person) -> bool:
    return levels_fit(one.level, other.level, wider=False) and one.profession_id != other.profession_id


def _partner(person: Person, other: Person, known: Known) -> Partner:
    return Partner(
        person=other,
        shared=sorted(topics_of(person) & topics_of(other)),
        km=km_between(person, other),
        waited=known.wish_of(other).waited,
    )
