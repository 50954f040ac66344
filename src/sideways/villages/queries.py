"""Reads of projects, mentors and proposals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sideways.people.distance import km
from sideways.people.levels import PLACE_HIDDEN_FROM
from sideways.people.models import Encounter, Organisation, Person, Topic
from sideways.people.places import Location
from sideways.people.trust import PEERS
from sideways.villages import rules
from sideways.villages.models import Mentor, Project, Proposal, Wish

MOST_SUGGESTED = 5
LOOKED_AT = 200  # of those who share most topics, the nearest are suggested


def projects_open(reader: Person) -> QuerySet[Project]:
    """Return the open projects of others that somebody may read, newest first. Two queries with topics."""
    projects = rules.readable(Project.objects.exclude(made_by=reader), reader)
    return projects.select_related("place").prefetch_related("topics").order_by("-made_at", "pk")


def projects_of(person: Person) -> QuerySet[Project]:
    """Return somebody's own projects, newest first."""
    own = Project.objects.filter(made_by=person).select_related("place").prefetch_related("topics")
    return own.order_by("-made_at", "pk")


def project_for(reader: Person, project_id: UUID) -> Project | None:
    """Return a card this reader may open, with all it shows."""
    projects = Project.objects.select_related("place", "made_by").prefetch_related("topics")
    return rules.readable(projects, reader).filter(pk=project_id).first()


def roles_filled(projects: Iterable[Project]) -> dict[UUID | None, dict[str, Proposal]]:
    """Return who fills which role of some projects. A peer project is one to both. One query."""
    found: dict[UUID | None, dict[str, Proposal]] = {project.pk: {} for project in projects}
    accepted = Proposal.objects.filter(
        Q(project__in=found) | Q(peer__in=found), state=Proposal.State.ACCEPTED
    ).select_related("project__made_by", "peer__made_by", "body", "other", "meeting")
    for proposal in accepted.order_by("accepted_at", "pk"):
        for pk in (proposal.project_id, proposal.peer_id):
            if pk in found:
                found[pk].setdefault(proposal.role, proposal)
    return found


def waiting(at: datetime) -> QuerySet[Proposal]:
    """Return the proposals that can still be answered."""
    return Proposal.objects.filter(
        state=Proposal.State.WAITING, ends_at__gt=at, project__state=Project.State.OPEN
    )


def asked_for(project: Project, at: datetime) -> dict[str, Proposal]:
    """Return what waits for an answer, by role. One query."""
    found = waiting(at).filter(project=project).select_related("body", "peer")
    return {proposal.role: proposal for proposal in found}


def proposals_to_answer(person: Person, at: datetime) -> QuerySet[Proposal]:
    """Return what waits for this person's answer, the one that ends first at the top. One query."""
    none = Proposal.Answer.NONE
    to_other = Q(other=person, other_says=none)
    as_project = Q(project__made_by=person, project_says=none)
    theirs = to_other | as_project
    if person.organisation_id is not None:
        theirs |= Q(role=Proposal.Role.SUPPORT, other=None, body=person.organisation_id) & ~Q(
            project__made_by=person
        )
    found = waiting(at).filter(theirs).exclude(_of_juniors(person))
    return found.select_related("project__place", "peer", "body").order_by("ends_at", "pk")


def _of_juniors(person: Person) -> Q:
    """Find what somebody below them in their organisation made: never shown to a senior (P2)."""
    if person.organisation_id is None:
        return Q(pk=None)
    return Q(project__made_by__organisation=person.organisation_id, project__made_by__level__lt=person.level)


def proposal_for(person: Person, proposal_id: UUID, at: datetime) -> Proposal | None:
    """Return a proposal this person takes part in: one that waits for or has their answer, or holds."""
    found = part_in(person, proposal_id)
    return None if found is None or is_over(found, at) else found


def is_over(proposal: Proposal, at: datetime) -> bool:
    """Say whether it cannot be answered any more and nobody holds to it, whichever reason there is."""
    is_late = proposal.state == Proposal.State.WAITING and proposal.ends_at <= at
    return is_late or proposal.state == Proposal.State.OVER


