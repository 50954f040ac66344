"""Accounts: e-mail addresses, the declaration, operators, and sign-ups nobody finished."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from sideways.common.audit import audit
from sideways.people.domains import held_reason
from sideways.people.models import Person
from sideways.people.services.locking import locked
from sideways.people.trust import PEERS

UNVERIFIED_KEPT = timedelta(days=7)


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
    """Hold somebody whose new address is one of government, an inspectorate or a regulator (P1)."""
    row = locked(person)
    holdable = row.kind in PEERS and row.standing in {Person.Standing.ACTIVE, Person.Standing.WAITING}
    if holdable and (reason := held_reason(row.email)):
        row.standing = Person.Standing.HELD
        row.save(update_fields=["standing"])
        audit(action="person_held", subject=row, at=at, domain_of=reason)
    return row


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
