"""Two people who both said yes: they arrange to meet, meet, say what came of it, and look back in 30 days."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from sideways.meetings.models import Meeting, Slot
from sideways.meetings.tests.factories import DAY, HOUR, make_booked, make_meeting, offer, people_in
from sideways.people.models import Encounter
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript
from tests.streams import Server, same_database


def days_pass(count):
    """Move the clock: all that is dated is so many days longer ago."""
    back = timedelta(days=count)
    Meeting.objects.filter(starts_at__isnull=False).update(
        starts_at=F("starts_at") - back, ends_at=F("ends_at") - back
    )
    Slot.objects.update(starts_at=F("starts_at") - back, ends_at=F("ends_at") - back)


def offers(visitor, meeting, starts, ends, day):
    visitor.opens(f"/meetings/{meeting.pk}/times/")
    visitor.chooses("Day", date_format(day, "l j F"))
    visitor.chooses("From", starts)
    visitor.chooses("To", ends)
    visitor.presses("Add this time")


def says_who_pays(visitor, meeting):
    visitor.opens(f"/meetings/{meeting.pk}/plan/")
    visitor.presses("Save")
    visitor.is_told("Choose one")
    visitor.taps("At Halder Jobcentre")
    visitor.taps("Each pays their own")
    visitor.taps("Nobody needs cover")
    visitor.presses("Save")
    visitor.sees("Halder Jobcentre", "Each pays their own")


def answers_one_question_a_page(nurse):
    nurse.types("What is one thing that you will do?", "Write what somebody can still do")
    nurse.presses("Save")
    nurse.follows("Skip this question")
    nurse.types("What did you take from it?", "The line I leave empty is read first")
    nurse.presses("Save")
    nurse.presses("We stay in touch")
    nurse.sees("You can change all of this later")


def reads_her_log_and_says_what_changed(nurse):
    nurse.follows("Your log, for appraisal")
    nurse.sees("A work coach", "The line I leave empty is read first")
    nurse.does_not_see("Tola")
    days_pass(30)
    nurse.opens("/notices/")
    nurse.follows("What changed since you met Tola Ajayi?")
    nurse.sees("Write what somebody can still do")
    nurse.taps("Something changed")
    nurse.presses("Save")
    nurse.sees("Nobody is told; it is only counted.")


@without_javascript
def test_two_people_arrange_to_meet_and_look_back(new_visitor):
    # Given a nurse and a work coach who have both said yes
    coach = make_person(name="Tola Ajayi", profession="work_coach")
    coach.organisation.name = "Halder Jobcentre"
    coach.organisation.save()
    meeting = make_meeting(make_person(name="Nia Bramwell"), coach, at=timezone.now())
    nurse, other = (new_visitor().signs_in_as(person) for person in people_in(meeting))
    day = timezone.localdate() + 5 * DAY

    # When both say when they can, one of them at the end of a night
    offers(nurse, meeting, "5am", "10am", day)
    nurse.sees("5am to 10am")
    offers(other, meeting, "9am", "11am", day)
    says_who_pays(other, meeting)

    # Then there is one time that suits both, and one button books it
    nurse.goes_by_menu_to("Introductions")
    nurse.follows("My meetings")
    nurse.follows("Tola Ajayi")
    nurse.sees("9am to 10am", "Halder Jobcentre")
    nurse.presses("Book this time")
    nurse.sees("Booked. Each of you gets a letter", "The entry for your calendar")

    # When the day is over, each is asked, and says yes
    days_pass(6)
    for visitor, name in ((nurse, "Tola Ajayi"), (other, "Nia Bramwell")):
        visitor.opens("/notices/")
        visitor.follows(f"Did you meet {name}?")
        visitor.presses("Yes, we met")
    assert Encounter.objects.count() == 1

    # And the nurse answers one question a page, or skips it
    answers_one_question_a_page(nurse)

    # Then her log has it without a name, and 30 days later she is asked what changed
    reads_her_log_and_says_what_changed(nurse)


@with_javascript
def test_what_fell_through_is_arranged_again_or_let_go(new_visitor):
    # Given a meeting whose time is over, to which nobody came
    starts = timezone.now() - DAY
    meeting = make_booked(starts_at=starts, at=starts - DAY)
    ann, bo = (new_visitor().signs_in_as(person) for person in people_in(meeting))
    ann.opens(f"/meetings/{meeting.pk}/")
    ann.presses("No, it fell through")
    ann.sees("That happens to everybody whose work is busy.")

    # When one arranges it again, Then the other hears of it and may let it go, without a reason
    ann.presses("Arrange it again")
    ann.sees("Offer new times.")
    bo.opens("/notices/")
    bo.follows("Find another time to meet Ann Ash")
    bo.follows("I do not want to go on with this meeting")
    bo.presses("Let it go")
    bo.sees("It is let go.")
    ann.opens(f"/meetings/{meeting.pk}/")
    ann.sees("This meeting did not come about. That happens, and it says nothing of you.")


@pytest.fixture
def watched(new_visitor, transactional_db):
    """Return a meeting, and the browser of one in it at the site as its own server serves it."""
    meeting = make_meeting(at=timezone.now())
    server = Server(same_database(), "tests.journeys.served:application").start()
    yield meeting, new_visitor(address=server.address).signs_in_as(people_in(meeting)[0])
    server.stop()


@with_javascript
def test_an_open_page_says_when_the_other_offers_times(watched):
    meeting, ann = watched
    ann.opens(f"/meetings/{meeting.pk}/")
    start = timezone.now() + DAY

    offer(meeting, (start, start + HOUR), by=people_in(meeting)[1], at=timezone.now())

    ann.sees("Something is new here.")
    ann.finds_the_page_sound()
    ann.follows("Show what is new")
    ann.does_not_see("Something is new here.")
