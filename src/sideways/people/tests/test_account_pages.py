import re
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.template.loader import get_template
from django.urls import get_resolver, reverse

from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
PASSWORD = "a password of mine"
MANAGED = [
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
    "account_logout",
]
ENTRANCES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
# These only show in the middle of something; tests below and in test_sign_up walk through them.
IN_THE_MIDDLE = {
    "account_email_verification_sent",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "account_set_password",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_signup",
}
OFF = re.compile(r"phone|login_code|password_reset_code|account_connected_updated")  # not offered here
OURS = re.compile(r"/sideways/(people|ui)/templates/")


@pytest.fixture
def ann():
    person = make_person(email="ann@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def signed_in(client, ann):
    client.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_every_page_of_accounts_is_looked_at_here():
    names = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str)
        and name.startswith(("account_", "mfa_", "usersessions_", "socialaccount_", "openid_"))
    }

    assert names == {*MANAGED, *ENTRANCES, *IN_THE_MIDDLE}


@pytest.mark.parametrize("name", ENTRANCES)
def test_entrance_is_our_page(client, name):
    is_ours(client.get(reverse(name)), 401 if name == "socialaccount_login_error" else 200)


@pytest.mark.parametrize("name", MANAGED)
def test_account_page_is_our_page(signed_in, name):
    is_ours(signed_in.get(reverse(name)))


def is_ours(response, status=200):
    assert response.status_code == status
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert 'class="govuk-template"' in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|nonce=|application/json))", page)
    pages = [
        template.origin.name
        for template in response.templates
        if template.name and template.name.endswith(".html")
    ]
    foreign = [name for name in pages if "allauth" in name and not OURS.search(name)]
    assert foreign == []


def test_every_letter_and_message_of_accounts_is_ours():
    theirs = Path(allauth.__file__).parent / "templates"
    used = ("account", "mfa", "socialaccount")
    texts = [path for app in used for path in (theirs / app).rglob("*.txt") if not OFF.search(path.name)]
    foreign = [path for path in texts if not OURS.search(origin(path.relative_to(theirs)))]

    assert len(texts) > 50
    assert foreign == []


def origin(template):
    return get_template(str(template)).origin.name


def test_every_way_to_sign_in_is_reached_from_you(signed_in):
    page = signed_in.get(reverse("people:you")).content.decode()

    for name in (
        "account_email",
        "account_change_password",
        "mfa_list_webauthn",
        "mfa_index",
        "usersessions_list",
    ):
        assert f'href="{reverse(name)}"' in page, name


def test_authenticator_app_is_set_up_used_and_turned_off(client, signed_in, ann):
    signed_in.get(reverse("mfa_activate_totp"))
    secret = signed_in.session["mfa.totp.secret"]
    on = signed_in.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert on["Location"] == reverse("mfa_view_recovery_codes")
    codes = signed_in.get(on["Location"])
    is_ours(codes)
    is_ours(signed_in.get(reverse("mfa_generate_recovery_codes")))
    is_ours(signed_in.get(reverse("mfa_deactivate_totp")))
    assert signed_in.get(reverse("mfa_download_recovery_codes")).status_code == 200

    recovery = Authenticator.objects.get(user=ann, type="recovery_codes").wrap().get_unused_codes()[0]
    signed_in.post(reverse("account_logout"))
    second = signed_in.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    assert second["Location"] == reverse("mfa_authenticate")
    is_ours(signed_in.get(second["Location"]))
    assert "This code is wrong" in signed_in.post(second["Location"], {"code": "000000"}).content.decode()
    signed_in.post(second["Location"], {"code": recovery})
    assert signed_in.session["_auth_user_id"] == str(ann.pk)


def test_password_is_changed_and_told_by_email(signed_in, ann):
    from sideways.notices.models import OutgoingEmail

    answers = {"oldpassword": PASSWORD, "password1": "another long password"}
    response = signed_in.post(reverse("account_change_password"), answers, follow=True)

    ann.refresh_from_db()
    assert ann.check_password("another long password")
    assert "Your password has changed" in response.content.decode()
    assert "choose a new password at once" in OutgoingEmail.objects.get(to=ann.email).text


def test_new_address_replaces_the_old_one_after_the_code_and_is_looked_at(signed_in, ann):
    from sideways.people.tests.test_sign_up import code_sent_to

    sent = signed_in.post(
        reverse("account_email"), {"email": "ann@dwp.gov.uk", "action_add": "1"}, follow=True
    )
    is_ours(sent)
    ann.refresh_from_db()
    assert (ann.email, ann.standing) == ("ann@example.org", "active")

    signed_in.post(reverse("account_email_verification_sent"), {"code": code_sent_to("ann@dwp.gov.uk")})

    ann.refresh_from_db()
    assert (ann.email, ann.standing) == ("ann@dwp.gov.uk", "held")


def test_other_sessions_are_ended(signed_in, ann):
    from django.test import Client

    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    assert "Sign out everywhere else" in signed_in.get(reverse("usersessions_list")).content.decode()

    signed_in.post(reverse("usersessions_list"))

    assert elsewhere.get(reverse("people:you")).status_code == 302
    assert signed_in.get(reverse("people:you")).status_code == 200


def test_asking_again_is_our_page(client, ann):
    client.force_login(ann)

    is_ours(client.get(reverse("account_reauthenticate")))


def test_too_many_tries_is_our_page(client):
    url, answers = reverse("account_signup"), {"email": "", "password1": "", "declaration": ""}
    responses = [client.post(url, answers) for _try in range(25)]

    assert responses[-1].status_code == 429
    is_ours(responses[-1], 429)


def test_sign_in_services_of_the_settings_get_a_button(client, settings):
    app = {"provider_id": "work", "name": "Work account", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://id.example"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    for name in ("account_login", "account_signup"):
        page = client.get(reverse(name)).content.decode()
        assert "Work account" in page
        assert reverse("openid_connect_login", args=["work"]) in page


def test_sign_in_services_are_managed_from_you(signed_in, settings):
    app = {"provider_id": "work", "name": "Work account", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://id.example"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    assert reverse("socialaccount_connections") in signed_in.get(reverse("people:you")).content.decode()
    assert "Work account" in signed_in.get(reverse("socialaccount_connections")).content.decode()


def test_demo_cast_has_a_button_each_on_the_sign_in_page(client):
    page = client.get(reverse("account_login")).content.decode()

    assert reverse("demo:sign_in", args=["work-coach"]) in page.split("In this demo you can be anybody")[1]


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))
