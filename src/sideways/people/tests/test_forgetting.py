from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from sideways.people.models import Person
from sideways.people.services import accounts_forget_unverified, sessions_clear
from sideways.people.tasks import accounts_forget_unverified as forget_task
from sideways.people.tasks import sessions_clear as clear_task
from sideways.people.tests.factories import make_person

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
