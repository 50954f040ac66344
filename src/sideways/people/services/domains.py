"""E-mail domains, as operators say: those that are held, and those that vouch for an organisation."""

from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.notices.services import email_enqueue
from sideways.people import letters
from sideways.people.domains import held_reason, may_be_one_organisations
from sideways.people.errors import DomainRefusedError, NotAllowedError
from sideways.people.models import HeldDomain, Organisation, OrganisationDomain, Person
from sideways.people.queries import people_waiting_at
from sideways.people.rules import is_operator
from sideways.people.services.accounts import person_let_in_by_address
from sideways.people.services.locking import locked


@transaction.atomic
def held_domain_add(*, domain: str, reason: str, by: Person, at: datetime) -> HeldDomain:
    """Hold everybody who joins from a domain. Adding it again changes nothing.

    Raises NotAllowedError unless ``by`` is an operator.
    """
    if not is_operator(by):
        raise NotAllowedError
    values = {"reason": reason, "added_by": by, "added_at": at}
    row, is_new = HeldDomain.objects.get_or_create(domain=domain.lower(), defaults=values)
    if is_new:
        audit(action="held_domain_add", by=by, at=at, domain=row.domain, reason=reason)
    return row


@transaction.atomic
def held_domain_remove(*, domain: str, by: Person, at: datetime) -> None:
    """Take a domain off the list. Taking it off twice changes nothing.

    Raises NotAllowedError unless ``by`` is an operator.
    """
    if not is_operator(by):
        raise NotAllowedError
    if HeldDomain.objects.filter(domain=domain).delete()[0]:
        audit(action="held_domain_remove", by=by, at=at, domain=domain)


@transaction.atomic
def organisation_domain_add(
    *, organisation: Organisation, domain: str, by: Person, at: datetime
) -> OrganisationDomain:
    """Let confirmed addresses of a domain vouch for people of an organisation, now and from now on.

    Who waits there since joining, with such an address, is let in and told. Adding it again lets
    in whoever waits by then. Raises NotAllowedError unless ``by`` is an operator, and
    DomainRefusedError for a domain that is held (P1), open to anybody or shared by many.
    """
    domain = domain.lower()
    if not is_operator(by) or organisation.standing != Organisation.Standing.LISTED:
        raise NotAllowedError
    if held_reason(f"@{domain}") or not may_be_one_organisations(domain):
        raise DomainRefusedError(domain)
    values = {"added_by": by, "added_at": at}
    row, is_new = OrganisationDomain.objects.get_or_create(
        organisation=organisation, domain=domain, defaults=values
    )
    if is_new:
        audit(action="organisation_domain_add", subject=organisation, by=by, at=at, domain=domain)
    for person in people_waiting_at(organisation, domain):
        if person_let_in_by_address(person=locked(person), at=at):
            email_enqueue(to=person.email, at=at, **letters.known_by_address(domain)._asdict())
    return row


@transaction.atomic
def organisation_domain_remove(*, organisation: Organisation, domain: str, by: Person, at: datetime) -> None:
    """Let addresses of a domain vouch no longer. Who is in stays in. Removing twice changes nothing.

    Raises NotAllowedError unless ``by`` is an operator.
    """
    if not is_operator(by):
        raise NotAllowedError
    if OrganisationDomain.objects.filter(organisation=organisation, domain=domain).delete()[0]:
        audit(action="organisation_domain_remove", subject=organisation, by=by, at=at, domain=domain)
