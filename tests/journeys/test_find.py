"""A peer finds a lesson and answers it; its author follows up, corrects, narrows and withdraws it."""

import pytest

from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Topic
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.conftest import with_javascript, without_javascript

TITLE = "Fit notes came back unread and people lost a week's money"
OTHER = "The last bus leaves before the clinic ends"


@pytest.fixture
def author():
    jobcentre = make_organisation(name="Oldham Jobcentre", service="jobcentre")
    coaches = [make_person(profession="work_coach", organisation=jobcentre) for _ in range(5)]
    return coaches[0]


@pytest.fixture
def peer():
    """Return a nurse who follows fit notes, among enough people at that level."""
    nurse = make_person(profession="nurse")
    nurse.topics.set(Topic.objects.filter(pk="fit-notes"))
    return nurse


@pytest.fixture
def lesson(author):
    other = make_person(profession="gp", level=2)
    make_lesson(author=other, trying="Get people to a clinic", went_wrong=OTHER, stage="looking_back")
    return make_lesson(author=author, topics=("fit-notes",), audience="peers")


def test_a_peer_finds_it_at_home_with_the_reason(new_visitor, lesson, peer):
    nurse = new_visitor().signs_in_as(peer)
    nurse.opens("/")

    nurse.sees("Happening now, at your level", "you follow fit notes; other profession, same level")
    nurse.does_not_see(OTHER)  # that is looking back
    nurse.follows(TITLE)
    nurse.is_at(f"/lessons/{lesson.pk}/")
    nurse.sees("By a work coach, North West.", "the author’s managers, government, regulators, funders.")


def test_a_peer_finds_it_in_the_list_by_filters_and_by_search(new_visitor, lesson, peer):
    # Given a list where what happens now comes first
    nurse = new_visitor().signs_in_as(peer)
    nurse.opens("/lessons/")
    words = nurse.reads()
    assert words.index("Happening now") < words.index(TITLE) < words.index("Looking back")
    assert words.index("Looking back") < words.index(OTHER)

    # When they narrow it to a topic, Then only what is about it is left
    nurse.opens_up("Narrow the list")
    nurse.chooses("Topic", "Fit notes (1)")
    nurse.presses("Show", exact=True)
    nurse.sees(TITLE)
    nurse.does_not_see(OTHER)

    # When they search instead
    nurse.types("Search lessons", "clinic bus")
    nurse.presses("Search", exact=True)
    nurse.sees(OTHER)
    nurse.does_not_see(TITLE)

    # When nothing fits, Then the page says what would help
    nurse.types("Search lessons", "submarine")
    nurse.presses("Search", exact=True)
    nurse.sees("No lesson fits all of this", "Take away one filter")
    nurse.follows("Show all lessons")
    nurse.sees(TITLE, OTHER)


def test_it_happened_to_a_peer_too_and_the_author_sees_it(new_visitor, lesson, author, peer):
    # Given a nurse who reads it
    nurse = new_visitor().signs_in_as(peer)
    nurse.opens(f"/lessons/{lesson.pk}/")
    nurse.sees("Did it happen to you too?", "Only your service shows, not you.")

    # When it happened to them too
    nurse.touches("Happened to us too")
    nurse.sees("It happened to 1 more", "1 in the NHS.", "You said it happened to you too.")
    nurse.finds_the_page_sound()

    # Then the author sees it, and never who
    coach = new_visitor().signs_in_as(author)
    coach.opens("/")
    coach.sees("What came of yours", "happened to 1 other too")
    coach.follows(TITLE)
    coach.sees("It happened to 1 more", "1 in the NHS.")
    coach.does_not_see(peer.name)

    # When the nurse takes that back, Then it is gone
    nurse.touches("Take that back")
    nurse.sees("Did it happen to you too?")
    coach.opens("/")
    coach.sees("nobody has answered yet")


