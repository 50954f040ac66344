"""Somebody takes Sideways into their own programs, and their own calendar into Sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.busy.models import BusyTime
from sideways.busy.tests.calendars import calendar, event
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Topic
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript

KIND = "A lesson: happening now"


@pytest.fixture
def nurse():
    return make_person(profession="nurse")


@without_javascript
def test_somebody_follows_a_topic_in_a_feed_reader_and_stops_again(new_visitor, nurse):
    # Given a list narrowed to a topic
    lesson = make_lesson(topics=("fit-notes",), audience="peers")
    topic = Topic.objects.get(pk="fit-notes")
    visitor = new_visitor().signs_in_as(nurse)
    visitor.opens("/lessons/?topic=fit-notes")

    # When they make a feed of it
    visitor.follows("Feed of this list")
    visitor.sees(f"narrowed to {topic.name}", "copies on computers that are not ours")
    visitor.types("What do you call it?", "")
    visitor.presses("Make the address")
    visitor.is_told("Give it a name")
    visitor.types("What do you call it?", "For the train")
    visitor.presses("Make the address")
    visitor.sees("It is shown only this once.")
    address = visitor.box("Address for your feed reader").input_value()
    path = address.removeprefix("http://127.0.0.1:8000")

    # Then a program without any session gets that there is a lesson, and no word of it
    program = new_visitor()
    fetched = program.page.request.get(visitor.address + path).text()
    assert KIND in fetched
    assert lesson.went_wrong not in fetched

    # And they can see what it holds and revoke it
    visitor.follows("Feeds and calendar")
    visitor.follows("For the train")
    visitor.sees(KIND, "last fetched on")
    visitor.presses("Revoke this address")
    visitor.sees("Nothing can be fetched there any more.", "You have none yet.")
    assert program.page.request.get(visitor.address + path).status == 404


@with_javascript
def test_somebody_gives_a_calendar_file_and_takes_it_back(new_visitor, nurse, tmp_path):
    # Given a calendar file with a meeting next week and an entry nobody can read
    day = timezone.now() + timedelta(days=7)
    file = tmp_path / "work.ics"
    file.write_bytes(
        calendar(
            event(f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T090000", "DURATION:PT90M"),
            event("DTSTART:soon", uid="two"),
        )
    )
    visitor = new_visitor().signs_in_as(nurse)
    visitor.opens("/you/")
    visitor.follows("Busy times")
    visitor.sees("We know nothing of your calendar yet.")

    # When they read it
    visitor.follows("Read a calendar file")
    visitor.presses("Read it")
    visitor.is_told("Choose a calendar file")
    visitor.page.get_by_label("Calendar file").set_input_files(file)
    visitor.presses("Read it")

    # Then they see what was read before it is kept
    visitor.sees("Nothing is kept yet.", "work.ics:13: DTSTART is “soon”")
    assert not BusyTime.objects.exists()
    visitor.presses("Keep these busy times")
    visitor.sees("busy 9am to 10:30am")
    visitor.does_not_see("Zq secret title")

    # And it goes when they say so
    visitor.presses("Delete my busy times")
    visitor.sees("Nothing of your calendar is kept.")
    assert not BusyTime.objects.exists()
