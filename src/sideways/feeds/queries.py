"""Reads of personal addresses."""

from django.db.models import QuerySet

from sideways.feeds.models import PersonalAddress
from sideways.feeds.secret import digest_of
from sideways.people.models import Person


def address_at(secret: str) -> PersonalAddress | None:
    """Return the address with this secret, with its person as they are now. One query.

    Nothing for one that was revoked, or whose person can no longer sign in.
    """
    open_ = PersonalAddress.objects.filter(revoked_at=None, person__is_active=True)
    return open_.select_related("person").filter(digest=digest_of(secret)).first()


def addresses_of(person: Person) -> QuerySet[PersonalAddress]:
    """Return the addresses of a person that are open, oldest first."""
    return PersonalAddress.objects.filter(person=person, revoked_at=None)
