"""Somebody hears what happened, chooses what comes by e-mail, and stops it from an e-mail."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.lessons.services import lesson_echo
from sideways.lessons.tests.factories import make_lesson
from sideways.notices.models import OutgoingEmail
from sideways.notices.services import digests_send, plans_begin
from sideways.people.models import TopicFollow
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript

TITLE = "Fit notes came back unread and people lost a week's money"


@pytest.fixture
def ann():
    return make_person(name="Ann Archer")


def test_what_happened_is_read_on_a_page_until_it_is_seen(new_visitor, ann):
    # Given an author who follows fit notes
    now = timezone.now()
    TopicFollow.objects.create(person=ann, topic_id="fit-notes")
    mine = make_lesson(author=ann, went_wrong="Our letters came a week late", at=now - timedelta(days=3))

    # When a peer shares something on it, and another says that Ann's lesson happened to them too
    make_lesson(topics=("fit-notes",), at=now - timedelta(hours=30))
    lesson_echo(lesson=mine, by=make_person(), at=now - timedelta(days=1))

    # Then Ann reads both on her page, marked as new until she has been there
    visitor = new_visitor().signs_in_as(ann)
    visitor.opens("/")
    visitor.goes_by_menu_to("Notices")
    visitor.sees(TITLE, "It happened to others too, 1 in the NHS: Our letters came a week late", "New")
    if visitor.javascript:
        visitor.sees("On your next visit these are no longer marked as new.")
    else:
        visitor.presses("Mark all as seen")
    visitor.opens("/notices/")
    visitor.sees(TITLE)
    assert visitor.page.get_by_text("New", exact=True).count() == 0


@without_javascript
def test_a_digest_counts_what_happened_and_is_stopped_from_itself(new_visitor, ann):
    # Given somebody on whose topic a peer has shared something
    now = timezone.now()
    TopicFollow.objects.create(person=ann, topic_id="fit-notes")
    plans_begin(at=now - timedelta(days=2))
    make_lesson(topics=("fit-notes",), at=now - timedelta(hours=30))

    # When the digest goes out, Then it says how many, and nothing of what was written
    digests_send(at=now + timedelta(days=1))
    email = OutgoingEmail.objects.get(to=ann.email)
    assert "New lessons on your topics: 1 new" in email.text
    assert "Fit notes" not in email.text + email.html

    # And she chooses what comes, then stops it from the e-mail without signing in
    visitor = new_visitor().signs_in_as(ann)
    visitor.opens("/notices/")
    visitor.follows("Choose what comes by e-mail")
    visitor.taps("At once", of="New lessons on your topics")
    visitor.chooses("Quiet hours from", "10pm")
    visitor.presses("Save")
    visitor.is_told("Choose both the beginning and the end of your quiet hours")
    visitor.chooses("Quiet hours until", "7am")
    visitor.presses("Save")
    visitor.sees("Saved. It holds from now on.")
    stranger = new_visitor()
    stranger.opens(re.search(r"/notices/unsubscribe/\S+", email.text)[0])
    stranger.presses("Stop these e-mails")
    stranger.sees("No more of these e-mails")
    visitor.opens("/notices/choices/")
    assert visitor.page.get_by_role("radio", name="No e-mail", checked=True).count() == 1


@with_javascript
def test_a_lesson_is_watched_and_muted_and_left_alone(new_visitor):
    lesson = make_lesson()
    visitor = new_visitor().signs_in_as(make_person())
    visitor.opens(f"/lessons/{lesson.pk}/")

    visitor.presses("Watch this lesson")
    visitor.sees("You watch it: you hear when something changes.")
    visitor.presses("Mute it")
    visitor.sees("You have muted it: you hear nothing about it.")
    visitor.presses("Stop muting it")
    visitor.sees("You do not watch it.")

    # And she mutes it again, and leaves it alone on the page that lists all she watches or has muted
    visitor.presses("Mute it")
    visitor.opens("/you/")
    visitor.follows("Lessons you watch or have muted")
    visitor.sees("Muted: you hear nothing about them")
    visitor.presses("Stop muting it")
    visitor.sees("You watch no lesson yet")
