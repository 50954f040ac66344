"""Writes of personal addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from sideways.common.audit import audit
from sideways.feeds.errors import AddressRevokedError, NotYourAddressError, TooManyAddressesError
from sideways.feeds.models import PersonalAddress
from sideways.feeds.secret import digest_of
from sideways.people.models import Person
from sideways.people.services.locking import locked

MOST_ADDRESSES = 20
REVOKED_KEPT = timedelta(days=7)  # longer than a form with its secret can be sent again
UNUSED_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to follow, and what they call it."""

    what: str
    name: str
    filters: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def address_make(*, person: Person, secret: str, wanted: Wanted, at: datetime) -> PersonalAddress:
    """Make the address with this secret. Making it twice keeps the first.

    Raises AddressRevokedError when it has been revoked since, TooManyAddressesError when the
    person has 20 already.
    """
    owner = locked(person)
    digest = digest_of(secret)
    made = PersonalAddress.objects.filter(digest=digest).first()
    if made is not None:
        if made.revoked_at is not None:
            raise AddressRevokedError
        return made
    if owner.addresses.filter(revoked_at=None).count() >= MOST_ADDRESSES:
        raise TooManyAddressesError
    address = PersonalAddress(
        person=owner,
        what=wanted.what,
        name=wanted.name,
        filters=dict(wanted.filters),
        digest=digest,
        made_at=at,
    )
    address.save()
    audit(action="address_make", subject=owner, by=owner, at=at)
    return address


@transaction.atomic
def address_revoke(*, address: PersonalAddress, by: Person, at: datetime) -> PersonalAddress:
    """Shut an address from this moment on. Revoking twice keeps the first time.

    Raises NotYourAddressError unless it is ``by``'s own.
    """
    row = PersonalAddress.objects.select_for_update().get(pk=address.pk)
    if row.person_id != by.pk:
        raise NotYourAddressError
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit(action="address_revoke", subject=by, by=by, at=at)
    return row


def address_fetched(*, address: PersonalAddress, on: date) -> None:
    """Note the day of a fetch. Only the first of a day writes."""
    if address.fetched_on != on:
        PersonalAddress.objects.filter(pk=address.pk).update(fetched_on=on)


def addresses_forget(*, at: datetime) -> int:
    """Delete what was revoked a week ago and what nobody has fetched for a year. Returns how many."""
    since = at - UNUSED_KEPT
    unused = Q(fetched_on=None, made_at__lt=since) | Q(fetched_on__lt=since.date())
    revoked = Q(revoked_at__lt=at - REVOKED_KEPT)
    return PersonalAddress.objects.filter(unused | revoked).delete()[0]
