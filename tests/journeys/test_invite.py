"""A broker invites people from a file; one says yes and is in, with the declaration made by themselves."""

import re

import pytest
from django.core import mail

from sideways.people.models import Invitation, Person
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.conftest import without_javascript

WRONG = "email,name,profession,level\nann@example.org,Ann Archer,Wizard,2\n"
ASTRAY = "anne.archer.with.a.long.name@hollin-vale-and-district-council.example.org"
RIGHT = "email,name,profession,level\nann@example.org,Ann Archer,Social worker,2\n"


@pytest.fixture
def broker(new_visitor):
    council = make_organisation(name="Hollin Vale Council")
    return new_visitor().signs_in_as(make_person(kind="broker", name="Bea Brook", organisation=council))


@without_javascript
def test_a_broker_invites_and_whoever_says_yes_is_in(new_visitor, broker):
    # Given a broker who sends a file with a mistake, then one without
    broker.opens("/vouches/")
    broker.follows("Invite people you know, from a file")
    broker.page.get_by_label("CSV or Excel file").set_input_files(_file(WRONG))
    broker.presses("Show who would be invited")
    broker.sees("people.csv, line 2, column 3: profession is “Wizard”.")
    broker.follows("Choose another file")
    broker.page.get_by_label("CSV or Excel file").set_input_files(_file(RIGHT))
    broker.presses("Show who would be invited")
    broker.sees("people.csv, line 2: ann@example.org, Ann Archer, Social worker, level 2")
    broker.presses("Invite them")
    broker.sees("Invited 1, corrected 0")
    assert not Person.objects.filter(email="ann@example.org").exists()

    # When she opens the link in the e-mail, forgets the declaration, and then makes it
    link = re.search(r"https?://[^/]+(/join/invited/\S+)", mail.outbox[-1].body)[1]
    ann = new_visitor()
    ann.opens(link)
    ann.sees("Bea Brook", "Hollin Vale Council")
    ann.types("Choose a password", "three words remembered")
    ann.presses("Yes, I join")
    ann.is_told("Tick the box if it is true of you.")
    ann.types("Choose a password", "three words remembered")
    ann.taps("I do not inspect, regulate or performance-manage local services")
    ann.presses("Yes, I join")

    # Then she checks her answers, and is in without waiting
    ann.sees("Ann Archer", "Social worker")
    ann.presses("Finish")
    ann.sees("You are in.")
    assert not Invitation.objects.exists()


@without_javascript
def test_an_invitation_that_went_astray_is_taken_back(new_visitor, broker):
    # Given somebody who was invited at a wrong address
    broker.opens("/vouches/invite/")
    broker.page.get_by_label("CSV or Excel file").set_input_files(
        _file(RIGHT.replace("ann@example.org", ASTRAY))
    )
    broker.presses("Show who would be invited")
    broker.presses("Invite them")

    # When the broker takes the invitation back, then its link leads nowhere
    broker.presses("Take back")
    broker.sees(f"You took back the invitation of {ASTRAY}.")
    link = re.search(r"https?://[^/]+(/join/invited/\S+)", mail.outbox[-1].body)[1]
    stranger = new_visitor()
    assert stranger.opens(link) == 404
    stranger.sees("This invitation is no longer open")


def _file(text):
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
