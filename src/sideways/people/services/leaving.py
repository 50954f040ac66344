"""Leaving: what a person put in goes, what others rely on stays without a name (P13)."""

import uuid
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q

from sideways.common.audit import audit, audit_forget_words
from sideways.notices.services import email_enqueue, emails_forget
from sideways.people import holdings, letters
from sideways.people.models import Encounter, HeldDomain, Invitation, OrganisationDomain, Person
from sideways.people.services.housekeeping import proposals_forget
from sideways.people.services.locking import locked

FORGOTTEN = {
    "name": "",
    "kind": Person.Kind.PRACTITIONER,
    "standing": Person.Standing.CLOSED,
    "is_active": False,
    "last_login": None,
    "independence_declared_at": None,
    "profession": None,
    "level": None,
    "grade_scheme": "",
    "grade": "",
    "mapping_version": "",
    "level_reason": "",
    "organisation": None,
    "travel_km": 40,
    "outcode": "",
    "place": None,
    "region": "",
    "nation": "",
    "lat": None,
    "lon": None,
    "waiting_since": None,
    "vouched_by": None,
    "vouched_at": None,
    "vouched_domain": "",
}


@transaction.atomic
def person_close(*, person: Person, choices: dict[str, str], by: Person, at: datetime) -> Person:
    """Close an account: everything that says who it was is deleted, and nobody can sign in to it again.

    ``choices`` holds what the person chose for each holding of the features. An empty row stays,
    so that what was done by or to the account still adds up. Closing twice changes nothing.
    """
    row = locked(person)
    if row.standing == Person.Standing.CLOSED:
        return row
    address = row.email
    holdings.erase(person=row, choices=choices, at=at)
    _forget_ways_in(row)
    for field, empty in FORGOTTEN.items():
        setattr(row, field, empty)
    row.email = f"closed-{uuid.uuid4().hex}@closed.invalid"
    row.set_unusable_password()
    row.save()
    row.topics.clear()
    proposals_forget()
    Invitation.objects.filter(Q(person=row) | Q(email__iexact=address)).delete()
    Encounter.objects.filter(Q(one=row) | Q(other=row)).delete()
    for model in (HeldDomain, OrganisationDomain):
        model.objects.filter(added_by=row).update(added_by=None)
    audit_forget_words(subject=row)
    audit(action="person_close", subject=row, by=by, at=at)
    emails_forget(to=address)
    email_enqueue(to=address, at=at, **letters.closed()._asdict())
    return row


def _forget_ways_in(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
