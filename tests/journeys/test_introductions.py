"""A broker introduces two who say yes; one asks an author to talk; one pauses and comes back."""

from sideways.introductions.tests.factories import (
    make_broker,
    make_crowd,
    make_nurse,
    make_work_coach,
    propose,
)
from sideways.lessons.tests.factories import make_lesson
from tests.journeys.conftest import with_javascript, without_javascript


@without_javascript
def test_a_broker_introduces_two_people_who_see_names_only_when_both_say_yes(new_visitor):
    # Given a nurse and a work coach, and a broker
    make_crowd("nurse")
    make_crowd("work_coach")
    nia, leila = make_nurse(name="Nia Bramwell"), make_work_coach(name="Leila Haddad")
    broker = new_visitor().signs_in_as(make_broker())

    # When the broker chooses both and proposes that they meet
    broker.opens("/introductions/desk/new/")
    broker.types("Name, or whole e-mail address", "Nia")
    broker.presses("Look", exact=True)
    broker.follows("Nia Bramwell")
    broker.types("Name, or whole e-mail address", "Leila")
    broker.presses("Look", exact=True)
    broker.follows("Leila Haddad")
    broker.types("What do they share?", "Ask Leila")
    broker.presses("Propose that they meet")
    broker.is_told("This names one of them, or where they work. Leave that out")
    broker.types("What do they share?", "Fit notes")
    broker.presses("Propose that they meet")
    broker.sees("Proposed.", "Nia Bramwell (Nurse) and Leila Haddad (Work coach)")

    # Then each reads a role, and no name until both have said yes
    nurse = new_visitor().signs_in_as(nia)
    nurse.opens("/introductions/")
    nurse.sees("A work coach, North West", "Within 10 miles of you.", "Shared: Fit notes")
    nurse.does_not_see("Leila")
    nurse.presses("Yes, introduce us")
    nurse.sees("You said yes.")
    coach = new_visitor().signs_in_as(leila)
    coach.opens("/introductions/")
    coach.does_not_see("Nia")
    coach.presses("Yes, introduce us")
    coach.sees("Nia Bramwell")
    nurse.opens("/introductions/")
    nurse.follows("A work coach, North West")
    nurse.sees("Leila Haddad")


@with_javascript
def test_somebody_asks_the_author_of_a_lesson_to_talk(new_visitor):
    # Given a lesson whose author shows no name
    author, asker = make_nurse(name="Nia Bramwell"), make_work_coach(name="Leila Haddad")
    lesson = make_lesson(author=author, audience="peers", went_wrong="Notes lay in a drawer for a week")

    # When somebody asks, having read what the author learns
    coach = new_visitor().signs_in_as(asker)
    coach.opens(f"/lessons/{lesson.pk}/")
    coach.follows("Ask to talk")
    coach.sees("Not your name, not where you work.")
    coach.presses("Ask to talk")
    coach.sees("Authors you asked to talk")

    # Then the author answers, and both see who it is
    writer = new_visitor().signs_in_as(author)
    writer.opens("/introductions/")
    writer.sees("Asks to talk about your lesson")
    writer.does_not_see("Leila")
    writer.follows("Yes, introduce us")
    writer.presses("Yes, introduce us")
    writer.sees("Leila Haddad")
    coach.opens("/introductions/")
    coach.sees("You all said yes")


@with_javascript
def test_somebody_pauses_and_comes_back(visitor):
    nurse = make_nurse(name="Nia Bramwell")
    propose(nurse, make_work_coach())
    visitor.signs_in_as(nurse)
    visitor.opens("/introductions/pause/")
    visitor.presses("Pause")
    visitor.is_told("Choose for how long")
    visitor.taps("2 weeks")
    visitor.presses("Pause")
    visitor.sees("You have paused until", "You said “not this time”. Nobody else is told.")
    visitor.presses("Come back")
    visitor.sees("Welcome back.")
