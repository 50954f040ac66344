"""The demo network: whoever a visitor chooses to be has the right home, and sees what they may."""

import fcntl
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from sideways.demo.cast import CAST
from sideways.demo.services import demo_load
from sideways.lessons import rules
from sideways.lessons.models import Lesson
from sideways.people.models import Person
from sideways.people.trust import PEERS, written_by
from tests.journeys.conftest import with_javascript

FIT_NOTES = "Fit notes sent through the journal sit in a to-do list that nobody owns"


@pytest.fixture
def demo(live_server):
    """The demo network. It takes as long to load as a journey, so one worker does it, and keeps a copy."""
    kept = settings.DATA / "demo.sqlite3"  # beside the keys that all workers share
    with (settings.DATA / "demo.lock").open("w") as lock, closing(sqlite3.connect(kept)) as copy:
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.ensure_connection()
        if kept.stat().st_size:
            copy.backup(connection.connection)
        else:
            demo_load()
            connection.connection.backup(copy)


def becomes(visitor, name):
    visitor.opens_up("Look at it as")
    with visitor.page.expect_event("load"):
        visitor.page.locator(f'.demo-bar button[formaction="/demo/sign-in/{name}/"]').click()
    visitor.finds_the_page_sound()
    visitor.is_at("/")


@with_javascript
def test_each_member_of_the_cast_presses_their_button_and_is_at_home(visitor, demo):
    # Given the demo network and somebody who looks at it
    visitor.opens("/")
    visitor.sees("Demo. All people, bodies and lessons are invented.", "What we promise")

    # When they are one after the other, Then each has the home of what they are
    for member in CAST:
        becomes(visitor, member.name)
        person = Person.objects.get(email=member.email)
        visitor.sees(f"You are {person.name}.")
        share = visitor.page.get_by_role("link", name="Share what went wrong: 3 minutes")
        expect(share).to_have_count(1 if person.kind in PEERS else 0)


def test_the_nurse_first_reads_what_a_work_coach_at_her_level_got_wrong_about_fit_notes(visitor, demo):
    visitor.opens("/accounts/login/")
    becomes(visitor, "nurse")

    first = visitor.page.get_by_role("article").first
    expect(first).to_contain_text("Happening now")
    expect(first).to_contain_text("Jobcentre")
    expect(first).to_contain_text("you follow fit notes")
    expect(first).to_contain_text("other profession, same level")
    visitor.follows(FIT_NOTES)
    visitor.sees("By a work coach", "Fit notes", "What happened next")


@with_javascript
def test_the_demo_keeps_the_promise_before_the_eyes_of_a_visitor(visitor, demo):
    # Given what the social worker shared with peers
    worker = Person.objects.get(email="social-worker@demo.example.org")
    candid = Lesson.objects.filter(pk__in=written_by(rules.LESSON, worker), state="shared")
    theirs = candid.exclude(audience="public").first()
    visitor.opens("/")
    becomes(visitor, "social-worker")
    assert visitor.opens(f"/lessons/{theirs.pk}/") == 200

    # When the manager, the official, the funder, the regulator look, Then it is not there
    for name in ("manager", "official", "funder", "regulator"):
        visitor.opens("/")
        becomes(visitor, name)
        assert visitor.opens(f"/lessons/{theirs.pk}/") == 404


@with_javascript
def test_a_code_is_read_on_the_page_of_e_mails(visitor, settings, tmp_path):
    # Given a demo that keeps its e-mails as files
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    visitor.opens("/demo/outbox/")
    visitor.sees("Nothing yet.")

    # When somebody joins, Then the code is there
    visitor.opens("/accounts/signup/")
    visitor.types("E-mail address", "ann@example.org")
    visitor.types("Choose a password", "three long words")
    visitor.taps("I do not inspect, regulate or performance-manage local services")
    visitor.presses("Continue")
    visitor.follows("E-mails sent")
    visitor.sees("Your code is:", "To ann@example.org")
