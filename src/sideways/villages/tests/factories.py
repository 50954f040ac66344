"""Projects, mentors and proposals for tests: made through the services, so that they are real ones."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from sideways.people.models import Organisation, Person
from sideways.people.tests.factories import make_person
from sideways.villages import services
from sideways.villages.models import Day, Mentor, Project, Proposal

SHOP = "We want to open a shop that volunteers run"
RAN_ONE = "I opened a shop with forty volunteers"


def make_project(
    by: Person | None = None, at: Any = None, *, on_behalf: bool = False, **card: Any
) -> Project:
    told = {
        "name": "A shop for Bleakhope",
        "wants": SHOP,
        "outcode": "OL9",
        "topics": ["village-shops"],
        **card,
    }
    return services.project_add(
        project_id=uuid4(),
        card=services.Card(**told),
        by=by or make_person(profession="village_volunteer", level=1),
        at=at or timezone.now(),
        on_behalf=on_behalf,
    )


def make_mentor(
    person: Person | None = None, *, trained: bool = True, at: Any = None, **offer: Any
) -> Mentor:
    told = {"done": RAN_ONE, "topics": ["village-shops"], **offer}
    at = at or timezone.now()
    mentor = services.mentor_offer(offer=services.Offer(**told), by=person or make_person(), at=at)
    if trained:
        broker = make_person(kind="broker")
        mentor = services.mentor_confirm(mentor=mentor, is_trained=True, by=broker, at=at)
    return mentor


def ask(project: Project, by: Person | None = None, at: Any = None, **candidate: Any) -> Proposal:
    return services.proposal_make(
        proposal_id=uuid4(),
        project=project,
        candidate=services.Candidate(**candidate),
        by=by or project.made_by,
        at=at or timezone.now(),
    )


def answer(proposal: Proposal, by: Person, *, yes: bool = True, at: Any = None) -> Proposal:
    return services.proposal_answer(proposal=proposal, says_yes=yes, by=by, at=at or timezone.now())


def mentored(project: Project, mentor: Mentor, at: Any = None) -> Proposal:
    """Let a mentor be asked and say yes."""
    return answer(ask(project, mentor=mentor, at=at), mentor.person, at=at)


def supported(project: Project, body: Organisation, by: Person) -> Proposal:
    """Let somebody at an organisation confirm that it helps."""
    return answer(ask(project, body=body), by)


def make_day(projects: Any, mentors: Any, by: Person | None = None, at: Any = None) -> Day:
    at = at or timezone.now()
    invitations = services.Invitations(
        on=at.date(), place="Halderby town hall", projects=projects, mentors=mentors
    )
    by = by or make_person(kind="broker")
    return services.day_open(day_id=uuid4(), invitations=invitations, by=by, at=at)


def rank(day: Day, one: Project | Mentor, *others: Project | Mentor, never: Any = ()) -> None:
    """Let a project or mentor rank others, the first choice first."""
    guests = {each.project or each.mentor: each for each in day.guests.select_related("project", "mentor")}
    by = one.made_by if isinstance(one, Project) else one.person
    services.wishes_say(
        guest=guests[one],
        picks=[guests[each].pk for each in others],
        excluded=[guests[each].pk for each in never],
        by=by,
    )
