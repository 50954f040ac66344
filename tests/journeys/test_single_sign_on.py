"""Signing in with the account of one's work, in a browser, where the service asks on another host."""

import copy

import pytest

from sideways.people.models import Person
from sideways.people.tests.oidc_provider import running
from tests.journeys import joining
from tests.journeys.conftest import without_javascript


@pytest.fixture
def work(settings):
    """A sign-in service that asks people on another host than that of its issuer."""
    with running() as service:
        service.people["ann-at-work"] = {"email": "ann@example.org"}
        service.asks_at = service.address.replace("127.0.0.1", "localhost")
        told = {"OAUTH_PKCE_ENABLED": True, "APPS": [service.app("work")]}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": told}
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"] += [service.address, service.asks_at]  # SERVER_URL and ORIGINS
        settings.CONTENT_SECURITY_POLICY = policy
        yield service


def goes_there(visitor, answer="Yes"):
    """Press the button of the service, and answer there."""
    visitor.page.get_by_role("button", name="Work account").click()
    visitor.page.wait_for_url("**/authorize?**")
    visitor.page.get_by_label("Who").fill("ann-at-work")
    with visitor.page.expect_event("load"):
        visitor.page.get_by_role("button", name=answer).click()
    visitor.finds_the_page_sound()


@without_javascript
def test_somebody_joins_and_comes_back_with_the_account_of_their_work(new_visitor, visitor, work):
    # Given somebody who stops at the service, and then goes on
    visitor.opens("/accounts/signup/")
    goes_there(visitor, "No")
    visitor.sees("You stopped signing in")
    visitor.follows("Sign in another way")
    goes_there(visitor)

    # When they declare and confirm their address
    visitor.presses("Continue")
    visitor.is_told("Tick the box if it is true of you.")
    visitor.taps(joining.DECLARATION)
    visitor.presses("Continue")
    visitor.types("Code from the e-mail", joining.code_sent_to("ann@example.org"))
    visitor.presses("Continue")

    # Then they are asked who they are, and the next time one press is enough
    visitor.sees("Who are you?")
    person = Person.objects.get(email="ann@example.org")
    Person.objects.filter(pk=person.pk).update(standing="waiting")
    again = new_visitor()
    again.opens("/accounts/login/")
    goes_there(again)
    again.is_at("/")
    again.opens("/you/")
    again.follows("Sign in with another account")
    again.sees("Work account: ann@example.org")
