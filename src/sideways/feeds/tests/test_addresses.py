"""Personal addresses: made once, kept as a hash, revoked for good."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.feeds import holding, queries, secret, services, tasks
from sideways.feeds.errors import AddressRevokedError, NotYourAddressError, TooManyAddressesError
from sideways.feeds.models import CALENDAR, PersonalAddress
from sideways.feeds.tests.factories import make_address
from sideways.people.services import person_close
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db

WANTED = services.Wanted(what="lessons", name="Fit notes", filters={"topic": "fit-notes"})


def made(person, said="the secret", wanted=WANTED):
    return services.address_make(person=person, secret=said, wanted=wanted, at=timezone.now())


def test_making_an_address_twice_makes_one():
    person = make_person()
    first, again = made(person), made(person)
    assert first == again
    assert list(queries.addresses_of(person)) == [first]
    assert [row.action for row in AuditRow.objects.filter(by=person)] == ["address_make"]


def test_the_secret_is_nowhere_in_the_row():
    address = made(make_person(), "zqsecretqz")
    row = str(PersonalAddress.objects.filter(pk=address.pk).values().get())
    assert "zqsecretqz" not in row
    assert address.digest == secret.digest_of("zqsecretqz")


def test_a_revoked_address_is_gone_and_its_secret_makes_no_new_one():
    person = make_person()
    address = made(person)
    at = timezone.now()

    revoked = services.address_revoke(address=address, by=person, at=at)
    again = services.address_revoke(address=address, by=person, at=at + timedelta(hours=1))

    assert (revoked.revoked_at, again.revoked_at) == (at, at)
    assert queries.address_at("the secret") is None
    assert not queries.addresses_of(person).exists()
    with pytest.raises(AddressRevokedError):
        made(person)


def test_nobody_revokes_the_address_of_another():
    address = made(make_person())
    with pytest.raises(NotYourAddressError):
        services.address_revoke(address=address, by=make_person(), at=timezone.now())
    assert queries.address_at("the secret") == address


def test_one_person_has_twenty_at_most_and_revoked_ones_do_not_count(monkeypatch):
    monkeypatch.setattr(services, "MOST_ADDRESSES", 1)
    person = make_person()
    first = made(person, "one")
    with pytest.raises(TooManyAddressesError):
        made(person, "two")
    services.address_revoke(address=first, by=person, at=timezone.now())
    assert made(person, "two").pk


def test_an_address_of_somebody_who_cannot_sign_in_any_more_is_shut():
    person = make_person()
    made(person)
    person.is_active = False
    person.save()
    assert queries.address_at("the secret") is None
    assert queries.address_at("no secret \ud800 of ours") is None


def test_only_the_first_fetch_of_a_day_writes(django_assert_num_queries):
    address = made(make_person())
    today = date(2026, 11, 26)
    services.address_fetched(address=address, on=today)
    address.refresh_from_db()
    assert address.fetched_on == today
    with django_assert_num_queries(0):
        services.address_fetched(address=address, on=today)


def test_what_is_revoked_or_unused_is_forgotten_after_its_time():
    person, at = make_person(), timezone.now()
    kept = [
        make_address(person, name="new")[0],
        make_address(person, name="old and used", made_at=at - timedelta(days=900), fetched_on=at.date())[0],
        make_address(person, name="revoked today", revoked_at=at)[0],
    ]
    make_address(person, name="never used", made_at=at - timedelta(days=366))
    make_address(person, name="not used", fetched_on=at.date() - timedelta(days=367))
    make_address(person, name="revoked", revoked_at=at - timedelta(days=8))

    tasks.addresses_forget.enqueue()

    assert list(PersonalAddress.objects.filter(person=person)) == sorted(kept, key=lambda row: row.made_at)


def test_a_secret_is_offered_to_one_person_and_only_for_a_day(monkeypatch):
    person = make_person()
    offered = secret.offered_to(person)
    assert len(secret.taken_by(person, offered)) >= 43
    assert secret.taken_by(make_person(), offered) is None
    assert secret.taken_by(person, "chosen by myself") is None
    monkeypatch.setattr(secret, "OFFERED_SECONDS", -1)
    assert secret.taken_by(person, offered) is None


def test_addresses_are_taken_along_without_their_secret_and_end_with_the_account():
    person = make_person()
    address = made(person)
    assert holding.export(person) == [
        {
            "what": "lessons",
            "name": "Fit notes",
            "filters": {"topic": "fit-notes"},
            "made_at": address.made_at,
            "fetched_on": None,
            "revoked_at": None,
        }
    ]
    person_close(person=person, choices={}, by=person, at=timezone.now())
    assert queries.address_at("the secret") is None
    assert not PersonalAddress.objects.exists()


def test_a_calendar_has_no_filters():
    person = make_person()
    assert made(person, wanted=services.Wanted(what=CALENDAR, name="Dates")).is_calendar
    assert str(made(person)) == "Dates"
    with pytest.raises(IntegrityError), transaction.atomic():
        made(person, "other", services.Wanted(what=CALENDAR, name="Dates", filters={"q": "x"}))
