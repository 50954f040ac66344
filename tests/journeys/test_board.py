"""Somebody says what they can talk about, somebody else asks, and they meet."""

from sideways.introductions.tests.factories import make_crowd, make_nurse, make_work_coach
from tests.journeys.conftest import without_javascript

OFFER = "How we got fit notes read the same day"


@without_javascript
def test_a_card_on_the_board_brings_two_people_together(new_visitor):
    # Given a work coach and a nurse at the same level, not far from each other
    make_crowd("nurse")
    make_crowd("work_coach")
    coach = new_visitor().signs_in_as(make_work_coach(name="Ada Halloran"))
    nurse = new_visitor().signs_in_as(make_nurse(name="Nia Bramwell"))

    # When the work coach pins what she can talk about
    coach.opens("/introductions/")
    coach.follows("The board: who can talk about what")
    coach.follows("Pin a card")
    coach.taps("I can talk about", of="What is it?")
    coach.types("In a few words", OFFER)
    coach.presses("Pin it")
    coach.sees("Pinned for 60 days", OFFER, "On the board until")

    # Then the nurse sees the card, and not whose it is, and asks
    nurse.opens("/introductions/board/")
    nurse.sees(OFFER, "A work coach, North West")
    nurse.does_not_see("Halloran")
    nurse.follows("Ask to talk")
    nurse.sees("Not your name, not where you work")
    nurse.presses("Ask to talk")
    nurse.sees("Asked. They see your role", OFFER)
    nurse.does_not_see("Halloran")

    # And once the work coach says yes, they see each other's names
    coach.opens("/introductions/")
    coach.sees("A nurse, North West", OFFER)
    coach.does_not_see("Bramwell")
    coach.presses("Yes, introduce us")
    coach.sees("Nia Bramwell")

    # And what she takes down is gone
    coach.opens("/introductions/board/")
    coach.presses("Take down")
    coach.does_not_see(OFFER)
