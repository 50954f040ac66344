"""Vouching: a broker or an operator says that somebody is who they say they are."""

from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.notices.services import email_enqueue
from sideways.people import letters
from sideways.people.errors import JoiningUnfinishedError, NotAllowedError
from sideways.people.models import Person
from sideways.people.rules import is_operator, may_vouch, missing_answer
from sideways.people.services.accounts import VOUCHED
from sideways.people.services.locking import locked


@transaction.atomic
def person_vouch(*, person: Person, by: Person, at: datetime) -> Person:
    """Let somebody in who waits. Vouching twice changes nothing; the first one to vouch is remembered.

    Raises NotAllowedError when ``by`` may not vouch for them.
    """
    row = locked(person)
    if not may_vouch(by, row):
        raise NotAllowedError
    if row.standing == Person.Standing.WAITING:
        _let_in(row, by, at, action="person_vouch")
    return row


@transaction.atomic
def person_decline(*, person: Person, by: Person, reason: str, at: datetime) -> Person:
    """Send somebody who waits back to their answers, with the reason. Twice changes nothing.

    Raises NotAllowedError when ``by`` may not vouch for them.
    """
    row = locked(person)
    if not may_vouch(by, row):
        raise NotAllowedError
    if row.standing == Person.Standing.WAITING:
        row.standing = Person.Standing.JOINING
        row.save(update_fields=["standing"])
        audit(action="person_decline", subject=row, by=by, at=at, reason=reason)
        email_enqueue(to=row.email, at=at, **letters.declined(reason)._asdict())
    return row


@transaction.atomic
def person_let_in(*, person: Person, by: Person, reason: str, at: datetime) -> Person:
    """Let in somebody who is held, because an operator has checked that they inspect and steer nobody.

    Letting in twice changes nothing. Raises NotAllowedError unless ``by`` is an operator.
    """
    row = locked(person)
    if not is_operator(by) or row.pk == by.pk:
        raise NotAllowedError
    if row.standing == Person.Standing.HELD:
        _let_in(row, by, at, action="person_let_in", reason=reason)
    return row


def _let_in(row: Person, by: Person, at: datetime, **audited: str) -> None:
    if step := missing_answer(row):
        raise JoiningUnfinishedError(step)
    row.standing = Person.Standing.ACTIVE
    row.vouched_by, row.vouched_at, row.vouched_domain = by, at, ""
    row.save(update_fields=["standing", *VOUCHED])
    audit(subject=row, by=by, at=at, **audited)
    email_enqueue(to=row.email, at=at, **letters.vouched()._asdict())
