"""Reads of days on which projects and mentors meet."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sideways.people.models import Person
from sideways.people.rules import is_broker
from sideways.villages import queries, rules
from sideways.villages.models import Day, Guest, Mentor, Project, Proposal, Talk

MOST_INVITED = 60


def days_for(person: Person) -> QuerySet[Day]:
    """Return the days somebody is invited to, all of them for brokers; the last first."""
    days = Day.objects.all()
    if not is_broker(person):
        days = days.filter(pk__in=Guest.objects.filter(_belongs_to(person)).values("day"))
    return days.annotate(
        projects=Count("guests", filter=Q(guests__mentor=None)),
        mentors=Count("guests", filter=Q(guests__project=None)),
    ).order_by("-on", "pk")


def day_for(person: Person, day_id: UUID) -> Day | None:
    """Return a day somebody may open."""
    return days_for(person).filter(pk=day_id).first() if rules.may_take_part(person) else None


def _belongs_to(person: Person) -> Q:
    return Q(project__made_by=person) | Q(mentor__person=person)


def guests_of(day: Day) -> QuerySet[Guest]:
    """Return all guests of a day, with who they are. Projects first. Two queries."""
    return (
        day.guests.select_related("project__made_by", "project__place", "mentor__person", "matched__mentor")
        .prefetch_related("wishes")
        .order_by("mentor", "number", "pk")
    )


def own_guests(day: Day, person: Person) -> list[Guest]:
    """Return the guests of a day who are this person or a project of theirs."""
    return [each for each in guests_of(day) if owner(each).pk == person.pk]


def owner(guest: Guest) -> Person:
    """Return whoever speaks for a guest."""
    if guest.project is not None:
        return guest.project.made_by
    assert guest.mentor is not None  # noqa: S101 (a guest is one of the two, by a constraint)
    return guest.mentor.person


def may_meet(one: Guest, other: Guest) -> bool:
    """Say whether two guests may be matched at all: of two sides, two people, of two organisations."""
    if (one.project_id is None) == (other.project_id is None):
        return False
    mine, theirs = owner(one), owner(other)
    return mine.pk != theirs.pk and not rules.work_together(mine, theirs)


def others_for(guest: Guest, guests: Iterable[Guest]) -> list[Guest]:
    """Return whom a guest can rank."""
    return [each for each in guests if may_meet(guest, each)]


def projects_to_invite() -> QuerySet[Project]:
    """Return the open projects without a mentor, newest first."""
    found = Proposal.objects.filter(role=Proposal.Role.MENTOR, state=Proposal.State.ACCEPTED)
    open_ones = Project.objects.filter(rules.LED, state=Project.State.OPEN)
    return open_ones.exclude(pk__in=found.values("project")).select_related("place")[:MOST_INVITED]


def mentors_to_invite() -> list[Mentor]:
    """Return the trained mentors with room. One query."""
    found = queries.mentors_to_confirm().filter(trained_at__isnull=False, resting=False)
    return [each for each in found if each.load < each.limit][:MOST_INVITED]


def talks_of(day: Day) -> QuerySet[Talk]:
    """Return the plan of a day. One query."""
    return day.talks.select_related("project__project", "mentor__mentor__person").order_by("slot", "pk")
