"""A passkey is made with a device that is not there, and used to sign in without a password."""

from allauth.account.models import EmailAddress
from django.urls import reverse

from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript

A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@with_javascript
def test_a_passkey_is_made_and_used_to_sign_in(visitor):
    # Given somebody with a password and a phone that can keep passkeys
    person = make_person(email="ann@example.org", password="three long words")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
    visitor.address = visitor.address.replace("127.0.0.1", "localhost")  # passkeys belong to names

    # When they add a passkey
    visitor.signs_in_as(person).opens(reverse("mfa_add_webauthn"))
    visitor.page.get_by_label("Password", exact=True).fill("three long words")
    visitor.presses("Continue")
    visitor.page.get_by_role("button", name="Add a passkey").click()
    visitor.page.get_by_role("heading", name="Recovery codes").wait_for()

    # Then it signs them in without a password
    visitor.page.context.clear_cookies()
    visitor.opens(reverse("account_login"))
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    visitor.page.wait_for_url(lambda url: "login" not in url)
    visitor.opens(reverse("people:you"))
    assert "Signing in" in visitor.reads()
