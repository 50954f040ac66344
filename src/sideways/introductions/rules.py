"""Who may meet whom, and who takes part at all."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import combinations

from django.db import models

from sideways.introductions.models import Introduction, TalkRequest, Wish
from sideways.introductions.models.wishes import SILENT_PAUSES
from sideways.meetings.models import Meeting
from sideways.people.distance import km_between
from sideways.people.levels import Level
from sideways.people.models import Person
from sideways.people.rules import is_broker
from sideways.people.trust import is_peer

CHANNEL = Introduction._meta.label_lower
TALK = TalkRequest._meta.label_lower

ANSWER_DAYS = 7
MOST_ASKED = 3  # authors at a time
OVERDUE_AFTER = timedelta(days=7)
REMIND_AGAIN_AFTER = timedelta(days=3)
CLOSED_KEPT = timedelta(days=90)
CARD_KEPT = timedelta(days=60)
MOST_CARDS = 5
# Who has waited so many rounds comes before all who have waited less, whatever it costs in fit.
FIRST_FROM = 3


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


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the rules compare: wishes by person, pairs that met or stay apart, introductions that are open."""

    wishes: Mapping[int, Wish] = field(default_factory=dict)
    met: Collection[tuple[int, int]] = ()
    apart: Collection[tuple[int, int]] = ()
    open_now: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def shut(self) -> AbstractSet[tuple[int, int]]:
        """The pairs that may not be introduced, whichever reason there is."""
        return {*self.met, *self.apart}

    def wish_of(self, person: Person) -> Wish:
        """Return what somebody wants; the defaults of who has said nothing."""
        return self.wishes.get(person.pk) or Wish(person=person)


def is_on_desk(person: object) -> bool:
    """Say whether somebody makes introductions: the brokers, who are peers too (P1)."""
    return is_broker(person) and isinstance(person, Person) and is_peer(person)


def may_introduce(broker: Person, person: Person) -> bool:
    """Say whether a broker may introduce somebody: not themselves, and nobody below them at work (P2)."""
    is_below = (
        person.organisation_id is not None
        and person.organisation_id == broker.organisation_id
        and (person.level or 0) < (broker.level or 0)
    )
    return is_on_desk(broker) and takes_part(person) and person.pk != broker.pk and not is_below


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
    wider = all(wish.widen_level for wish in wishes)
    stands_in_the_way = {
        Rule.SAME_ORGANISATION: one.organisation_id is not None
        and one.organisation_id == other.organisation_id,
        Rule.LEVEL: not levels_fit(one.level, other.level, wider=wider),
        Rule.PROFESSION: one.profession_id == other.profession_id
        and not all(wish.widen_profession for wish in wishes),
        Rule.REGION: one.region != other.region and not all(wish.widen_region for wish in wishes),
        Rule.TOO_FAR: is_too_far(one, other),
        Rule.MET_OR_APART: ordered(one.pk, other.pk) in known.shut,
    }
    return [rule for rule, holds in stands_in_the_way.items() if holds]


def is_too_far(one: Person, other: Person) -> bool:
    """Say whether two people live further apart than one of them would travel."""
    km = km_between(one, other)
    return km is not None and km > min(one.travel_km, other.travel_km)


def may_talk(author: Person, asker: Person, known: Known) -> bool:
    """Say whether an author may be asked by somebody, as for any introduction.

    But it is for the author to say how far is too far, and who has met may meet again.
    """
    between = set(_between(author, asker, known)) - {Rule.REGION, Rule.TOO_FAR, Rule.MET_OR_APART}
    return is_peer(asker) and not between and ordered(author.pk, asker.pk) not in known.apart


def levels_fit(one: int | None, other: int | None, *, wider: bool) -> bool:
    """Say whether two levels may meet: the same, or with ``wider`` one apart on the ladder.

    >>> levels_fit(2, 2, wider=False), levels_fit(2, 3, wider=True), levels_fit(2, 4, wider=True)
    (True, True, False)
    >>> levels_fit(7, 8, wider=True), levels_fit(None, None, wider=True)
    (False, False)
    """
    if one is None or other is None:
        return False
    on_the_ladder = all(Level.SUPPORT <= level <= Level.CHIEF for level in (one, other))
    return one == other or (wider and on_the_ladder and abs(one - other) == 1)


def ordered(one: int, other: int) -> tuple[int, int]:
    """Return two ids, the lower one first, as encounters are kept."""
    return (one, other) if one < other else (other, one)


def may_still_meet(people: Sequence[Person | None], shut: Collection[tuple[int, int]]) -> bool:
    """Say whether people who have said yes may meet as things stand now.

    All of them are still peers, none has come to work where another does, and none has been put apart.
    """
    here = [person for person in people if person is not None and is_peer(person)]
    pairs = [
        (one.organisation_id is None or one.organisation_id != other.organisation_id)
        and ordered(one.pk, other.pk) not in shut
        for one, other in combinations(here, 2)
    ]
    return len(here) == len(people) > 1 and all(pairs)


def may_answer(introduction: Introduction, at: datetime) -> bool:
    """Say whether an answer still counts."""
    return introduction.state == Introduction.State.PROPOSED and at < introduction.ends_at


def is_over(introduction: Introduction, at: datetime) -> bool:
    """Say whether it did not come about: closed, or the time is over and the job has not come round yet."""
    waits = introduction.state == Introduction.State.PROPOSED
    return introduction.state == Introduction.State.CLOSED or (waits and at >= introduction.ends_at)


def may_remind(introduction: Introduction, at: datetime) -> bool:
    """Say whether a broker may remind its people: it is not over, and nobody did for three days."""
    before = introduction.reminded_at
    lately = before is not None and at < before + REMIND_AGAIN_AFTER
    return waits_for_people(introduction, at) and not lately


def waits_for_people(introduction: Introduction, at: datetime) -> bool:
    """Say whether it waits for answers, or for a time to meet."""
    meeting = introduction.meeting
    to_arrange = meeting is not None and meeting.state == Meeting.State.ARRANGING
    return may_answer(introduction, at) or to_arrange


def is_overdue(introduction: Introduction, at: datetime) -> bool:
    """Say whether it has waited seven days: for answers, or after all said yes for a time to meet."""
    since = introduction.over_at or introduction.proposed_at
    return waits_for_people(introduction, at) and at >= since + OVERDUE_AFTER
