"""Whom one person could best meet: the allowed ones, in the order in which a round would weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from reckon import pairing
from sideways.introductions.rules import Known, broken, levels_fit
from sideways.people.distance import km_between
from sideways.people.models import Person

MOST_PARTNERS = 5
SAME_LEVEL = 1  # all of them are on one level here, also those beside the ladder


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
    best = pairing.best_partners(_problem([person, *allowed], known), 0, MOST_PARTNERS)
    return [_partner(person, allowed[row - 1], known) for row, _weight in best]


def topics_of(person: Person) -> set[str]:
    """Return the names of the topics somebody follows."""
    return {topic.name for topic in person.topics.all()}


def _fits(one: Person, other: Person) -> bool:
    return levels_fit(one.level, other.level, wider=False) and one.profession_id != other.profession_id


def _problem(people: Sequence[Person], known: Known) -> pairing.PairingProblem:
    return pairing.PairingProblem(
        level=np.full(len(people), SAME_LEVEL),
        profession=[str(person.profession_id) for person in people],
        organisation=[str(person.organisation_id or f"of {person.pk}") for person in people],
        service=[person.profession.service if person.profession else "" for person in people],
        latitude=np.array([person.lat for person in people], dtype=float),
        longitude=np.array([person.lon for person in people], dtype=float),
        topics=[topics_of(person) for person in people],
        max_km=np.array([person.travel_km for person in people], dtype=float),
        waited=np.array([known.wish_of(person).waited for person in people], dtype=float),
    )


def _partner(person: Person, other: Person, known: Known) -> Partner:
    return Partner(
        person=other,
        shared=sorted(topics_of(person) & topics_of(other)),
        km=km_between(person, other),
        waited=known.wish_of(other).waited,
    )