def part_in(person: Person, proposal_id: UUID) -> Proposal | None:
    """Return a proposal this person is a side of, over or not. Two queries."""
    found = (
        Proposal.objects.select_related(
            "project__made_by__organisation", "project__place", "other", "peer__made_by", "body", "meeting"
        )
        .prefetch_related("project__topics")
        .exclude(_of_juniors(person))
        .filter(pk=proposal_id)
        .first()
    )
    return found if found is not None and rules.may_answer(found, person) else None


def ask_of(person: Person, proposal_id: UUID) -> Proposal | None:
    """Return what somebody has asked of others, over or not. One query."""
    asked = Proposal.objects.filter(asked_by=person, pk=proposal_id)
    found = asked.select_related("project", "body", "peer").first()
    return found if found is not None and rules.may_take_back(found, person) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody who could take a role, and what speaks for it."""

    mentor: Mentor | None = None
    peer: Project | None = None
    km: float | None
    shared: list[Topic]
    have_met: bool = False

    @property
    def pk(self) -> UUID:
        """The id of the mentor or of the peer project."""
        chosen = self.mentor or self.peer
        assert chosen is not None  # noqa: S101 (made below, always of one)
        return chosen.pk


def loads() -> Subquery:
    """Return how many open projects a mentor helps, beside each row of mentors."""
    helped = Proposal.objects.filter(
        role=Proposal.Role.MENTOR,
        state=Proposal.State.ACCEPTED,
        project__state=Project.State.OPEN,
        other=OuterRef("person"),
    )
    return Subquery(helped.order_by().values("other").annotate(n=Count("pk")).values("n"))


def mentors_with_load() -> QuerySet[Any]:
    """Return the mentors, each with ``load``: how many open projects they help."""
    return Mentor.objects.annotate(load=Coalesce(loads(), 0))


def mentors_to_ask(project: Project, met: Collection[int]) -> QuerySet[Any]:
    """Return the mentors a project can ask: of whom its keeper has ``met`` only where nobody else is left.

    Only trained ones with room, of another organisation, who were not asked for this project before.
    """
    maker = project.made_by
    asked = Proposal.objects.filter(project=project, role=Proposal.Role.MENTOR).values("other")
    found = (
        mentors_with_load()
        .filter(
            load__lt=F("limit"),
            trained_at__isnull=False,
            resting=False,
            region__in=["", project.region],
            person__kind__in=PEERS,
            person__standing=Person.Standing.ACTIVE,
            person__level__isnull=False,
        )
        .exclude(person=maker)
        .exclude(person__in=asked)
        .exclude(kept_apart(project))
    )
    if maker.organisation_id is not None:
        found = found.exclude(person__organisation=maker.organisation_id)
    new = found.exclude(person__in=met)
    return new if new.exists() else found


def met_by_keeper(project: Project) -> set[int]:
    """Return whom the keeper of a card has met. A broker meets many for others: then it is nobody."""
    if project.on_behalf:
        return set()
    keeper = project.made_by_id
    pairs = Encounter.objects.filter(Q(one=keeper) | Q(other=keeper)).values_list("one", "other")
    return {pk for pair in pairs for pk in pair} - {keeper}


def mentors_suggested(project: Project, most: int = MOST_SUGGESTED) -> list[Suggestion]:
    """Return the mentors for a project: most topics in common first, then the nearest. Four queries."""
    met = met_by_keeper(project)
    found = mentors_to_ask(project, met).annotate(
        in_common=Count("topics", filter=Q(topics__in=project.topics.all()), distinct=True)
    )
    looked_at = found.select_related("person").prefetch_related("topics").order_by("-in_common", "pk")
    made = [_of_mentor(project, mentor, met) for mentor in looked_at[:LOOKED_AT]]
    return _best(made)[:most]


def _of_mentor(project: Project, mentor: Mentor, met: Collection[int]) -> Suggestion:
    return Suggestion(
        mentor=mentor,
        km=_km_to(project, mentor.person),
        shared=_in_common(project, mentor.topics.all()),
        have_met=mentor.person_id in met,
    )


def kept_apart(project: Project) -> Q:
    """Find the mentors who left a project out on a day, or whom it left out."""
    left_out = Wish.objects.filter(rank=None).order_by()
    by_project = left_out.filter(guest__project=project).values("about__mentor")
    by_mentor = left_out.filter(about__project=project).values("guest__mentor")
    return Q(pk__in=by_project) | Q(pk__in=by_mentor)


def peers_suggested(project: Project, most: int = MOST_SUGGESTED) -> list[Suggestion]:
    """Return the projects that could be its peer: most topics in common first, then the nearest. Two queries.

    Only open ones with at least one topic in common, of another organisation, that neither has asked the
    other before, and that have no peer yet.
    """
    maker = project.made_by
    pairs = Proposal.objects.filter(role=Proposal.Role.PEER)
    taken = pairs.filter(state=Proposal.State.ACCEPTED)
    found = (
        rules.readable(Project.objects.exclude(made_by=maker), maker)
        .exclude(pk__in=pairs.filter(project=project).values("peer"))
        .exclude(pk__in=pairs.filter(peer=project).values("project"))
        .exclude(pk__in=taken.values("project"))
        .exclude(pk__in=taken.values("peer"))
        .annotate(in_common=Count("topics", filter=Q(topics__in=project.topics.all()), distinct=True))
        .filter(in_common__gt=0)
    )
    if maker.organisation_id is not None:
        found = found.exclude(made_by__organisation=maker.organisation_id)
    looked_at = found.select_related("place").prefetch_related("topics").order_by("-in_common", "pk")
    made = [
        Suggestion(
            peer=other,
            km=km(_at(project), _at(other)),
            shared=_in_common(project, other.topics.all()),
        )
        for other in looked_at[:LOOKED_AT]
    ]
    return _best(made)[:most]


def suggestion_of(proposal: Proposal) -> Suggestion | None:
    """Return what speaks for a mentor or peer who is proposed. Four queries; nothing for a support body."""
    project = proposal.project
    if proposal.role == Proposal.Role.PEER and proposal.peer is not None:
        far = km(_at(project), _at(proposal.peer))
        return Suggestion(peer=proposal.peer, km=far, shared=_in_common(project, proposal.peer.topics.all()))
    mentor = Mentor.objects.filter(person=proposal.other).select_related("person").first()
    if proposal.role != Proposal.Role.MENTOR or mentor is None:
        return None
    return _of_mentor(project, mentor, met_by_keeper(project))


def _in_common(project: Project, topics: Iterable[Topic]) -> list[Topic]:
    wanted = {topic.pk for topic in project.topics.all()}
    return [topic for topic in topics if topic.pk in wanted]


def _best(suggestions: list[Suggestion]) -> list[Suggestion]:
    far = float("inf")
    return sorted(
        suggestions,
        key=lambda each: (-len(each.shared), far if each.km is None else each.km, str(each.pk)),
    )


def _at(project: Project) -> Location:
    return Location(project.lat, project.lon)


def _km_to(project: Project, person: Person) -> float | None:
    """Return the way to somebody, where it may be told: at high levels a place names its person (P4)."""
    if person.lat is None or person.lon is None or (person.level or 0) >= PLACE_HIDDEN_FROM:
        return None
    return km(_at(project), Location(person.lat, person.lon))


def mentoring_of(person: Person) -> Mentor | None:
    """Return what somebody says of themselves as a mentor, with their load."""
    return mentors_with_load().filter(person=person).prefetch_related("topics").first()


def mentors_to_confirm() -> QuerySet[Any]:
    """Return all mentors for brokers: those whose training nobody has confirmed first."""
    mentors = mentors_with_load().filter(
        person__kind__in=PEERS, person__standing=Person.Standing.ACTIVE, person__level__isnull=False
    )
    return (
        mentors.select_related("person__organisation", "person__profession")
        .prefetch_related("topics")
        .order_by(F("trained_at").asc(nulls_first=True), "since", "pk")
    )


def taking_part_in(person: Person) -> QuerySet[Proposal]:
    """Return the projects of others in which somebody has a role, newest first. One query."""
    held = Proposal.objects.filter(
        other=person, state=Proposal.State.ACCEPTED, project__state=Project.State.OPEN
    )
    return held.select_related("project", "meeting").order_by("-accepted_at", "pk")


def has_somebody(body: Organisation, *, but: Person) -> bool:
    """Say whether somebody with an account at an organisation could confirm that it helps."""
    there = Person.objects.filter(
        organisation=body, kind__in=PEERS, standing=Person.Standing.ACTIVE, level__isnull=False
    )
    return there.exclude(pk=but.pk).exists()
