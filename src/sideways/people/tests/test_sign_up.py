import re

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sideways.notices.models import OutgoingEmail
from sideways.notices.services import emails_send
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
ANSWERS = {"email": "ann@example.org", "password1": "three long words", "declaration": "on"}


def sign_up(client, **answers):
    return client.post(reverse("account_signup"), ANSWERS | answers)


def code_sent_to(address):
    letter = OutgoingEmail.objects.filter(to=address).latest("pk")
    return re.search(r"^[A-Z0-9-]{4,}$", letter.text, re.MULTILINE)[0]


def test_sign_up_asks_for_the_code_and_then_leads_to_joining(client):
    response = sign_up(client)
    assert response["Location"] == reverse("account_email_verification_sent")
    page = client.get(response["Location"])
    assert "Check your e-mail" in page.content.decode()

    answered = client.post(response["Location"], {"code": code_sent_to("ann@example.org")}, follow=True)

    assert answered.redirect_chain[-1][0] == reverse("people:join_about")
    person = Person.objects.get(email="ann@example.org")
    assert (person.standing, person.kind) == ("joining", "practitioner")
    assert person.independence_declared_at is not None


def test_sign_up_without_the_declaration_says_what_to_do_instead(client):
    response = client.post(
        reverse("account_signup"), {k: v for k, v in ANSWERS.items() if k != "declaration"}
    )

    page = response.content.decode()
    assert "read below what you can do instead" in page
    assert "I do inspect, regulate, fund or manage performance" in page
    assert not Person.objects.exists()


def test_sign_up_cannot_choose_a_kind_or_a_standing(client):
    sign_up(client, kind="operator", standing="active", is_active="1")

    person = Person.objects.get()
    assert (person.kind, person.standing) == ("practitioner", "joining")


def test_sign_up_goes_on_when_the_mail_server_does_not_answer(
    client, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "sideways.notices.tests.test_outbox.NobodyAnswers"
    with django_capture_on_commit_callbacks(execute=True):
        response = sign_up(client)

    assert response.status_code == 302
    assert OutgoingEmail.objects.filter(to="ann@example.org").count() == 1


def test_sign_up_with_a_known_address_looks_the_same_and_tells_only_its_owner(client, other_client):
    make_person(email="ann@example.org", password="old password here")

    known, new = sign_up(client), sign_up(other_client, email="new@example.org")

    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    pages = [c.get(known["Location"]).content.decode() for c in (client, other_client)]
    assert same(pages[0], "ann@example.org") == same(pages[1], "new@example.org")
    assert OutgoingEmail.objects.get(to="ann@example.org").subject.endswith("You have an account already")
    assert Person.objects.filter(email="ann@example.org").count() == 1


def test_forgotten_password_does_not_tell_who_has_an_account(client, other_client):
    person = make_person(email="ann@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    url = reverse("account_reset_password")
    known = client.post(url, {"email": "ann@example.org"})
    unknown = other_client.post(url, {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutgoingEmail.objects.get(to="nobody@example.org").subject.endswith(
        "There is no account with this address"
    )


def test_sign_in_says_the_same_of_a_wrong_password_and_an_unknown_address(client, other_client):
    person = make_person(email="ann@example.org", password="the right password")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    url = reverse("account_login")

    wrong = client.post(url, {"login": "ann@example.org", "password": "wrong"}).content.decode()
    unknown = other_client.post(url, {"login": "bob@example.org", "password": "wrong"}).content.decode()

    assert "The e-mail address or the password is wrong" in wrong
    assert same(wrong, "ann@example.org") == same(unknown, "bob@example.org")


def test_sign_in_stops_somebody_who_guesses(client):
    person = make_person(email="ann@example.org", password="the right password")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    url = reverse("account_login")
    for _try in range(6):
        client.post(url, {"login": "ann@example.org", "password": "wrong"})

    response = client.post(url, {"login": "ann@example.org", "password": "the right password"})

    assert "Too many tries" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_passwords_are_hashed_with_argon2():
    from sideways.config import settings as real

    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_sign_up_with_an_invisible_character_is_refused_kindly(client):
    response = sign_up(client, password1="three long\x00words")

    assert response.status_code == 200
    assert not Person.objects.exists()


def test_emails_of_accounts_are_in_our_words(client):
    sign_up(client)
    emails_send(at=timezone.now())

    letter = mail.outbox[0]
    assert letter.subject == "Sideways: Your code"
    assert letter.body.startswith("Your code is:")
    assert letter.body.rstrip().endswith("Sideways")


def test_joining_with_the_account_of_work_asks_for_the_declaration_too(client, settings, rf):
    app = {"provider_id": "work", "name": "Work account", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://id.example"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    account = SocialAccount(provider="work", uid="ann-at-work", extra_data={})
    provider = get_adapter().get_provider(rf.get("/"), "work")
    login = SocialLogin(user=Person(email="ann@example.org"), account=account, provider=provider)
    login.email_addresses = [EmailAddress(email="ann@example.org", verified=False, primary=True)]
    session = client.session
    session["socialaccount_sociallogin"] = login.serialize()
    session.save()
    url = reverse("socialaccount_signup")

    without = client.post(url, {"email": "ann@example.org"})
    assert "Tick the box if it is true of you" in without.content.decode()
    response = client.post(url, {"email": "ann@example.org", "declaration": "on"})

    assert response["Location"] == reverse("account_email_verification_sent")
    person = Person.objects.get(email="ann@example.org")
    assert (person.standing, person.independence_declared_at is not None) == ("joining", True)


def same(page: str, address: str) -> str:
    """A page without what must differ: the address, tokens and nonces."""
    page = page.replace(address, "ADDRESS")
    return re.sub(r'(nonce="|csrfmiddlewaretoken" value=")[^"]*', "", page)


@pytest.fixture
def other_client():
    from django.test import Client

    return Client()
