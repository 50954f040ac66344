"""Accounts: e-mail addresses, the declaration, operators, and sign-ups nobody finished."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from sideways.common.audit import audit
from sideways.people import losses
from sideways.people.domains import held_reason, is_public_service, organisations_of
from sideways.people.keeping import UNVERIFIED_KEPT
from sideways.people.models import Person
from sideways.people.queries import last_decline_of, log_of
from sideways.people.rules import standing_on_joining
from sideways.people.services.locking import locked
from sideways.people.trust import PEERS


def account_email_verified(*, person: Person) -> None:
    """Record that the person's address is theirs, so that they may sign in. Twice changes nothing."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def person_declare_independence(*, person: Person, at: datetime) -> Person:
    """Record the declaration of P1. The first one counts."""
    row = locked(person)
    if row.independence_declared_at is None:
        row.independence_declared_at = at
        row.save(update_fields=["independence_declared_at"])
    return row


@transaction.atomic
def person_email_changed(*, person: Person, at: datetime) -> Person:
    """Look at a new address as at the first one.

    One of government, an inspectorate or a regulator is held (P1). One that speaks for the
    organisation lets in whoever waits since joining; not who waits because of a move.
    """
    row = locked(person)
    if row.kind not in PEERS or row.standing not in {Person.Standing.ACTIVE, Person.Standing.WAITING}:
        return row
    if reason := held_reason(row.email):
        row.standing, row.waiting_since = Person.Standing.HELD, at
        losses.tell_features(person=row)
        audit(action="person_held", subject=row, at=at, domain_of=reason)
    elif row.standing == Person.Standing.WAITING and _waits_since_joining(row):
        row.standing = standing_by_address(row)
        if row.standing == Person.Standing.ACTIVE:
            audit(action="person_known_by_address", subject=row, by=row, at=at)
    row.save(update_fields=["standing", "waiting_since"])
    return row


def standing_by_address(person: Person) -> Person.Standing:
    """Return where the address of somebody who joins puts them."""
    return standing_on_joining(
        person,
        held=bool(held_reason(person.email)),
        owners=organisations_of(person.email),
        public_service=is_public_service(person.email),
    )


def _waits_since_joining(person: Person) -> bool:
    last = log_of(person).first()
    return last is not None and last.action == "join_finish" and not last_decline_of(person)


@transaction.atomic
def operator_appoint(*, email: str, at: datetime) -> Person:
    """Make the person with this address an operator, and make the account if there is none.

    For the command line of whoever runs the machine. Doing it twice changes nothing.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email.lower(), joined_at=at)
        person.set_unusable_password()
        person.save()
    row = locked(person)
    if row.kind != Person.Kind.OPERATOR or row.standing != Person.Standing.ACTIVE:
        losses.tell_features(person=row)
        row.kind, row.standing, row.is_active = Person.Kind.OPERATOR, Person.Standing.ACTIVE, True
        row.save(update_fields=["kind", "standing", "is_active"])
        audit(action="operator_appoint", subject=row, at=at)
    account_email_verified(person=row)
    return row


def accounts_forget_unverified(*, at: datetime) -> int:
    """Delete sign-ups whose address was never confirmed within a week, and return how many."""
    verified = EmailAddress.objects.filter(verified=True).values("user")
    forgotten = Person.objects.filter(
        standing=Person.Standing.JOINING, last_login=None, joined_at__lte=at - UNVERIFIED_KEPT
    ).exclude(pk__in=verified)
    return forgotten.delete()[1].get(Person._meta.label, 0)


@transaction.atomic
def sessions_clear(*, at: datetime) -> int:
    """Delete sessions that have ended, with the address and browser kept for their list."""
    Session.objects.filter(expire_date__lte=at).delete()
    going_on = Session.objects.values("session_key")
    return int(UserSession.objects.exclude(session_key__in=going_on).delete()[0])
