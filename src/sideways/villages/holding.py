"""What somebody put in about projects: how to take it out, and what becomes of it when they leave (P13)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sideways.people.holdings import Holding
from sideways.people.models import Person
from sideways.villages import services
from sideways.villages.models import Guest, Mentor, Project, Proposal


def export(person: Person) -> dict[str, Any]:
    """Return somebody's projects, what they say as a mentor, and what they answered themselves."""
    projects = Project.objects.filter(made_by=person).prefetch_related("topics")
    mentor = Mentor.objects.filter(person=person).prefetch_related("topics").first()
    theirs = Proposal.objects.filter(other=person).select_related("project")
    asked = Proposal.objects.filter(asked_by=person)
    confirmed = Mentor.objects.filter(trained_by=person).order_by("trained_at", "pk")
    return {
        "projects": [_project(each) for each in projects.order_by("made_at", "pk")],
        "mentoring": [_mentor(mentor)] if mentor else [],
        "asked_of_you": [
            {
                "name": each.project.name,
                "what": each.get_role_display(),
                "answer": each.get_other_says_display(),
                "at": each.proposed_at,
            }
            for each in theirs.order_by("proposed_at", "pk")
        ],
        "asked_by_you": [
            {"name": each.project.name, "what": each.get_role_display(), "at": each.proposed_at}
            for each in asked.select_related("project").order_by("proposed_at", "pk")
        ],
        "days": [_guest(each) for each in _guests(person)],
        "mentors_confirmed": [{"at": each.trained_at} for each in confirmed],
    }


def _project(project: Project) -> dict[str, Any]:
    return {
        "name": project.name,
        "text": project.wants,
        "postcode_district": project.outcode,
        "topics": [topic.name for topic in project.topics.all()],
        "state": project.get_state_display(),
        "kept_for_somebody_who_rang": project.on_behalf,
        "made_at": project.made_at,
    }


def _mentor(mentor: Mentor) -> dict[str, Any]:
    return {
        "text": mentor.done,
        "topics": [topic.name for topic in mentor.topics.all()],
        "region": mentor.region,
        "number": mentor.limit,
        "at": mentor.since,
    }


def _guests(person: Person) -> QuerySet[Guest]:
    own = Guest.objects.filter(Q(project__made_by=person) | Q(mentor__person=person))
    return own.select_related("day").prefetch_related("wishes__about__project").order_by("day__on", "pk")


def _guest(guest: Guest) -> dict[str, Any]:
    """Return what somebody ranked: projects by name, mentors by their number there."""
    wishes = list(guest.wishes.all())
    return {
        "what": guest.day.place,
        "at": guest.day.on,
        "ranked": [_called(each.about) for each in wishes if each.rank is not None],
        "left_out": [_called(each.about) for each in wishes if each.rank is None],
        "outcome": guest.get_outcome_display(),
    }


def _called(guest: Guest) -> str:
    return guest.project.name if guest.project else str(guest.number)


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete all of it. ``at`` is not kept: it would be a link."""
    services.villages_erase(person=person)


HOLDING = Holding(
    name="villages",
    export=export,
    erase=erase,
    goes=_(
        "Your community projects, what you say as a mentor, and your part in projects of others are deleted."
    ),
)
