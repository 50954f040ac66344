"""The page “Apps and tokens”."""

from uuid import uuid4

import pytest
from django.urls import reverse

from sideways.api import limits, rules
from sideways.api.models import Token
from sideways.api.tests.callers import make_token
from sideways.people.exporting import everything_about
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

PASSWORD = "three words remembered"
NEW = reverse("api:token_new")


@pytest.fixture
def person(client):
    """Return somebody signed in who gave the password a moment ago."""
    person = make_person(password=PASSWORD)
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return person


def form(**fields):
    return {"token_id": uuid4(), "name": "Dashboard", "scopes": ["read"], "days": "30", **fields}


def test_a_token_is_shown_once_and_opens_what_its_owner_can_open(client, person):
    sent = form()

    page = client.post(NEW, sent)
    again = client.post(NEW, sent)

    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "This token was made already" in again.content.decode()
    assert secret not in again.content.decode()
    assert Token.objects.count() == 1
    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.json()["email"] == person.email


def test_making_one_needs_the_password_again(client):
    client.force_login(make_person(password=PASSWORD))

    assert reverse("account_reauthenticate") in client.get(NEW).url
    assert reverse("account_reauthenticate") in client.post(NEW, form()).url
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Say what it is for"),
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["operate"]}, "operate"),
        ({"days": "4000"}, "4000"),
        ({"token_id": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, person, wrong, sentence):
    page = client.post(NEW, form(**wrong))

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not Token.objects.exists()


def test_somebody_elses_id_is_refused(client, person):
    make_token(make_person())
    assert client.post(NEW, form(token_id=Token.objects.get().pk)).status_code == 404


def test_many_tokens_in_an_hour_are_too_many(client, person, monkeypatch):
    monkeypatch.setattr(limits, "NEW_TOKENS", 1)
    client.post(NEW, form())

    page = client.post(NEW, form())

    assert "Wait an hour" in page.content.decode()
    assert Token.objects.count() == 1


def test_who_has_enough_revokes_one_first(client, person, monkeypatch):
    monkeypatch.setattr(rules, "MOST_TOKENS", 1)
    monkeypatch.setattr("sideways.api.services.MOST_TOKENS", 1)
    make_token(person)

    assert "Revoke one you no longer use first" in client.post(NEW, form()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_mine_alone_in_a_fixed_number_of_queries(
    client, person, count, django_assert_num_queries
):
    for number in range(count):
        make_token(person, name=f"Mine {number}", last_used_on=None)
    make_token(make_person(), name="Theirs")

    with django_assert_num_queries(3):
        page = client.get(reverse("api:tokens")).content.decode()

    assert page.count("Never used") == count
    assert "Theirs" not in page


def test_revoking_mine_works_twice_and_somebody_elses_never(client, person):
    make_token(person)
    mine = reverse("api:token_revoke", args=[Token.objects.get().pk])
    make_token(make_person(), name="Theirs")
    theirs = reverse("api:token_revoke", args=[Token.objects.get(name="Theirs").pk])

    assert client.post(mine).url == reverse("api:tokens")
    assert client.post(mine).url == reverse("api:tokens")
    client.post(theirs)

    assert [token.name for token in Token.objects.all()] == ["Theirs"]


@pytest.mark.parametrize("standing", [Person.Standing.JOINING, Person.Standing.HELD])
def test_who_is_not_let_in_is_told_why_there_are_none(client, person, standing):
    Person.objects.filter(pk=person.pk).update(standing=standing)

    assert "once you have joined" in client.get(reverse("api:tokens")).content.decode()
    assert client.get(NEW).status_code == 404


def test_tokens_are_in_the_copy_of_my_data_without_their_secrets(person):
    secret = make_token(person, name="Dashboard")

    taken = everything_about(person)

    assert [token["name"] for token in taken["apps_and_tokens"]] == ["Dashboard"]
    assert secret not in str(taken)
    assert Token.objects.get().digest not in str(taken)


def test_when_a_token_ends_is_told_among_what_is_deleted_by_itself(client, person):
    make_token(person, name="Dashboard")

    assert "The token “Dashboard”" in client.get(reverse("people:data")).content.decode()
