"""Ways to sign in: password, passkey, a code from an app, recovery codes; and where one is signed in."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import expect

from sideways.people.tests.factories import make_person
from tests.journeys import joining
from tests.journeys.conftest import with_javascript, without_javascript

PHONE_THAT_KEEPS_PASSKEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def ann():
    person = make_person(email="ann@example.org", password=joining.PASSWORD)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def signs_in(visitor):
    visitor.opens("/accounts/login/")
    visitor.types("E-mail address", "ann@example.org")
    visitor.types("Password", joining.PASSWORD)
    visitor.presses("Sign in", exact=True)


def code_of_the_app(secret):
    """Return what the app shows now: the newest code that has not been used."""
    cache.clear()  # the site remembers a code that was used; the next one is half a minute away
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_wrong_password_is_told_and_a_right_one_leads_home(visitor, ann):
    visitor.opens("/accounts/login/")
    visitor.types("E-mail address", "ann@example.org")
    visitor.types("Password", "not the one")
    visitor.presses("Sign in", exact=True)
    visitor.is_told("The e-mail address or the password is wrong.")

    signs_in(visitor)
    visitor.is_at("/")
    visitor.goes_by_menu_to("Sign out")
    visitor.presses("Sign out")
    visitor.opens("/")
    visitor.sees("Hear what went wrong")


@with_javascript
def test_a_forgotten_password_is_replaced(visitor, ann):
    visitor.opens("/accounts/login/")
    visitor.follows("I do not know my password")
    visitor.types("E-mail address", "ann@example.org")
    visitor.presses("Send")
    link = joining.letter_to("ann@example.org").split("http", 1)[1].split()[0]
    visitor.opens("/" + link.split("/", 3)[3])
    visitor.types("New password", "four words nobody guesses")
    visitor.presses("Save")

    ann.refresh_from_db()
    assert ann.check_password("four words nobody guesses")


@pytest.fixture
def visitor_who_keeps_passkeys(visitor):
    """Somebody with a phone that keeps passkeys. It goes with them when they leave."""
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_THAT_KEEPS_PASSKEYS})
    yield visitor
    devices.detach()


@with_javascript
def test_a_passkey_is_made_and_is_enough_to_sign_in(visitor_who_keeps_passkeys, ann):
    # Given somebody with a phone that keeps passkeys
    visitor = visitor_who_keeps_passkeys
    visitor.signs_in_as(ann).opens("/you/")

    # When they add one
    visitor.follows("Passkeys")
    visitor.follows("Add a passkey")
    joining.proves_it_is_them(visitor)
    assert visitor.box("Name of this passkey").input_value() == "Passkey"
    visitor.presses("Add a passkey")
    visitor.sees("Recovery codes")

    # Then it signs them in without a password
    visitor.signs_out().opens("/accounts/login/")
    visitor.presses("Sign in with a passkey")
    visitor.is_at("/")
    visitor.opens("/you/")
    visitor.follows("Passkeys")
    visitor.sees("Last used")

    # And it says who they are where that is asked once more
    visitor.signs_in_as(ann).opens("/you/close/")
    visitor.follows("Use a passkey")
    visitor.presses("Use a passkey")
    visitor.sees("What goes, at once and for good")


@without_javascript
def test_a_code_from_an_app_and_a_recovery_code_are_the_second_step(new_visitor, visitor, ann):
    # Given somebody who sets up an app
    visitor.signs_in_as(ann).opens("/you/")
    visitor.follows("Second step")
    visitor.follows("Set it up")
    joining.proves_it_is_them(visitor)
    visitor.page.emulate_media(color_scheme="dark")
    picture = visitor.page.get_by_alt_text("QR code for the app")
    expect(picture).to_have_css("background-color", "rgb(255, 255, 255)")  # or no camera could read it
    visitor.types("Code from the app", "000000")
    visitor.presses("Turn it on")
    visitor.is_told("This code is wrong. Try the newest one.")
    secret = visitor.page.locator("code").inner_text()
    visitor.types("Code from the app", code_of_the_app(secret))
    visitor.presses("Turn it on")
    visitor.sees("Recovery codes", "10 of 10 are left.")
    recovery_code = visitor.page.locator("code").first.inner_text()

    # When they sign in elsewhere, Then the password alone is not enough
    elsewhere = new_visitor()
    signs_in(elsewhere)
    elsewhere.sees("Second step")
    elsewhere.types("Code", "000000")
    elsewhere.presses("Sign in")
    elsewhere.is_told("This code is wrong. Try the newest one.")
    elsewhere.types("Code", code_of_the_app(secret))
    elsewhere.presses("Sign in")
    elsewhere.is_at("/")

    # And a recovery code helps on the day the phone is lost, once
    lost = new_visitor()
    signs_in(lost)
    lost.types("Code", recovery_code)
    lost.presses("Sign in")
    lost.is_at("/")
    visitor.opens("/accounts/2fa/recovery-codes/")
    visitor.sees("9 of 10 are left.")


@with_javascript
def test_somebody_sees_where_they_are_signed_in_and_signs_out_there(new_visitor, ann):
    here, there = new_visitor(), new_visitor()
    signs_in(there)
    signs_in(here)
    here.opens("/you/")
    here.follows("Where you are signed in")
    here.sees("(this one)", "Chrome on Linux")
    here.presses("Sign out everywhere else")

    here.sees("You are signed in nowhere else.")
    there.opens("/you/")
    there.sees("Sign in")
