"""Tokens: who may make one for what, when one holds, and how they end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sideways.api import rules, services, tasks
from sideways.api.errors import MayNotMakeTokensError, TooManyTokensError
from sideways.api.models import SeenRequest, Token
from sideways.api.services import NewToken
from sideways.api.tests.callers import App, make_token
from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.people.models import HeldDomain, Person
from sideways.people.services import (
    join_finish,
    operator_appoint,
    person_close,
    person_email_changed,
    person_kind_grant,
)
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db

Kind, Standing, Scope = Person.Kind, Person.Standing, Token.Scope


def wanted(*scopes, **fields):
    values = {"id": uuid4(), "name": "An app", "scopes": scopes or ["read"], "life": timedelta(days=30)}
    return NewToken(**{**values, **fields})


def test_a_token_is_told_once_and_only_its_hash_is_kept():
    person, at, asked = make_person(), timezone.now(), wanted("write", "read")

    secret = services.token_make(wanted=asked, by=person, at=at)
    again = services.token_make(wanted=asked, by=person, at=at)

    token = Token.objects.get()
    assert secret.startswith("sideways_")
    assert len(secret) > 50
    assert again == ""
    assert token.scopes == ["read", "write"]
    assert (token.kind, token.expires_at - token.made_at) == ("practitioner", timedelta(days=30))
    assert secret not in str(
        [Token.objects.values(), AuditRow.objects.values(), OutgoingEmail.objects.values()]
    )
    assert [row.action for row in AuditRow.objects.all()] == ["token_make"]
    assert "“An app”" in OutgoingEmail.objects.get(to=person.email).text


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (Kind.PRACTITIONER, set()),
        (Kind.BROKER, {Scope.VOUCH}),
        (Kind.GUARDIAN, {Scope.RELEASE, Scope.GUARD}),
        (Kind.OPERATOR, {Scope.VOUCH, Scope.OPERATE}),
        (Kind.OFFICIAL, set()),
    ],
)
def test_a_token_is_for_what_the_account_can_do(kind, more):
    offered = rules.scopes_for(make_person(kind=kind))

    assert set(offered) == {Scope.READ, Scope.WRITE, Scope.ACCOUNT} | more


@pytest.mark.parametrize("standing", [Standing.JOINING, Standing.HELD, Standing.CLOSED])
def test_an_account_that_is_not_open_makes_none(standing):
    person = make_person(standing=standing)

    assert rules.scopes_for(person) == []
    with pytest.raises(MayNotMakeTokensError):
        services.token_make(wanted=wanted(), by=person, at=timezone.now())


@pytest.mark.parametrize(
    "asked",
    [
        wanted("release"),
        wanted("read", "operate"),
        wanted(scopes=[]),
        wanted(life=timedelta(days=366)),
        wanted(life=timedelta(0)),
    ],
)
def test_no_token_is_wider_or_lives_longer_than_it_may(asked):
    with pytest.raises(MayNotMakeTokensError):
        services.token_make(wanted=asked, by=make_person(), at=timezone.now())


def test_nobody_makes_a_token_with_the_id_of_somebody_elses():
    asked = wanted()
    services.token_make(wanted=asked, by=make_person(), at=timezone.now())
    with pytest.raises(MayNotMakeTokensError):
        services.token_make(wanted=asked, by=make_person(), at=timezone.now())


def test_nobody_has_more_tokens_than_they_can_keep_an_eye_on():
    person = make_person()
    for _ in range(rules.MOST_TOKENS):
        make_token(person)
    with pytest.raises(TooManyTokensError):
        services.token_make(wanted=wanted(), by=person, at=timezone.now())


def test_revoking_ends_a_token_once_and_never_somebody_elses():
    person, at = make_person(), timezone.now()
    make_token(person)
    token = Token.objects.get()

    services.token_revoke(token=token, by=make_person(), at=at)
    assert Token.objects.exists()
    services.token_revoke(token=token, by=person, at=at)
    services.token_revoke(token=token, by=person, at=at)

    assert not Token.objects.exists()
    assert [row.action for row in AuditRow.objects.all()] == ["token_revoke"]


def test_use_is_noted_by_the_day_and_written_once_a_day(django_assert_num_queries):
    make_token(make_person(), last_used_on=None)
    token, at = Token.objects.get(), timezone.now()

    services.token_used(token=token, at=at)
    token.refresh_from_db()

    assert token.last_used_on == at.date()
    with django_assert_num_queries(0):
        services.token_used(token=token, at=at)


def becomes_official(person):
    operator = make_person(kind=Kind.OPERATOR)
    person_kind_grant(person=person, kind="official", by=operator, reason="A new job", at=timezone.now())


def becomes_official_and_back(person):
    becomes_official(person)
    operator = make_person(kind=Kind.OPERATOR)
    person_kind_grant(person=person, kind="practitioner", by=operator, reason="Back", at=timezone.now())
    Person.objects.filter(pk=person.pk).update(
        standing=Standing.ACTIVE, independence_declared_at=timezone.now()
    )


def is_held(person):
    HeldDomain.objects.create(domain="ministry.example.org", reason="A ministry", added_at=timezone.now())
    Person.objects.filter(pk=person.pk).update(email="ann@ministry.example.org")
    person_email_changed(person=person, at=timezone.now())


def is_held_on_joining_again(person):
    HeldDomain.objects.create(domain="ministry.example.org", reason="A ministry", added_at=timezone.now())
    fields = {"email": "ann@ministry.example.org", "standing": Standing.JOINING}
    Person.objects.filter(pk=person.pk).update(**fields)
    join_finish(person=person, at=timezone.now())
    assert Person.objects.get(pk=person.pk).standing == Standing.HELD


def is_closed(person):
    person_close(person=person, choices={}, by=person, at=timezone.now())


def is_appointed(person):
    operator_appoint(email=person.email, at=timezone.now())


@pytest.mark.parametrize(
    "happens",
    [
        becomes_official,
        becomes_official_and_back,
        is_held,
        is_held_on_joining_again,
        is_closed,
        is_appointed,
    ],
)
def test_an_account_that_changes_loses_its_tokens_for_good(happens):
    person = make_person()
    app = App(person)
    assert app.get("/me").status_code == 200

    happens(person)

    assert app.get("/me").status_code == 401
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.OFFICIAL},
        {"standing": Standing.HELD},
        {"standing": Standing.JOINING},
        {"standing": Standing.CLOSED},
        {"is_active": False},
    ],
)
def test_every_request_asks_whether_the_token_still_holds(fields):
    person = make_person()
    app = App(person)
    Person.objects.filter(pk=person.pk).update(**fields)

    assert app.get("/me").status_code == 401


def test_expired_tokens_open_nothing_and_are_deleted():
    at = timezone.now()
    person = make_person()
    secret = make_token(person, made_at=at - timedelta(days=2), expires_at=at - timedelta(seconds=1))
    app = App(person)

    assert app.get("/me", Authorization=f"Bearer {secret}").status_code == 401
    tasks.tokens_forget.call()
    assert Token.objects.count() == 1


def test_what_is_kept_of_requests_goes_after_a_day():
    at = timezone.now()
    SeenRequest.objects.create(key="old", request="x", until=at - timedelta(hours=1))
    SeenRequest.objects.create(key="new", request="x", until=at + timedelta(hours=1))

    tasks.requests_forget.call()

    assert list(SeenRequest.objects.values_list("key", flat=True)) == ["new"]