@without_javascript
def test_the_author_says_what_happened_next_and_corrects_it(new_visitor, lesson, author, peer):
    # Given a shared lesson
    coach = new_visitor().signs_in_as(author)
    coach.opens(f"/lessons/{lesson.pk}/")

    # When there is more to say
    coach.follows("Say what happened next")
    coach.presses("Add it")
    coach.is_told("Say what happened next")
    coach.types("What happened next?", "Ten minutes at nine to open every note")
    coach.presses("Add it")
    coach.follows("Change the text")
    coach.types("What would you tell someone starting tomorrow?", "Ring before you book")
    coach.presses("Save the change")
    coach.sees("Saved.")
    coach.follows("Add more")
    coach.types("What were the early signs?", "Three people said they had sent it")
    coach.taps("People lost money")
    coach.presses("Save", exact=True)

    # Then readers find all of it on the same page
    nurse = new_visitor().signs_in_as(peer)
    nurse.opens(f"/lessons/{lesson.pk}/")
    nurse.sees("What happened next", "Ten minutes at nine", "Ring before you book", "Early signs")
    nurse.sees("Three people said they had sent it", "People lost money", "changed")

    # And the author finds what it said before
    coach.follows("Earlier versions")
    coach.sees("Only you can see these.", "Changed,", "Shared,")


@with_javascript
def test_a_correction_in_an_old_tab_is_not_lost_and_replaces_nothing_unseen(new_visitor, lesson, author):
    # Given one lesson open to change in two tabs
    coach = new_visitor().signs_in_as(author)
    coach.opens(f"/lessons/{lesson.pk}/edit/")
    old_tab = coach.opens_another_tab()
    old_tab.opens(f"/lessons/{lesson.pk}/edit/")
    coach.types("What would you tell someone starting tomorrow?", "Ring first")
    coach.presses("Save the change")

    # When the old one is saved too
    old_tab.types("What would you tell someone starting tomorrow?", "Write first")
    old_tab.presses("Save the change")

    # Then it shows both, and saves only what its author has seen
    old_tab.sees("It was changed in another tab", "Nothing is lost", "Ring first")
    assert old_tab.box("What would you tell").input_value() == "Write first"
    lesson.refresh_from_db()
    assert lesson.advice == "Ring first"
    old_tab.presses("Save the change")
    lesson.refresh_from_db()
    assert lesson.advice == "Write first"


@with_javascript
def test_the_author_narrows_it_to_their_level(new_visitor, lesson, author):
    # Given a manager elsewhere who can read it
    manager = new_visitor().signs_in_as(make_person(level=4))
    assert manager.opens(f"/lessons/{lesson.pk}/") == 200

    # When the author shows it to fewer people
    coach = new_visitor().signs_in_as(author)
    coach.opens(f"/lessons/{lesson.pk}/")
    coach.follows("Change who can read it", exact=True)
    coach.taps("People at my level")
    coach.presses("Narrow it now")
    coach.sees("Fewer people can read it now.", "practitioners and brokers at your level.")

    # Then it is gone for the manager at once
    assert manager.opens(f"/lessons/{lesson.pk}/") == 404
    manager.opens("/lessons/")
    manager.does_not_see(TITLE)


def test_withdrawn_it_is_gone_for_everybody_at_once(new_visitor, lesson, author, peer):
    # Given a nurse with the lesson open
    nurse = new_visitor().signs_in_as(peer)
    nurse.opens(f"/lessons/{lesson.pk}/")

    # When the author withdraws it
    coach = new_visitor().signs_in_as(author)
    coach.opens(f"/lessons/{lesson.pk}/")
    coach.follows("Withdraw it")
    coach.sees("Nobody but you can read it any more, from this moment.")
    coach.presses("Withdraw it")
    coach.sees("Withdrawn. Nobody but you can read it now.")

    # Then it is gone: in the open tab, at home, in the list, in the search
    assert nurse.page.reload().status == 404
    nurse.sees("Page not found")
    for path in ("/", "/lessons/", "/lessons/?q=unread", "/search/?q=unread"):
        nurse.opens(path)
        nurse.does_not_see(TITLE)

    # And it can be put back
    coach.presses("Put it back")
    assert nurse.opens(f"/lessons/{lesson.pk}/") == 200


@with_javascript
def test_an_answer_from_a_page_opened_before_is_refused_kindly(new_visitor, lesson, author, peer):
    # Given a nurse with the lesson open while it is withdrawn
    nurse = new_visitor().signs_in_as(peer)
    nurse.opens(f"/lessons/{lesson.pk}/")
    coach = new_visitor().signs_in_as(author)
    coach.opens(f"/lessons/{lesson.pk}/withdraw/")
    coach.presses("Withdraw it")

    # When they answer it all the same
    nurse.touches("Happened to us too")

    # Then nothing is counted, and they are told that it is not there any more
    nurse.sees("Page not found")
    assert Lesson.objects.get(pk=lesson.pk).echoes.count() == 0
