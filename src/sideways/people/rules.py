"""Who may do what to accounts, and who needs a vouch. Candid content has its own rules in trust.py."""

from sideways.people.levels import Service
from sideways.people.models import Invitation, Person
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


def standing_on_joining(
    person: Person, *, held: bool, owners: set[int], public_service: bool
) -> Person.Standing:
    """Return where somebody stands who has answered everything.

    ``owners`` are the organisations whose own e-mail domain the address is under. An address of
    another organisation does not speak for this one, even if it is one of a public service.
    """
    if held:
        return Person.Standing.HELD
    if _speaks_for(person, owners) or (public_service and not owners):
        return Person.Standing.ACTIVE
    return Person.Standing.WAITING


def standing_on_moving(
    person: Person, *, was_organisation: int | None, was_level: int | None, owners: set[int]
) -> str:
    """Return where somebody stands after a change of post.

    Who takes a lower level, or goes where their address does not speak for them, needs a vouch:
    else a manager could read what their staff wrote by calling themselves something else (P2).
    """
    if person.kind not in PEERS or person.standing != Person.Standing.ACTIVE:
        return person.standing
    lowered = was_level is not None and person.level is not None and person.level < was_level
    elsewhere = person.organisation_id != was_organisation and not _speaks_for(person, owners)
    return Person.Standing.WAITING if lowered or elsewhere else person.standing


def _speaks_for(person: Person, owners: set[int]) -> bool:
    if person.organisation is None:
        return False
    return not owners.isdisjoint({person.organisation_id, person.organisation.parent_id})
