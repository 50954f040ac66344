"""Accounts: e-mail addresses, the declaration, operators, and sign-ups nobody finished."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from sideways.common.audit import audit
from sideways.people import losses
from sideways.people.domains import Address, address_known, held_reason
from sideways.people.keeping import UNVERIFIED_KEPT
from sideways.people.models import Person
from sideways.people.queries import last_decline_of, log_of
from sideways.people.rules import domain_that_vouches, standing_on_joining
from sideways.people.services.locking import locked
from sideways.people.trust import PEERS

VOUCHED = ("vouched_by", "vouched_at", "vouched_domain")


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
    organisation lets in whoever waits since joining; not who waits because of a move. Where only
    the old address spoke for somebody and the new one does not, a person has to vouch.
    """
    row = locked(person)
    if row.kind not in PEERS or row.standing not in {Person.Standing.ACTIVE, Person.Standing.WAITING}:
        return row
    address = address_of(row)
    if address.held:
        row.standing, row.waiting_since = Person.Standing.HELD, at
        row.save(update_fields=["standing", "waiting_since"])
        losses.tell_features(person=row)
        audit(action="person_held", subject=row, at=at, domain_of=address.held)
    elif row.standing == Person.Standing.WAITING:
        person_let_in_by_address(person=row, at=at)
    elif row.vouched_domain:
        _vouch_anew(row, domain_that_vouches(row, address), at)
    return row


def person_let_in_by_address(*, person: Person, at: datetime) -> bool:
    """Let in somebody locked who waits since joining, if their address speaks for them, and say whether."""
    domain = "" if waits_for_a_person(person) else domain_vouching_on_joining(person)
    if not domain:
        return False
    person.standing = Person.Standing.ACTIVE
    vouched_by_domain(person, domain, at)
    person.save(update_fields=["standing", *VOUCHED])
    audit(action="person_known_by_address", subject=person, at=at, domain=domain)
    return True


def domain_vouching_on_joining(person: Person) -> str:
    """Return the domain that lets in somebody who joins, or nothing: also for whoever is held."""
    address = address_of(person)
    may_enter = standing_on_joining(person, address) == Person.Standing.ACTIVE
    return domain_that_vouches(person, address) if may_enter else ""


def address_of(person: Person) -> Address:
    """Return what somebody's address says. One that is not confirmed may be anybody's: it only holds."""
    confirmed = EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True)
    return address_known(person.email) if confirmed.exists() else Address(held=held_reason(person.email))


def vouched_by_domain(person: Person, domain: str, at: datetime) -> None:
    """Write down, unsaved, that a domain speaks for somebody, and no longer a person."""
    person.vouched_by, person.vouched_at, person.vouched_domain = None, at, domain


def _vouch_anew(person: Person, domain: str, at: datetime) -> None:
    was, person.vouched_domain = person.vouched_domain, domain
    if not domain:
        person.standing, person.waiting_since, person.vouched_at = Person.Standing.WAITING, at, None
        audit(action="person_known_no_longer", subject=person, at=at, domain=was)
    person.save(update_fields=["standing", "waiting_since", *VOUCHED])


def waits_for_a_person(person: Person) -> bool:
    """Say whether somebody who waits has moved or was declined: then an address alone says too little."""
    last = log_of(person).first()
    return last is None or last.action != "join_finish" or bool(last_decline_of(person))


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
