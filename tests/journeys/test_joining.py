"""Somebody new joins on a phone: few taps, every page sound, with and without JavaScript."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from sideways.notices.models import OutgoingEmail
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.conftest import NARROWEST

MOST_TAPS = 14
QUESTIONS = ["about", "level", "workplace", "new_organisation", "district", "interests"]


class Newcomer:
    """Joins as people do: types what is asked and taps; every tap is counted."""

    def __init__(self, visitor):
        self.visitor, self.page, self.taps = visitor, visitor.page, 0

    def types(self, label, text):
        field = self.page.get_by_label(label, exact=True)
        field.click()
        field.press_sequentially(text)

    def taps_on(self, words):
        self.page.get_by_text(words, exact=True).first.click()
        self.taps += 1

    def goes_on(self, button="Continue"):
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()
        self.taps += 1
        self.visitor.finds_the_page_sound()

    def reads_the_code(self):
        text = (
            OutgoingEmail.objects.latest("pk").text
            if OutgoingEmail.objects.exists()
            else mail.outbox[-1].body
        )
        return re.search(r"^[A-Z0-9-]{4,}$", text, re.MULTILINE)[0]

    def signs_up(self, email):
        self.visitor.opens(reverse("account_signup"))
        self.types("E-mail address", email)
        self.page.locator("#id_password1").fill("three long words")
        self.taps_on("I do not inspect, regulate or performance-manage local services")
        self.goes_on()
        self.types("Code from the e-mail", self.reads_the_code())
        self.goes_on()

    def says_who_they_are(self, javascript):
        self.types("Your name", "Ann Example")
        if javascript:
            self.types("What you are", "soc")
            self.taps_on("Social worker")
        else:
            self.page.get_by_label("What you are").select_option("Social worker")
            self.taps += 2
        self.goes_on()

    def says_what_they_do(self, javascript):
        self.taps_on("I hold my own cases, calls or projects and decide within rules")
        self.taps_on("Nobody else’s")
        self.taps_on("Neither")
        if not javascript:
            self.goes_on()  # the level is told before it is kept
        self.page.get_by_text("Your answers come to").wait_for()
        self.goes_on()

    def says_where(self, javascript, organisation):
        self.types("Your organisation", organisation.name.split()[0])
        if not javascript:
            self.goes_on("Search")
        found = self.page.get_by_label(organisation.name)
        found.wait_for()
        if not found.is_checked():
            self.taps_on(organisation.name)
        self.goes_on()


def test_somebody_joins_with_few_taps_and_a_work_address_gets_them_in(visitor, javascript):
    # Given a council on the list
    council = make_organisation(
        name="Rimmerdale Council", search_name="rimmerdale council", email_domain="rimmer.example"
    )
    newcomer = Newcomer(visitor)

    # When somebody with its address joins
    newcomer.signs_up("ann@rimmer.example")
    newcomer.says_who_they_are(javascript)
    newcomer.says_what_they_do(javascript)
    newcomer.says_where(javascript, council)
    newcomer.goes_on("Finish")

    # Then they are in, after no more taps than promised
    person = Person.objects.get(email="ann@rimmer.example")
    assert (person.standing, person.level, person.organisation) == ("active", 2, council)
    assert newcomer.taps <= MOST_TAPS + (0 if javascript else 4)
    print(f"joined with {newcomer.taps} taps")


def test_somebody_without_a_work_address_is_vouched_for(new_visitor, visitor, javascript):
    # Given a village with a broker
    village = make_organisation(name="Thwaite Hall", search_name="thwaite hall", service="community")
    broker = make_person(kind="broker", organisation=village)

    # When a volunteer joins with a private address
    newcomer = Newcomer(visitor)
    newcomer.signs_up("vol@example.org")
    newcomer.says_who_they_are(javascript)
    newcomer.says_what_they_do(javascript)
    newcomer.says_where(javascript, village)
    newcomer.goes_on("Finish")

    # Then they wait, and are told what happens next
    assert "What happens next" in visitor.reads()

    # And the broker lets them in
    desk = new_visitor().signs_in_as(broker)
    desk.opens(reverse("people:vouches"))
    desk.presses("Vouch for Ann Example")
    assert Person.objects.get(email="vol@example.org").standing == "active"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", QUESTIONS)
def test_every_question_is_sound_on_the_narrowest_screen(new_visitor, page, scheme):
    narrow = new_visitor(viewport=NARROWEST, colour_scheme=scheme).signs_in_as(make_person())

    assert narrow.opens(reverse(f"people:you_{page}")) == 200


def test_every_page_of_operators_and_accounts_is_sound_on_the_narrowest_screen(new_visitor):
    operator = make_person(kind="operator")
    held = make_person(standing="held", email="ann.with.a.very.long.address@communities.gov.uk")
    make_person(standing="waiting")
    make_person(organisation=make_organisation(standing="proposed"))
    narrow = new_visitor(viewport=NARROWEST).signs_in_as(operator)
    names = ["people", "organisations", "held_domains", "vouches", "you", "data", "you_about"]
    urls = [reverse(f"people:{name}") for name in names]
    urls += [reverse(f"people:{name}", args=[held.pk]) for name in ("person", "let_in", "kind")]
    urls += [
        reverse(name) for name in ("account_email", "mfa_index", "mfa_list_webauthn", "usersessions_list")
    ]

    assert {narrow.opens(url) for url in urls} == {200}


def test_every_entrance_is_sound_on_the_narrowest_screen(new_visitor):
    narrow = new_visitor(viewport=NARROWEST)
    names = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]

    assert {narrow.opens(reverse(name)) for name in names} == {200}


@pytest.mark.parametrize("javascript", [True], ids=["javascript"], indirect=True)
def test_a_passkey_is_made_and_used_to_sign_in(visitor):
    # Given somebody with a password and a phone that can keep passkeys
    person = make_person(email="ann@example.org", password="three long words")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    phone = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    phone |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": phone})
    visitor.address = visitor.address.replace(
        "127.0.0.1", "localhost"
    )  # passkeys belong to names, not numbers

    # When they add a passkey
    visitor.signs_in_as(person).opens(reverse("mfa_add_webauthn"))
    visitor.page.get_by_label("Password", exact=True).fill("three long words")
    visitor.presses("Continue")
    visitor.page.get_by_role("button", name="Add a passkey").click()
    visitor.page.get_by_text("Recovery codes").first.wait_for()

    # Then it signs them in without a password
    visitor.signs_out().opens(reverse("account_login"))
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    visitor.page.wait_for_url(lambda url: "login" not in url)
    visitor.opens(reverse("people:you"))
    assert "Signing in" in visitor.reads()
