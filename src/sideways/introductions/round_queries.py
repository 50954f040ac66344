"""Reads of rounds: who takes part, how far one is, and what a broker may see of its plan."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sideways.introductions.models import (
    Forbidden,
    LeftOver,
    Party,
    Plan,
    PlanGroup,
    PlanMember,
    Round,
    Skipped,
)
from sideways.introductions.problem import Taking
from sideways.introductions.queries import open_for_a_round, pairs_apart
from sideways.introductions.rules import FIRST_FROM, is_on_desk, ordered
from sideways.people.models import Person, Place, TopicFollow
from sideways.people.queries import pairs_that_met
from sideways.people.trust import PEERS


def rounds_of(broker: Person) -> QuerySet[Round]:
    """Return all rounds for a broker, the newest first; none for anybody else."""
    rounds = Round.objects.select_related("topic", "place", "progress", "begun_by", "published_by")
    return rounds if is_on_desk(broker) else rounds.none()


def rounds_not_over() -> QuerySet[Round]:
    """Return the rounds that wait for the worker or that it has begun."""
    working = [Round.State.WAITING, Round.State.SOLVING, Round.State.PUBLISHING]
    return Round.objects.filter(state__in=working)


def people_of(round: Round, at: datetime) -> QuerySet[Person]:  # noqa: A002 (the word of the design)
    """Return who takes part in a round now. One query."""
    people = open_for_a_round(at)
    if round.topic_id is not None:
        follows = TopicFollow.objects.filter(person=OuterRef("pk"), topic=round.topic_id)
        people = people.filter(Exists(follows.exclude(how=TopicFollow.How.MUTED)))
    if round.place_id is not None:
        people = people.filter(place=round.place_id)
    if round.region:
        people = people.filter(region=round.region)
    return people


def taking_part(round: Round, at: datetime) -> Taking:  # noqa: A002 (the word of the design)
    """Return all that the sum needs of a round. Eight queries at most, whatever the number of people."""
    people = list(people_of(round, at))
    here = {person.pk for person in people}
    topics: dict[int, set[str]] = defaultdict(set)
    follows = TopicFollow.objects.exclude(how=TopicFollow.How.MUTED).order_by()
    for person, topic in follows.values_list("person", "topic"):
        if person in here:
            topics[person].add(topic)
    forbidden = Forbidden.objects.filter(round=round).order_by().values_list("one", "other")
    return Taking(
        people=people,
        topics=topics,
        met=pairs_that_met() | pairs_suggested_lately(),
        apart=pairs_apart() | set(forbidden),
        locked=locked_groups(round, here),
    )


def pairs_suggested_lately() -> set[tuple[int, int]]:
    """Return the pairs that stand together in an introduction that is still kept. One query."""
    together: dict[UUID, list[int]] = defaultdict(list)
    rows = Party.objects.filter(person__isnull=False).order_by()
    for introduction, person in rows.values_list("introduction", "person"):
        if person is not None:
            together[introduction].append(person)
    return {
        ordered(one, other)
        for people in together.values()
        for one in people
        for other in people
        if one < other
    }


def locked_groups(round: Round, here: Collection[int]) -> list[tuple[int, ...]]:  # noqa: A002 (the word of the design)
    """Return the groups of the newest plan that a broker locked and that can still meet. One query."""
    groups: dict[int, list[int]] = defaultdict(list)
    rows = PlanMember.objects.filter(group__plan__round=round, group__is_locked=True)
    for group, person in rows.order_by("pk").values_list("group", "person"):
        groups[group].append(person)
    return [tuple(people) for people in groups.values() if len(people) > 1 and set(people) <= set(here)]


def newest_plan(round: Round) -> Plan | None:  # noqa: A002 (the word of the design)
    """Return the last plan of a round."""
    return Plan.objects.filter(round=round).order_by("-number").first()


def groups_shown(plan: Plan, broker: Person) -> QuerySet[PlanGroup]:
    """Return the groups of a plan that a broker may see, the weakest first.

    Not their own, which would tell them of somebody before all say yes (P10), and not those of people
    below them where they work (P2).
    """
    groups = PlanGroup.objects.filter(plan=plan)
    hidden = PlanMember.objects.filter(_hidden_from(broker), plan=plan).values("group")
    return groups.exclude(pk__in=hidden) if is_on_desk(broker) else groups.none()


def left_over_shown(plan: Plan, broker: Person) -> QuerySet[LeftOver]:
    """Return who is in no group, as far as a broker may see it."""
    rows = LeftOver.objects.filter(plan=plan).exclude(_hidden_from(broker))
    return rows.select_related("person__profession", "person__organisation")


def waited_long(broker: Person, at: datetime) -> QuerySet[Person]:
    """Return who can be matched now and has waited so long that they come first, the longest at the top.

    As far as a broker may introduce them.
    """
    people = open_for_a_round(at).filter(wish__waited__gte=FIRST_FROM).exclude(_hidden_from(broker, ""))
    return people.order_by("-wish__waited", "pk") if is_on_desk(broker) else people.none()


def why_left_over(people: Collection[Person]) -> dict[int, LeftOver.Reason]:
    """Return why some people are in no group of the round that is ready, if there is one. One query."""
    rows = LeftOver.objects.filter(person__in=people, plan__round__state=Round.State.READY)
    found = rows.order_by("plan__made_at").values_list("person", "reason")
    return {person: LeftOver.Reason(reason) for person, reason in found}


def skipped_shown(round: Round, broker: Person) -> QuerySet[Skipped]:  # noqa: A002 (the word of the design)
    """Return who was not suggested when a round was sent out, as far as a broker may see it."""
    rows = Skipped.objects.filter(round=round).exclude(_hidden_from(broker))
    return rows.select_related("person__profession", "person__organisation")


def forbidden_shown(round: Round, broker: Person) -> list[Forbidden]:  # noqa: A002 (the word of the design)
    """Return the pairs a round keeps apart, as far as a broker may see them. One query."""
    rows = Forbidden.objects.filter(round=round).exclude(_hidden_from(broker, "one__"))
    rows = rows.exclude(_hidden_from(broker, "other__"))
    return list(rows.select_related("one__profession", "other__profession"))


def _hidden_from(broker: Person, path: str = "person__") -> Q:
    """Return whom a broker may not see: themselves, and who is below them at work; see ``may_introduce``."""
    below = {f"{path}organisation": broker.organisation_id, f"{path}level__lt": broker.level}
    return Q(**{f"{path}pk": broker.pk}) | Q(**below)


def groups_matching(groups: QuerySet[PlanGroup], words: str, only: str) -> QuerySet[PlanGroup]:
    """Return those of some groups that have somebody called so, and are new, locked or weak as asked."""
    if words.strip():
        called = Q(person__name__icontains=words.strip()) | Q(
            person__profession__name__icontains=words.strip()
        )
        called |= Q(person__organisation__name__icontains=words.strip())
        groups = groups.filter(Exists(PlanMember.objects.filter(called, group=OuterRef("pk"))))
    narrower = {"new": Q(is_new=True), "locked": Q(is_locked=True), "weak": Q(about="")}
    return groups.filter(narrower[only]) if only in narrower else groups


def members_of(groups: Collection[PlanGroup]) -> dict[int, list[Person]]:
    """Return who is in each group. One query."""
    found: dict[int, list[Person]] = defaultdict(list)
    rows = PlanMember.objects.filter(group__in=groups)
    for row in rows.select_related("person__profession", "person__organisation").order_by("pk"):
        found[row.group_id].append(row.person)
    return found


def places_and_regions() -> tuple[list[Place], list[str]]:
    """Return the places and the regions that somebody who takes part is in, by name. Two queries."""
    active = Person.objects.filter(standing=Person.Standing.ACTIVE, kind__in=PEERS)
    places = Place.objects.filter(Exists(active.filter(place=OuterRef("pk")))).order_by("name")
    regions = active.exclude(region="").order_by("region").values_list("region", flat=True).distinct()
    return list(places), list(regions)


def in_rounds(person: Person) -> list[dict[str, Any]]:
    """Return where somebody stands in rounds, for their own copy: never with whom (P10). Three queries."""
    planned = PlanMember.objects.filter(person=person).select_related("plan", "group")
    left = LeftOver.objects.filter(person=person).select_related("plan")
    skipped = Skipped.objects.filter(person=person).select_related("round")
    return [
        *({"at": each.plan.made_at, "state": each.group.get_state_display()} for each in planned),
        *({"at": each.plan.made_at, "reason": each.get_reason_display()} for each in left),
        *({"at": each.round.published_at, "reason": each.get_why_display()} for each in skipped),
    ]
