"""Check rounds from the raw rows. Shares no code with what makes them: neither the sum nor the rules.

Distances come from the law of cosines, wishes and lists from plain values of the tables.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sideways.introductions.models import Apart, LeftOver, PlanMember, Round, Wish
from sideways.people.models import Encounter, Person, TopicFollow

WISHES = ("waited", "widen_level", "widen_profession", "widen_region")
Reason = LeftOver.Reason


@dataclass(frozen=True, slots=True)
class Rows:
    """The tables as they are: people by id, topics by person, pairs that must not be proposed."""

    people: dict[int, dict[str, Any]]
    topics: dict[int, set[str]]
    shut: set[frozenset[int]]


def rows_of(ids: Collection[int], suggested: Collection[frozenset[int]]) -> Rows:
    """Read what the rules compare about these people; ``suggested`` are pairs of rounds before."""
    columns = ("pk", "level", "profession", "profession__service", "organisation", "region", "lat", "lon")
    people = {
        row["pk"]: row
        for row in Person.objects.filter(kind__in=["practitioner", "broker"]).values(*columns, "travel_km")
        if row["pk"] in ids
    }
    wishes = {row["person"]: row for row in Wish.objects.values("person", *WISHES)}
    for pk, row in people.items():
        row.update(wishes.get(pk, dict.fromkeys(WISHES, 0)))
    topics: dict[int, set[str]] = {}
    for follow in TopicFollow.objects.exclude(how="muted").values("person", "topic"):
        topics.setdefault(follow["person"], set()).add(follow["topic"])
    shut = {frozenset(pair) for pair in Encounter.objects.values_list("one", "other")}
    shut |= {frozenset(pair) for pair in Apart.objects.exclude(other=None).values_list("person", "other")}
    return Rows(people, topics, shut | set(suggested))


def groups_of(round_: Round) -> list[tuple[int, ...]]:
    """Return the groups of the newest plan."""
    groups: dict[int, list[int]] = {}
    for row in PlanMember.objects.filter(plan__round=round_).order_by("pk").values("group", "person"):
        groups.setdefault(row["group"], []).append(row["person"])
    return [tuple(people) for people in groups.values()]


def km_between(one: dict[str, Any], other: dict[str, Any]) -> float:
    if (one["lat"], one["lon"]) == (other["lat"], other["lon"]):
        return 0.0
    north = math.radians(one["lat"]), math.radians(other["lat"])
    turn = math.radians(one["lon"] - other["lon"])
    cosine = math.sin(north[0]) * math.sin(north[1]) + math.cos(north[0]) * math.cos(north[1]) * math.cos(
        turn
    )
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine)))


def what_is_wrong(rows: Rows, one: int, other: int) -> Iterator[Reason]:
    """Yield what stands between two people, by the reason that is told of it."""
    a, b = rows.people[one], rows.people[other]

    def both(name: str) -> bool:
        return bool(a[name] and b[name])

    ladder = 1 <= a["level"] <= 7 and 1 <= b["level"] <= 7
    next_to = ladder and abs(a["level"] - b["level"]) == 1 and both("widen_level")
    if a["level"] != b["level"] and not next_to:
        yield Reason.ALONE_AT_LEVEL
    elsewhere = a["region"] != b["region"] and not both("widen_region")
    if elsewhere or km_between(a, b) > min(a["travel_km"], b["travel_km"]) + 1e-6:
        yield Reason.NOBODY_NEAR
    colleagues = a["organisation"] is not None and a["organisation"] == b["organisation"]
    if colleagues or (a["profession"] == b["profession"] and not both("widen_profession")):
        yield Reason.SAME_BACKGROUND
    if frozenset((one, other)) in rows.shut:
        yield Reason.NOBODY_LEFT


def allowed_pairs(rows: Rows) -> list[tuple[int, int]]:
    """Return every pair that may be proposed, by trying all of nearby levels."""
    by_level: dict[int, list[int]] = {}
    for pk, row in rows.people.items():
        by_level.setdefault(row["level"], []).append(pk)
    pairs = []
    for level, here in by_level.items():
        pairs += [pair for pair in combinations(here, 2) if not any(what_is_wrong(rows, *pair))]
        above = by_level.get(level + 1, [])
        pairs += [(a, b) for a in here for b in above if not any(what_is_wrong(rows, a, b))]
    return pairs


def rule_breaks(rows: Rows, groups: Collection[tuple[int, ...]]) -> list[tuple[int, int]]:
    """Return the pairs that are together and may not be."""
    return [pair for group in groups for pair in combinations(group, 2) if any(what_is_wrong(rows, *pair))]


def true_reason(rows: Rows, one: int) -> Reason:
    """Return why somebody is left over: the step at which nobody was left for them, by trying everybody."""
    others = [pk for pk in rows.people if pk != one]
    for reason in (Reason.ALONE_AT_LEVEL, Reason.NOBODY_NEAR, Reason.SAME_BACKGROUND, Reason.NOBODY_LEFT):
        others = [pk for pk in others if reason not in set(what_is_wrong(rows, one, pk))]
        if not others:
            return reason
    return Reason.OTHERS_PAIRED


def fit(rows: Rows, one: int, other: int) -> float:
    """Return what a pair weighs, straight from the definition."""
    a, b = rows.people[one], rows.people[other]
    mine, yours = rows.topics.get(one, set()), rows.topics.get(other, set())
    overlap = len(mine & yours) / len(mine | yours) if mine | yours else 0.0
    reach = min(a["travel_km"], b["travel_km"])
    near = 1 - km_between(a, b) / reach if reach else 1.0
    service = a["profession__service"] != b["profession__service"]
    wider = sum(a[name] != b[name] for name in ("level", "region")) + (a["profession"] == b["profession"])
    waited = 0.125 * (min(a["waited"], 4) + min(b["waited"], 4))
    return 1 + 0.6 * overlap + 0.25 * near + 0.15 * service - 0.25 * wider + waited


def turn(rows: Rows, one: int) -> int:
    """Return how far in front somebody comes: 0 for those who have waited less than three rounds."""
    return max(0, min(rows.people[one]["waited"] - 2, 8))
