"""A broker's round, from the button to what is sent out; and the page while the worker works."""

from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Introduction, Progress, Round
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.introductions.tests.test_rounds import make_broker


def test_a_broker_looks_at_a_round_changes_it_and_sends_it_out(new_visitor):
    # Given two pairs that fit and somebody alone at their level
    for level, names in ((2, ("Nia Bramwell", "Tola Ajayi")), (4, ("Ann Able", "Cai Coach"))):
        make_nurse(name=names[0], level=level)
        make_work_coach(name=names[1], level=level)
    make_nurse(name="Rosa Alone", level=6)
    broker = new_visitor().signs_in_as(make_broker(name="Bea Brook"))

    # When a broker begins a round, and the worker has done its work
    broker.opens("/introductions/desk/")
    broker.follows("Rounds", exact=True)
    broker.presses("Begin a round")
    broker.sees("Ready to look at. Nobody has heard of it yet.", "Nia Bramwell", "Tola Ajayi")
    broker.sees("Same level. Professions: Nurse and Work coach.")

    # And keeps one pair, forbids the other, and has it worked out again
    broker.presses("Lock Nia Bramwell and Tola Ajayi")
    broker.presses("Forbid Ann Able and Cai Coach")
    broker.sees("Locked", "Forbidden", "Kept apart in this round")
    broker.presses("Work it out again")
    broker.sees("Since the last plan: 0 groups are new, 1 are gone.")
    broker.follows("Compare plans")
    broker.sees("Two plans side by side", "Locked groups")
    broker.follows("Back to the round")
    broker.follows("See who")
    broker.sees("Rosa Alone", "Nobody else at this level")
    broker.follows("Back to the round")

    # Then it is sent out once, and says so
    broker.follows("Send it out")
    broker.sees("Propose 1 introduction?")
    broker.presses("Send it out")
    broker.sees("1 introduction was proposed on")
    assert Introduction.objects.count() == 1


def test_the_page_tells_how_far_the_work_is(new_visitor, javascript):
    # Given a round that the worker is at
    broker = make_broker(name="Bea Brook")
    begun = Round.objects.create(state=Round.State.SOLVING, begun_at=timezone.now(), begun_by=broker)
    Progress.objects.create(round=begun, percent=35, doing="matching", beat_at=timezone.now())
    visitor = new_visitor().signs_in_as(broker)

    # When she looks, and it goes on
    visitor.opens(f"/introductions/rounds/{begun.pk}/")
    visitor.sees("Choosing the best pairs. 35 % done.")
    Progress.objects.update(percent=80, doing="writing")
    if not javascript:
        visitor.follows("Look how far it is")

    # Then she sees it, without loading the page where there is JavaScript
    visitor.sees("Writing the plan. 80 % done.")
    visitor.presses("Stop this round")
    visitor.sees("Stopped. Nothing was sent out.")
    assert services.round_cancel(round=begun, by=broker, at=timezone.now()).state == Round.State.CANCELLED
