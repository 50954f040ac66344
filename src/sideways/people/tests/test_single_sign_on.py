"""Signing in with the account of one's work, against a real service over HTTP."""

import logging

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from sideways.notices.models import OutgoingEmail
from sideways.people.exporting import everything_about
from sideways.people.models import Person
from sideways.people.services import account_email_verified, person_close
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.tests.oidc_provider import CLIENT, running
from sideways.people.tests.test_sign_up import code_sent_to

# What allauth keeps of an account elsewhere, and how, is its own matter on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
ANN = {"email": "ann@example.org", "email_verified": True, "name": "Ann Archer", "groups": ["payroll"]}
PASSWORD = "three long words"


@pytest.fixture(scope="module")
def service():
    with running() as provider:
        yield provider


@pytest.fixture(autouse=True)
def work(service, settings):
    """A service that works, and is the one of the settings."""
    fresh = type(service)(people={"ann-at-work": ANN}, address=service.address)
    for name, value in vars(fresh).items():
        setattr(service, name, value)
    told = {"OAUTH_PKCE_ENABLED": True, "APPS": [service.app("work")]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": told}
    return service


def goes_there(client, provider_id="work", process="login"):
    """Press the button, and return the address of the service."""
    url = reverse("openid_connect_login", args=[provider_id])
    return client.post(f"{url}?process={process}")["Location"]


def signs_in(client, work, sub="ann-at-work", **press):
    return client.get(work.answers(goes_there(client, **press), sub))


def joins(client, work, email="ann@example.org", **press):
    """Sign up through the service, to the end, and return the person."""
    assert signs_in(client, work, **press)["Location"] == reverse("socialaccount_signup")
    sent = client.post(reverse("socialaccount_signup"), {"email": email, "declaration": "on"})
    client.post(sent["Location"], {"code": code_sent_to(email)})
    return Person.objects.get(email=email)


def is_signed_in_as(client, person):
    return client.session.get("_auth_user_id") == str(person.pk)


def known(email="ann@example.org", **fields):
    person = make_person(email=email, password=PASSWORD, **fields)
    account_email_verified(person=person)
    return person


def test_the_way_there_asks_for_little_and_proves_who_asks(client, work):
    signs_in(client, work)

    (asked,) = work.asked
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["client_id"] == [CLIENT]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16


def test_somebody_new_declares_and_confirms_the_address_whatever_the_service_says_of_it(client, work):
    signs_in(client, work)
    url = reverse("socialaccount_signup")
    assert 'value="ann@example.org"' in client.get(url).content.decode()

    assert "Tick the box" in client.post(url, {"email": "ann@example.org"}).content.decode()
    assert not Person.objects.exists()
    sent = client.post(url, {"email": "ann@example.org", "declaration": "on"})

    assert sent["Location"] == reverse("account_email_verification_sent")
    assert not EmailAddress.objects.filter(verified=True).exists()
    client.post(sent["Location"], {"code": code_sent_to("ann@example.org")})
    person = Person.objects.get()
    assert is_signed_in_as(client, person)
    assert (person.standing, person.independence_declared_at is not None) == ("joining", True)
    assert not person.has_usable_password()


def test_only_what_is_needed_is_kept_of_what_the_service_tells(client, work):
    person = joins(client, work)
    for _again in range(2):
        account = SocialAccount.objects.get(user=person)
        assert account.extra_data == {"userinfo": {"sub": "ann-at-work", "email": "ann@example.org"}}
        signs_in(Client(), work)
    assert not SocialToken.objects.exists()


def test_an_address_of_a_department_is_held_after_the_service_too(client, work):
    work.people["ann-at-work"] = ANN | {"email": "ann@dwp.gov.uk"}
    person = joins(client, work, "ann@dwp.gov.uk")
    Person.objects.filter(pk=person.pk).update(
        name="Ann", profession="nurse", level=2, organisation=make_organisation()
    )

    client.post(reverse("people:join"))

    person.refresh_from_db()
    assert person.standing == "held"


@pytest.mark.parametrize("claims", [{}, {"email": ""}, {"email": "no address"}])
def test_a_service_that_tells_no_address_leaves_it_to_the_form(client, work, claims):
    work.people["ann-at-work"] = claims
    signs_in(client, work)

    page = client.get(reverse("socialaccount_signup")).content.decode()
    assert 'name="email"' in page
    assert joins(client, work, "ann@home.example").email == "ann@home.example"


def test_another_address_than_the_service_tells_has_to_be_confirmed(client, work):
    signs_in(client, work)

    client.post(reverse("socialaccount_signup"), {"email": "chief@oldham.gov.uk", "declaration": "on"})

    assert "_auth_user_id" not in client.session
    assert Person.objects.get().email == "chief@oldham.gov.uk"
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_signing_in_again_is_one_press(client, work):
    person, elsewhere = joins(client, work), Client()
    work.people["ann-at-work"] = ANN | {"email": "new@example.org"}

    response = signs_in(elsewhere, work)

    assert response["Location"] == reverse("web:home")
    assert is_signed_in_as(elsewhere, person)
    person.refresh_from_db()
    assert person.email == "ann@example.org"


def test_a_known_address_at_the_service_takes_over_no_account(client, work):
    person = known()
    signs_in(client, work, "ann-at-work")

    answered = client.post(
        reverse("socialaccount_signup"), {"email": "ann@example.org", "declaration": "on"}, follow=True
    )

    assert "Check your e-mail" in answered.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert Person.objects.get() == person
    assert OutgoingEmail.objects.get().subject.endswith("You have an account already")


def test_an_account_is_linked_used_and_unlinked(client, work):
    person, elsewhere = known(email="ann@home.example"), Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert signs_in(client, work, process="connect")["Location"] == reverse("socialaccount_connections")
    signs_in(elsewhere, work)
    assert is_signed_in_as(elsewhere, person)
    assert OutgoingEmail.objects.get(to=person.email).subject.endswith("Another way to sign in was added")

    page = client.get(reverse("socialaccount_connections")).content.decode()
    assert "Work account: ann@example.org" in page
    account = SocialAccount.objects.get(user=person)
    client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert signs_in(Client(), work)["Location"] == reverse("socialaccount_signup")


def test_the_only_way_in_cannot_be_unlinked(client, work):
    person = joins(client, work)
    account = SocialAccount.objects.get(user=person)

    page = client.post(reverse("socialaccount_connections"), {"account": account.pk}).content.decode()

    assert "Choose a password first" in page
    assert SocialAccount.objects.exists()


def test_an_account_of_somebody_else_is_not_linked(client, work):
    joins(client, work)
    bob, other = known(email="bob@example.org"), Client()
    other.post(reverse("account_login"), {"login": bob.email, "password": PASSWORD})

    answered = other.get(work.answers(goes_there(other, process="connect"), "ann-at-work"), follow=True)

    assert "This account belongs to somebody else here." in answered.content.decode()
    assert not SocialAccount.objects.filter(user=bob).exists()


def test_a_closed_account_is_not_opened_by_its_service(client, work, django_user_model):
    person = joins(client, work)
    person_close(person=person, choices={}, by=person, at=person.joined_at)

    assert signs_in(Client(), work)["Location"] == reverse("socialaccount_signup")


def test_two_services_that_know_people_by_the_same_word_are_two_people(client, settings, work):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(work.app("other", client_id="other"))
    joins(client, work)
    work.people["ann-at-work"] = ANN | {"email": "else@example.org"}

    other = Client()
    assert signs_in(other, work, provider_id="other")["Location"] == reverse("socialaccount_signup")
    page = Client().get(reverse("account_login")).content.decode()
    assert "Work account" in page
    assert "Other account" in page


def test_who_presses_no_is_told_so(client, work):
    back = work.refuses(goes_there(client))

    assert client.get(back)["Location"] == reverse("socialaccount_login_cancelled")


def refused(response):
    return response.status_code == 401 and "That did not work" in response.content.decode()


def test_a_token_of_another_issuer_or_for_another_site_is_refused(client, work):
    work.issuer = "https://somebody.else.example"
    assert refused(signs_in(client, work))
    work.issuer, work.audience = "", "another-site"
    assert refused(signs_in(client, work))
    assert "socialaccount_sociallogin" not in client.session


def test_a_service_that_names_two_people_is_refused(client, work):
    joins(Client(), work)
    work.people["mallory"], work.sub_of_userinfo = {}, "ann-at-work"

    assert refused(signs_in(client, work, "mallory"))
    assert "_auth_user_id" not in client.session


def test_an_answer_is_good_for_the_browser_that_asked_and_once(client, work):
    joins(Client(), work)
    back, stranger = work.answers(goes_there(client), "ann-at-work"), Client()

    assert refused(stranger.get(back))
    assert refused(client.get(back.replace("state=", "state=x")))
    assert client.get(back)["Location"] == reverse("web:home")
    assert refused(client.get(back))


def test_a_code_stolen_from_another_browser_is_refused(client, work):
    joins(Client(), work)
    stolen, own = (work.answers(goes_there(who), "ann-at-work") for who in (Client(), client))
    code, state = (part.partition("code=")[2].partition("&")[0] for part in (stolen, own))

    assert refused(client.get(own.replace(state, code)))  # PKCE: the code fits another question
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/userinfo"])
def test_a_service_that_answers_nonsense_gives_a_page_and_a_line_in_the_log(client, work, caplog, path):
    if "well-known" not in path:
        there = goes_there(client)
    work.broken.add(path)
    with caplog.at_level(logging.WARNING, logger="sideways.people.adapter"):
        if "well-known" in path:
            response = client.post(reverse("openid_connect_login", args=["work"]))
        else:
            response = client.get(work.answers(there, "ann-at-work"))

    assert refused(response)
    assert "Sign-in service “work”" in caplog.text
    assert "ann" not in caplog.text


def test_a_service_that_is_down_gives_a_page(client, settings, work):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://127.0.0.1:9"}

    assert refused(client.post(reverse("openid_connect_login", args=["work"])))


def test_a_service_taken_out_of_the_settings_leaves_accounts_as_they_are(client, settings, work):
    person = joins(client, work)
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert "None yet" in client.get(reverse("socialaccount_connections")).content.decode()
    assert everything_about(person)["accounts_elsewhere"][0]["uid"] == "ann-at-work"
    client.get(reverse("people:you"))
    assert SocialAccount.objects.filter(user=person).exists()


def test_a_service_that_is_not_set_up_is_not_there(client):
    for name in ("openid_connect_login", "openid_connect_callback"):
        assert client.get(reverse(name, args=["nobody"])).status_code == 404
