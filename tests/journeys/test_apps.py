"""Somebody lets an app act for them, and stops it again."""

import pytest

from sideways.api.models import Token
from sideways.people.tests.factories import make_person
from tests.journeys import joining
from tests.journeys.conftest import without_javascript


@pytest.fixture
def ann():
    person = make_person(name="Ann Archer", password=joining.PASSWORD)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


@without_javascript
def test_somebody_makes_a_token_for_an_app_and_revokes_it(new_visitor, ann):
    # Given somebody in
    visitor = new_visitor().signs_in_as(ann)
    visitor.opens("/you/")
    visitor.follows("Apps and tokens")
    visitor.sees("No app can act for you.")

    # When they make a token, after their password
    visitor.follows("Make a token")
    visitor.types("Password", joining.PASSWORD)
    visitor.presses("Continue")
    visitor.types("What is it for?", "Our dashboard")
    visitor.presses("Make the token")

    # Then it is shown this once, and opens what they can open
    visitor.sees("It is shown this once")
    secret = visitor.page.get_by_label("The token", exact=True).inner_text().strip()
    answer = visitor.page.request.get(
        f"{visitor.address}/api/v1/me", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.json()["name"] == "Ann Archer"

    # And when they revoke it, it opens nothing
    visitor.follows("Apps and tokens")
    visitor.sees("Our dashboard", "Last used today")
    assert secret not in visitor.page.content()
    visitor.presses("Revoke Our dashboard")
    visitor.sees("“Our dashboard” is revoked. It opens nothing now.")
    assert not Token.objects.exists()
