"""Kinds of account: granted by an operator, never chosen."""

from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.notices.services import email_enqueue
from sideways.people import letters, losses
from sideways.people.errors import NotAllowedError
from sideways.people.models import Person
from sideways.people.rules import WITHOUT_PROFESSION, is_operator, missing_answer
from sideways.people.services.locking import locked
from sideways.people.trust import OVERSIGHT


@transaction.atomic
def person_kind_grant(*, person: Person, kind: str, by: Person, reason: str, at: datetime) -> Person:
    """Make an account of another kind. What it may open changes with this very write.

    An account of oversight takes back the declaration that it is none: made a practitioner
    again, the person has to declare anew. Granting the same kind changes nothing. Raises
    NotAllowedError unless ``by`` is an operator and the account is somebody else's, still open,
    and for a broker has an organisation.
    """
    row, kind = locked(person), Person.Kind(kind)
    if not is_operator(by) or row.pk == by.pk or row.standing == Person.Standing.CLOSED:
        raise NotAllowedError
    if kind == Person.Kind.BROKER and (row.organisation_id is None or row.kind in OVERSIGHT):
        raise NotAllowedError
    if row.kind == kind:
        return row
    was, row.kind = row.kind, kind
    if kind in OVERSIGHT:
        row.independence_declared_at = None
    row.standing = _standing_of(row, was)
    row.save(update_fields=["kind", "standing", "independence_declared_at"])
    losses.tell_features(person=row)
    audit(action="person_kind_grant", subject=row, by=by, at=at, kind=[was, kind], reason=reason)
    email_enqueue(to=row.email, at=at, **letters.kind_changed(str(kind.label))._asdict())
    return row


def _standing_of(row: Person, was: str) -> Person.Standing:
    if row.kind in WITHOUT_PROFESSION:
        return Person.Standing.ACTIVE
    if missing_answer(row):
        return Person.Standing.JOINING
    if was in WITHOUT_PROFESSION or row.kind == Person.Kind.BROKER:
        return Person.Standing.ACTIVE
    return Person.Standing(row.standing)
