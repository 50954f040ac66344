from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from sideways.common.audit import audit
from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.notices.tests.factories import make_email
from sideways.people.keeping import UNFINISHED_KEPT
from sideways.people.models import Organisation, Person
from sideways.people.services import accounts_forget_unverified, sessions_clear
from sideways.people.tasks import accounts_forget_unfinished as forget_unfinished
from sideways.people.tasks import accounts_forget_unverified as forget_task
from sideways.people.tasks import proposals_forget as forget_proposals
from sideways.people.tasks import sessions_clear as clear_task
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_sign_ups_nobody_confirmed_are_forgotten_after_a_week():
    now = timezone.now()
    old = now - timedelta(days=7)
    forgotten = make_person(standing="joining", joined_at=old)
    confirmed = make_person(standing="joining", joined_at=old)
    EmailAddress.objects.create(user=confirmed, email=confirmed.email, verified=True)
    kept = [
        confirmed,
        make_person(standing="joining", joined_at=old + timedelta(hours=1)),
        make_person(joined_at=old),
    ]

    assert accounts_forget_unverified(at=now) == 1

    assert not Person.objects.filter(pk=forgotten.pk).exists()
    assert Person.objects.filter(pk__in=[person.pk for person in kept]).count() == 3


def test_sessions_that_ended_are_forgotten_with_their_addresses(client):
    person = make_person(password="three long words")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": person.email, "password": "three long words"})
    assert UserSession.objects.count() == 1

    sessions_clear(at=timezone.now())
    assert UserSession.objects.count() == 1

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    sessions_clear(at=timezone.now())
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_the_worker_can_start_both():
    old = timezone.now() - timedelta(days=8)
    make_person(standing="joining", joined_at=old)

    clear_task.enqueue()
    forget_task.enqueue()

    assert not Person.objects.exists()


def unfinished(**fields):
    long_ago = timezone.now() - UNFINISHED_KEPT
    values = {"standing": "joining", "joined_at": long_ago, "last_login": long_ago, **fields}
    person = make_person(**values)
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    return person


def test_accounts_nobody_finished_are_deleted_after_ninety_days_with_what_hangs_on_them():
    at = timezone.now()
    forgotten = unfinished(organisation=make_organisation(standing="proposed", name="Mine"))
    make_email(to=forgotten.email)
    audit(action="person_decline", subject=forgotten, at=at, reason="Not known")
    kept = [
        unfinished(last_login=at - UNFINISHED_KEPT + timedelta(hours=1)),
        unfinished(joined_at=at - timedelta(days=1)),
        unfinished(standing="waiting"),
    ]
    been_in = unfinished()
    audit(action="person_kind_grant", subject=been_in, at=at, kind=["practitioner", "official"])

    forget_unfinished.enqueue()

    assert set(Person.objects.all()) == {*kept, been_in}
    assert not Organisation.objects.filter(name="Mine").exists()
    assert not OutgoingEmail.objects.exists()
    assert AuditRow.objects.get(action="person_decline").detail == {}


def test_a_proposed_organisation_goes_when_nobody_belongs_to_it():
    empty = make_organisation(standing="proposed")
    kept = [make_organisation(standing="proposed"), make_organisation()]
    make_person(organisation=kept[0])

    forget_proposals.enqueue()

    assert not Organisation.objects.filter(pk=empty.pk).exists()
    assert Organisation.objects.filter(pk__in=[each.pk for each in kept]).count() == 2
