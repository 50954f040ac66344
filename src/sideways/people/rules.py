"""Who may do what to accounts, and who needs a vouch. Candid content has its own rules in trust.py."""

from sideways.people.domains import Address
from sideways.people.levels import Service
from sideways.people.models import Invitation, Organisation, Person
from sideways.people.trust import PEERS

OUTSIDE_SERVICES = frozenset({Service.GOVERNMENT, Service.FUNDER, Service.REGULATOR})  # never a peer's own
WITHOUT_PROFESSION = frozenset(set(Person.Kind) - PEERS)


def is_operator(person: object) -> bool:
    """Say whether somebody runs this service."""
    return (
        isinstance(person, Person)
        and person.kind == Person.Kind.OPERATOR
        and person.standing == Person.Standing.ACTIVE
    )


def is_broker(person: object) -> bool:
    """Say whether somebody vouches for the people of an organisation."""
    return (
        isinstance(person, Person)
        and person.kind == Person.Kind.BROKER
        and person.standing == Person.Standing.ACTIVE
        and person.organisation_id is not None
    )


def looks_after(person: object, organisation: Organisation) -> bool:
    """Say whether somebody sees to an organisation here: its broker, or an operator."""
    if is_operator(person):
        return True
    return is_broker(person) and getattr(person, "organisation_id", None) == organisation.pk


def may_vouch(by: Person, person: Person) -> bool:
    """Say whether ``by`` may vouch for ``person``: an operator for anybody, a broker for their own.

    A broker's own are those of the broker's organisation and of its parts.
    """
    if person.pk == by.pk:
        return False
    if is_operator(by):
        return True
    if not is_broker(by) or person.organisation is None:
        return False
    return by.organisation_id in {person.organisation_id, person.organisation.parent_id}


def vouches(invitation: Invitation, person: Person) -> bool:
    """Say whether an invitation vouches for the account that came of it.

    It does for the very post it names, if whoever invited may still vouch for it: who has since
    called themselves something else waits like anybody. The command line speaks for operators.
    """
    post = (invitation.organisation_id, invitation.level, invitation.profession_id)
    if None in post or post != (person.organisation_id, person.level, person.profession_id):
        return False
    return invitation.invited_by is None or may_vouch(invitation.invited_by, person)


def may_answer_for(by: Person, person: Person) -> bool:
    """Say whether ``by`` may vouch for or decline ``person`` now: nobody answers for who is held or gone."""
    return may_vouch(by, person) and person.standing not in {Person.Standing.CLOSED, Person.Standing.HELD}


def missing_answer(person: Person) -> str:
    """Return the step of joining that is still to be answered, or nothing."""
    if person.independence_declared_at is None:
        return "declaration"
    if not person.name or person.profession_id is None:
        return "about"
    if person.level is None:
        return "level"
    if person.organisation_id is None and not person.outcode:
        return "workplace"
    return ""


def domain_that_vouches(person: Person, address: Address) -> str:
    """Return the domain that says that somebody works where they say, or nothing.

    An address of another organisation does not speak for this one, even if it is one of a public
    service. One that many share speaks for any organisation of that service.
    """
    if own := _own_domain(person, address):
        return own
    if address.owners:
        return ""
    there = person.organisation
    return address.ending if there is None or there.service in address.services else ""


def standing_on_joining(person: Person, address: Address) -> Person.Standing:
    """Return where somebody stands who has answered everything. Who is held is held, whatever else."""
    if address.held:
        return Person.Standing.HELD
    return Person.Standing.ACTIVE if domain_that_vouches(person, address) else Person.Standing.WAITING


def standing_on_moving(
    person: Person, *, was_organisation: int | None, was_level: int | None, address: Address
) -> str:
    """Return where somebody stands after a change of post.

    Who takes a lower level, or goes where their address does not speak for them, needs a vouch:
    else a manager could read what their staff wrote by calling themselves something else (P2).
    """
    if person.kind not in PEERS or person.standing != Person.Standing.ACTIVE:
        return person.standing
    lowered = was_level is not None and person.level is not None and person.level < was_level
    elsewhere = person.organisation_id != was_organisation and not _own_domain(person, address)
    return Person.Standing.WAITING if lowered or elsewhere else person.standing


def _own_domain(person: Person, address: Address) -> str:
    if person.organisation is None:
        return ""
    there = (person.organisation.pk, person.organisation.parent_id)
    return next((address.owners[pk] for pk in there if pk is not None and pk in address.owners), "")
