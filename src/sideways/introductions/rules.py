"""Who may meet whom, and who takes part at all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations

from django.db import models

from sideways.introductions.models import Introduction, Wish
from sideways.introductions.models.wishes import SILENT_PAUSES
from sideways.people.distance import km_between
from sideways.people.models import Person
from sideways.people.rules import is_broker
from sideways.people.trust import is_peer

ANSWER_DAYS = 7
OVERDUE_AFTER = timedelta(days=7)
REMIND_AGAIN_AFTER = timedelta(days=3)
CLOSED_KEPT = timedelta(days=90)


class Rule(models.TextChoices):
    """What stands in the way of people who should not be introduced."""

    NUMBER = "number"
    NOT_OPEN = "not_open"
    SAME_ORGANISATION = "same_organisation"
    LEVEL = "level"
    PROFESSION = "profession"
    REGION = "region"
    TOO_FAR = "too_far"
    MET_OR_APART = "met_or_apart"  # never told apart: a private list stays private


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken, and by whom."""

    rule: Rule
    who: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the rules compare: wishes by person, pairs that met or stay apart, introductions that are open."""

    wishes: Mapping[int, Wish] = field(default_factory=dict)
    shut: Collection[tuple[int, int]] = ()
    open_now: Mapping[int, int] = field(default_factory=dict)

    def wish_of(self, person: Person) -> Wish:
        """Return what somebody wants; the defaults of who has said nothing."""
        return self.wishes.get(person.pk) or Wish(person=person)


def is_on_desk(person: object) -> bool:
    """Say whether somebody makes introductions: the brokers. They are peers too."""
    return is_broker(person) and isinstance(person, Person) and is_peer(person)


def is_paused(wish: Wish, at: datetime) -> bool:
    """Say whether somebody wants no suggestions now, or has left three in a row without an answer."""
    return (wish.paused_until is not None and wish.paused_until > at) or wish.silent >= SILENT_PAUSES


def takes_part(person: Person) -> bool:
    """Say whether somebody can be introduced at all: a peer whose work and place we know."""
    return is_peer(person) and person.profession_id is not None and person.lat is not None


def is_open(person: Person, known: Known, at: datetime) -> bool:
    """Say whether somebody may be suggested to others now."""
    wish = known.wish_of(person)
    has_room = known.open_now.get(person.pk, 0) < wish.capacity
    return takes_part(person) and has_room and not is_paused(wish, at)


def broken(people: Sequence[Person], known: Known, at: datetime) -> list[Broken]:
    """Return every rule that stands in the way of these people, in the order they are told. Asks nothing."""
    distinct = {person.pk: person for person in people}
    if len(distinct) not in {2, 3} or len(distinct) < len(people):
        return [Broken(Rule.NUMBER)]
    found = [Broken(Rule.NOT_OPEN, (person,)) for person in people if not is_open(person, known, at)]
    for one, other in combinations(people, 2):
        found += [Broken(rule, (one, other)) for rule in _between(one, other, known)]
    return found


def _between(one: Person, other: Person, known: Known) -> list[Rule]:
    wishes = known.wish_of(one), known.wish_of(other)
    km = km_between(one, other)
    stands_in_the_way = {
        Rule.SAME_ORGANISATION: one.organisation_id is not None
        and one.organisation_id == other.organisation_id,
        Rule.LEVEL: not levels_fit(one, other, wider=all(wish.widen_level for wish in wishes)),
        Rule.PROFESSION: one.profession_id == other.profession_id
        and not all(wish.widen_profession for wish in wishes),
        Rule.REGION: one.region != other.region and not all(wish.widen_region for wish in wishes),
        Rule.TOO_FAR: km is not None and km > min(one.travel_km, other.travel_km),
        Rule.MET_OR_APART: ordered(one.pk, other.pk) in known.shut,
    }
    return [rule for rule, holds in stands_in_the_way.items() if holds]


def levels_fit(one: Person, other: Person, *, wider: bool) -> bool:
    """Say whether two levels may meet: the same, or with ``wider`` one apart on the ladder."""
    if one.level is None or other.level is None:
        return False
    ladder = all(0 < level < 8 for level in (one.level, other.level))
    return one.level == other.level or (wider and ladder and abs(one.level - other.level) == 1)


BANDS_KM = (5, 10, 20, 40, 80, 160)


def distance_band(distances: Iterable[float | None]) -> int | None:
    """Return the band that the largest distance lies in; None past the widest, or where one is unknown.

    >>> distance_band([3.2]), distance_band([12, 31]), distance_band([400]), distance_band([None, 2])
    (5, 40, None, None)
    """
    known = list(distances)
    if None in known:
        return None
    largest = max(km for km in known if km is not None)
    return next((band for band in BANDS_KM if largest <= band), None)


def ordered(one: int, other: int) -> tuple[int, int]:
    """Return two ids, the lower one first, as encounters are kept."""
    return (one, other) if one < other else (other, one)


def may_answer(introduction: Introduction, at: datetime) -> bool:
    """Say whether an answer still counts."""
    return introduction.state == Introduction.State.PROPOSED and at < introduction.ends_at
