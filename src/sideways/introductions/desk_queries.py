"""Reads for brokers: they introduce people and see names, but never what somebody answered."""

import math
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from sideways.introductions.models import Apart, Introduction, Party
from sideways.introductions.rules import is_on_desk, may_introduce
from sideways.meetings.models import Meeting
from sideways.people.models import Person
from sideways.people.trust import PEERS

State = Introduction.State
MOST_FOUND = 20
NEAR_AT_MOST = 2_000
KM_A_DEGREE = 111.0  # of latitude


def on_desk_of(broker: Person) -> QuerySet[Introduction]:
    """Return the introductions a broker looks after.

    Not their own, not those of people below them where they work (P2), and not those an author of a
    lesson said yes to: that somebody wrote one is not for brokers to know.
    """
    if not is_on_desk(broker):
        return Introduction.objects.none()
    below = Q(person__organisation=broker.organisation_id, person__level__lt=broker.level)
    hidden = Party.objects.filter(Q(person=broker) | below).values("introduction")
    shown = Introduction.objects.exclude(source=Introduction.Source.LESSON).exclude(pk__in=hidden)
    return shown.select_related("meeting")


def desk_queue(broker: Person, at: datetime) -> QuerySet[Introduction]:
    """Return what waits for answers or for a time to meet, the oldest first. One query."""
    to_arrange = Q(state=State.ACCEPTED, meeting__state=Meeting.State.ARRANGING)
    waits = Q(state=State.PROPOSED, ends_at__gt=at) | to_arrange
    return on_desk_of(broker).filter(waits).order_by("proposed_at", "pk")


def desk_past(broker: Person, at: datetime) -> QuerySet[Introduction]:
    """Return what is over or arranged, the newest first. One query."""
    waiting = desk_queue(broker, at).values("pk")
    return on_desk_of(broker).exclude(pk__in=waiting).order_by("-proposed_at", "pk")


def people_in(introductions: Collection[UUID]) -> dict[UUID, list[Person]]:
    """Return who is in each introduction, and not what they answer. One query."""
    found: dict[UUID, list[Person]] = defaultdict(list)
    rows = Party.objects.filter(introduction__in=introductions, person__isnull=False)
    for party in rows.select_related("person__profession", "person__organisation").order_by("pk"):
        if party.person is not None:
            found[party.introduction_id].append(party.person)
    return found


def people_to_introduce(broker: Person, words: str) -> list[Person]:
    """Return whom a broker may introduce and who is called so, by name. One query."""
    if not is_on_desk(broker) or not words.strip():
        return []
    called = Q(name__icontains=words.strip()) | Q(email__iexact=words.strip())
    found = _peers().filter(called).exclude(pk=broker.pk).order_by("name", "pk")
    return [person for person in found[: 2 * MOST_FOUND] if may_introduce(broker, person)][:MOST_FOUND]


def people_chosen(broker: Person, ids: Collection[int]) -> list[Person]:
    """Return the people of these ids whom the broker may introduce, in that order. One query."""
    found = _peers().in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found and may_introduce(broker, found[pk])]


def people_near(broker: Person, person: Person) -> list[Person]:
    """Return whom the broker may introduce to somebody: of a level that may fit, as near as they travel.

    Two queries; never more than 2,000 people, those of the same level first.
    """
    if person.lat is None or person.lon is None:
        return []
    north = person.travel_km / KM_A_DEGREE
    east = north / max(math.cos(math.radians(person.lat)), 0.1)
    box = {
        "lat__range": (person.lat - north, person.lat + north),
        "lon__range": (person.lon - east, person.lon + east),
    }
    level, wish = person.level or 0, getattr(person, "wish", None)
    levels = {level - 1, level, level + 1} if wish is not None and wish.widen_level else {level}
    other_level = Case(When(level=level, then=0), default=1)
    near = _peers().filter(level__in=levels, **box).exclude(pk=person.pk).order_by(other_level, "pk")
    return [each for each in near[:NEAR_AT_MOST] if may_introduce(broker, each)]


def conflicts_for(broker: Person) -> list[Apart]:
    """Return the conflicts brokers have noted between people this one may introduce. One query."""
    rows = Apart.objects.filter(is_conflict=True)
    named = rows.select_related("person", "other").order_by("-at", "pk")
    return [
        row
        for row in named
        if row.other is not None and may_introduce(broker, row.person) and may_introduce(broker, row.other)
    ]


def _peers() -> QuerySet[Person]:
    active = Person.objects.filter(standing=Person.Standing.ACTIVE, kind__in=PEERS, level__isnull=False)
    return active.select_related("profession", "organisation", "wish").prefetch_related("topics")
