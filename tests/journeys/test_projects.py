"""A project finds a mentor, a mentor with enough to do is left alone, and a local body says that it helps."""

from sideways.meetings.models import Meeting
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages.tests.factories import make_mentor, make_project, mentored
from tests.journeys.conftest import with_javascript, without_javascript

SHOP = "Our shop closed. We want one that volunteers run."
DONE = "I opened a shop with forty volunteers and a post office counter"


def puts_up(visitor):
    visitor.opens("/")
    visitor.goes_by_menu_to("Projects")
    visitor.follows("Put up a project")
    visitor.presses("Put it up")
    visitor.is_told("Give it a name", "Write a few words", "Choose at least one topic")
    visitor.types("What is it called?", "A shop for Bleakhope")
    visitor.types("What do you want to do?", SHOP)
    visitor.types("Where? The postcode of the village", "OL9 6AA")
    visitor.taps("Village shops", of="What is it about?")
    visitor.presses("Put it up")
    visitor.sees("A shop for Bleakhope", "Next: ask a mentor.")


def offers(visitor):
    visitor.opens("/projects/")
    visitor.follows("I have done it, I can mentor")
    visitor.types("What have you done?", DONE)
    visitor.taps("Village shops", of="What can you help with?")
    visitor.presses("Save")
    visitor.sees("A broker has to confirm your training before projects can ask you.")


def confirms(broker):
    broker.opens("/notices/")
    broker.follows("Somebody offers to mentor. Are they trained?")
    broker.sees("Nia Bramwell", DONE)
    broker.presses("Trained")
    broker.sees("Helps 0 of 2")


@without_javascript
def test_a_project_finds_a_mentor_and_they_meet(new_visitor):
    # Given a volunteer with an idea, somebody who has done it, and a broker who knows that they are trained
    volunteer = make_person(name="Zia Quill", profession="village_volunteer", level=1, organisation=None)
    nurse = make_person(name="Nia Bramwell", lat=53.54, lon=-2.11)
    mentor = new_visitor().signs_in_as(nurse)
    offers(mentor)
    confirms(new_visitor().signs_in_as(make_person(kind="broker")))
    visitor = new_visitor().signs_in_as(volunteer)
    puts_up(visitor)

    # When the volunteer asks, who reads no name
    visitor.sees(DONE, "Has done the same (Village shops), within 5 miles.")
    visitor.does_not_see("Nia")
    visitor.follows("A trained mentor")
    visitor.sees("When both say yes, you see each other’s names and arrange to meet.")
    visitor.presses("Ask")
    visitor.sees("Asked", "You hear by")

    # And the mentor reads of it, no name either, and says no and then yes
    mentor.opens("/notices/")
    mentor.follows("A project asks you to be its mentor: A shop for Bleakhope")
    mentor.sees(SHOP)
    mentor.does_not_see("Zia")
    mentor.presses("Not this time")
    visitor.opens("/projects/")
    visitor.follows("A shop for Bleakhope")
    visitor.sees("You hear by")
    mentor.opens(f"/projects/proposals/{volunteer.projects.get().proposals.get().pk}/")
    mentor.presses("Yes, let us meet")

    # Then both see who the other is, and can arrange to meet
    mentor.sees("Zia Quill")
    visitor.opens("/notices/")
    visitor.follows("Mentor found: A shop for Bleakhope")
    visitor.sees("Nia Bramwell", "Next: choose a local body to support you.")
    visitor.follows("Meet them, or end it")
    visitor.follows("Arrange to meet")
    visitor.is_at(f"/meetings/{Meeting.objects.get().pk}/")


@with_javascript
def test_what_was_asked_is_taken_back_and_whoever_comes_late_is_told_so(new_visitor):
    # Given a project that has asked a mentor
    mentor, project = make_mentor(done=DONE), make_project()
    visitor, helper = (new_visitor().signs_in_as(each) for each in (project.made_by, mentor.person))
    visitor.opens(f"/projects/{project.pk}/")
    visitor.follows("A trained mentor")
    visitor.presses("Ask")

    # When they take it back
    visitor.follows("Take it back")
    visitor.presses("Take it back")
    visitor.sees("Taken back. The role is open again.", "Next: ask a mentor.")

    # Then the mentor hears nothing of it, and reads why there is nothing to answer
    helper.opens("/notices/")
    helper.does_not_see("A shop for Bleakhope")
    helper.opens(f"/projects/proposals/{project.proposals.get().pk}/")
    helper.sees("This is over. Nothing waits for your answer.")


@with_javascript
def test_a_broker_keeps_a_card_for_somebody_who_rings_until_they_take_it_over(new_visitor):
    # Given a broker who is rung up, and words that would give the caller away
    broker = new_visitor().signs_in_as(make_person(kind="broker", name="Bea Broker"))
    broker.opens("/projects/")
    broker.follows("Enter one for somebody")
    broker.types("What is it called?", "A bench for Cold Harrow")
    broker.types("What do you want to do?", "A bench. Ring 07700 900123.")
    broker.types("Where? The postcode of the village", "OL9")
    broker.taps("Village shops", of="What is it about?")
    broker.presses("Put it up")
    broker.sees("Could this tell who somebody is?", "Looks like a phone number")
    broker.types("What do you want to do?", "A bench by the bus stop.")
    broker.presses("Put it up")
    broker.sees("You keep this card for somebody who rang.")

    # When the caller has an account, and opens the address that the broker gives them
    broker.follows("Hand it over to them")
    address = broker.page.get_by_label("The address").input_value()
    caller = new_visitor().signs_in_as(make_person(name="Zia Quill"))
    caller.opens(address)
    caller.sees("Is this your project?", "A bench by the bus stop.")
    caller.does_not_see("Bea")
    caller.presses("Yes, it is mine")

    # Then it is theirs, and the broker reads it as one of others
    caller.sees("The card is yours now.", "Change the card")
    broker.opens("/projects/")
    broker.follows("A bench for Cold Harrow")
    broker.does_not_see("Hand it over", "You keep this card")


