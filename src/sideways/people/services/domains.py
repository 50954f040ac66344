"""The operator's additions to the list of e-mail domains that are held."""

from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.people.errors import NotAllowedError
from sideways.people.models import HeldDomain, Person
from sideways.people.rules import is_operator


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
