"""Who may read a project's card, change it, and propose somebody for it."""

from django.db.models import Q, QuerySet

from sideways.people.models import Person
from sideways.people.rules import is_broker
from sideways.people.trust import PEERS, Reader, is_peer
from sideways.villages.models import Project, Proposal

# Somebody who has left or become another kind of account leads no project and mentors nobody.
LED = Q(made_by__kind__in=PEERS, made_by__standing=Person.Standing.ACTIVE, made_by__level__isnull=False)


def may_take_part(reader: Reader) -> bool:
    """Say whether somebody sees projects at all: accounts of oversight, guardians and operators do not."""
    return isinstance(reader, Person) and is_peer(reader)


def readable(projects: QuerySet[Project], reader: Reader) -> QuerySet[Project]:
    """Return the cards a reader may open: their own, and open ones of others but of their juniors (P2)."""
    if not isinstance(reader, Person) or not may_take_part(reader):
        return projects.none()
    others = Q(state=Project.State.OPEN) & LED
    if reader.organisation_id is not None:
        others &= ~Q(made_by__organisation=reader.organisation_id, made_by__level__lt=reader.level)
    return projects.filter(Q(made_by=reader) | others)


def is_own(project: Project, person: Reader) -> bool:
    """Say whether somebody made the project, and may change and close it."""
    return may_take_part(person) and project.made_by_id == person.pk


def may_keep_for_others(person: Reader) -> bool:
    """Say whether somebody may keep a card for who rings or has no e-mail: brokers."""
    return may_take_part(person) and is_broker(person)


def is_kept(project: Project) -> bool:
    """Say whether an open card is kept for somebody who may take it over."""
    return project.on_behalf and project.state == Project.State.OPEN


def may_propose(project: Project, by: Reader) -> bool:
    """Say whether somebody may ask others into the project's roles: whoever made it, and brokers."""
    if project.state != Project.State.OPEN or not may_take_part(by):
        return False
    return is_own(project, by) or is_broker(by)


def may_answer(proposal: Proposal, person: Person) -> bool:
    """Say whether an answer to the proposal is this person's to give."""
    if not may_take_part(person):
        return False
    if person.pk == proposal.project.made_by_id:
        return True
    if proposal.role == Proposal.Role.SUPPORT and proposal.other_id is None:
        return person.organisation_id == proposal.body_id
    return person.pk == proposal.other_id


def may_take_back(proposal: Proposal, person: Reader) -> bool:
    """Say whether an ask is this person's to take back: whoever asked."""
    return may_take_part(person) and proposal.asked_by_id == person.pk


def own_answer(proposal: Proposal, person: Person) -> str:
    """Return what this person has answered."""
    is_project = person.pk == proposal.project.made_by_id
    return proposal.project_says if is_project else proposal.other_says


def work_together(one: Person, other: Person) -> bool:
    """Say whether two are of one organisation: they are never brought together here."""
    return one.organisation_id is not None and one.organisation_id == other.organisation_id