@with_javascript
def test_a_mentor_at_two_of_two_is_never_suggested(new_visitor):
    # Given a mentor who helps one project, and takes two
    mentor, project = make_mentor(done=DONE), make_project()
    mentored(make_project(), mentor)
    visitor = new_visitor().signs_in_as(project.made_by)
    visitor.opens(f"/projects/{project.pk}/")
    visitor.sees(DONE)
    page = f"/projects/{project.pk}/mentor/{mentor.pk}/"
    assert visitor.opens(page) == 200

    # When another project finds them first
    mentored(make_project(), mentor)

    # Then they are suggested no more, and cannot be asked by the address of the page either
    visitor.opens(f"/projects/{project.pk}/")
    visitor.sees("No mentor with room is here yet.")
    visitor.does_not_see(DONE)
    assert visitor.opens(page) == 404


@with_javascript
def test_somebody_at_a_local_body_says_that_it_helps(new_visitor):
    # Given a project, and a rural community council where somebody has joined
    body = make_organisation(name="Halder Rural Community Council")
    clerk = make_person(name="Rhona Clerk", organisation=body)
    project = make_project(make_person(name="Zia Quill"))
    visitor = new_visitor().signs_in_as(project.made_by)

    # When the project asks the council
    visitor.opens(f"/projects/{project.pk}/")
    visitor.follows("Choose a support body")
    visitor.types("Name of the organisation", "Halder Rural")
    visitor.presses("Search")
    visitor.sees("Somebody there can confirm.")
    visitor.presses("Ask Halder Rural Community Council")
    visitor.sees("Halder Rural Community Council is asked.")

    # Then whoever reads it first there confirms, and everybody sees which body helps
    there = new_visitor().signs_in_as(clerk)
    there.opens("/projects/")
    there.follows("A project asks your organisation to be its support body: A shop for Bleakhope")
    there.does_not_see("Zia")
    there.presses("Yes, we help")
    there.sees("Zia Quill")
    reader = new_visitor().signs_in_as(make_person())
    reader.opens(f"/projects/{project.pk}/")
    reader.sees("Halder Rural Community Council")
    reader.does_not_see("Rhona", "Zia")


def opens_a_day(broker):
    broker.opens("/projects/")
    broker.follows("Matching days")
    broker.follows("Open a day")
    broker.presses("Open it and invite")
    broker.is_told("Enter a day", "Say where it is", "Choose at least one")
    for part, words in (("Day", "27"), ("Month", "3"), ("Year", "2030")):
        broker.types(part, words)
    broker.types("Where?", "Halderby town hall")
    broker.taps("A shop for Bleakhope", of="Projects to invite")
    broker.taps(f"Nia Bramwell: {DONE}", of="Mentors to invite")
    broker.presses("Open it and invite")
    broker.sees("0 of 2 have ranked somebody.")


def ranks(visitor, whom, name):
    visitor.opens("/notices/")
    visitor.follows("You are invited to rank: Halderby town hall")
    visitor.follows("Rank up to three")
    visitor.does_not_see(name)
    visitor.chooses("Your first choice", whom)
    visitor.presses("Save")
    visitor.sees("You have ranked.")


@with_javascript
def test_a_day_brings_together_those_who_ranked_each_other(new_visitor):
    # Given a project without a mentor, a mentor with room, and a broker who opens a day
    project = make_project(make_person(name="Zia Quill"))
    helper = make_mentor(make_person(name="Nia Bramwell"), done=DONE)
    broker = new_visitor().signs_in_as(make_person(kind="broker"))
    opens_a_day(broker)

    # When both rank the other, and neither reads a name
    visitor = new_visitor().signs_in_as(project.made_by)
    ranks(visitor, f"Mentor 1: {DONE}", "Nia")
    ranks(new_visitor().signs_in_as(helper.person), "A shop for Bleakhope", "Zia")
    visitor.follows("Change it")
    visitor.taps(f"Mentor 1: {DONE}", of="With whom never?")
    visitor.presses("Save")
    visitor.is_told("You rank somebody you also leave out.")

    # Then the broker closes the day, and everybody reads what came out and why
    broker.opens("/projects/days/")
    broker.follows("27 March 2030, Halderby town hall")
    broker.follows("Close the day")
    broker.presses("Close it")
    broker.sees("1 project has found a mentor.", "Mentor 1, Nia Bramwell")
    visitor.opens("/notices/")
    visitor.follows("See what came out: Halderby town hall")
    visitor.sees("Nia Bramwell: your first choice, and you are among theirs.", "Talk 1: Mentor 1")
    visitor.follows("Arrange to meet")
    visitor.is_at("/meetings/")
