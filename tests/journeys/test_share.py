"""Sharing a lesson on a phone: what is promised, what is kept as it is typed, and what is refused."""

import pytest

from sideways.lessons.models import Lesson
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.conftest import with_javascript, without_javascript
from tests.journeys.sharing import ADVICE, TITLE, TRYING, WENT_WRONG, fills_in_the_form, only_lesson

MOST_TAPS, MOST_WORDS = 25, 70
AT_MY_LEVEL = "practitioners and brokers at your level, shown as"
ALL = "all practitioners and brokers, shown as"


@pytest.fixture
def author(new_visitor):
    """Return a work coach at home, among enough others of their kind to be one of many."""
    jobcentre = make_organisation(name="Oldham Jobcentre", service="jobcentre")
    coaches = [make_person(profession="work_coach", organisation=jobcentre) for _ in range(5)]
    visitor = new_visitor().signs_in_as(coaches[0])
    visitor.opens("/")
    return visitor


def test_a_lesson_is_shared_in_few_taps_and_words(author):
    # Given a work coach on a phone, at home
    assert author.page.viewport_size["width"] == 360

    # When they share what went wrong
    author.follows("Share what went wrong: 3 minutes")
    fills_in_the_form(author)
    author.sees(AT_MY_LEVEL, "your managers, your employer’s leaders, government, regulators, funders.")
    author.presses("Share it")

    # Then the receipt says who can read it now, and as whose
    author.sees("Shared. It can be read now by practitioners and brokers at your level.")
    author.sees(TITLE, TRYING, ADVICE, "By a work coach, North West.", "Would talk about it by video.")
    author.sees("Say what happened next", "Withdraw it")
    assert only_lesson().state == "shared"

    # And it stayed within the promise of the page
    if author.javascript:
        taps, words = author.effort()
        print(f"Shared with {taps} taps and {words} words")
        assert taps <= MOST_TAPS
        assert words <= MOST_WORDS


def test_who_can_read_it_changes_with_the_choice_at_once(author):
    author.opens("/lessons/new/")
    author.sees(f"{AT_MY_LEVEL} “a work coach, North West”")

    author.taps("All practitioners and brokers")
    author.sees(f"{ALL} “a work coach, North West”")
    author.does_not_see(AT_MY_LEVEL)

    author.taps("With my name")
    author.sees(f"{ALL} “Person")
    author.does_not_see(f"{ALL} “a work coach")


@with_javascript
def test_a_draft_is_saved_as_it_is_typed(author):
    # Given somebody who types, and says nothing about saving
    author.opens("/lessons/new/")
    author.types("What were you trying to do?", TRYING)
    author.types("What went wrong, or is going wrong?", WENT_WRONG)
    author.sees("Saved as a draft at")
    author.sees("Fit notes")  # a topic, suggested from the words

    # When the phone forgets the page
    author.opens("/")
    author.opens("/lessons/new/")
    author.follows("Go on with it")

    # Then every word is there, and only the author has seen it
    assert author.box("What went wrong").input_value() == WENT_WRONG
    assert only_lesson().state == "draft"


@without_javascript
def test_a_draft_is_saved_to_finish_later(author):
    # Given half a lesson
    author.opens("/lessons/new/")
    author.types("What were you trying to do?", TRYING)
    author.presses("Save and finish later")
    author.sees("Saved as a draft at", "Nobody else can read a draft")

    # When the author comes back
    author.follows(TRYING)
    assert author.box("What were you trying to do?").input_value() == TRYING
    fills_in_the_form(author)
    author.presses("Share it")

    # Then it is one lesson, shared
    author.sees("Shared. It can be read now")
    assert only_lesson().state == "shared"


def test_what_is_missing_is_told_and_nothing_is_lost(author):
    author.opens("/lessons/new/")
    author.types("What were you trying to do?", TRYING)
    author.presses("Share it")

    author.is_told(
        "Say what went wrong, or is going wrong. A few words are enough",
        "Choose when this is",
        "Choose whether you would talk about it",
    )
    assert author.box("What were you trying to do?").input_value() == TRYING


@without_javascript
def test_a_lesson_of_success_only_is_refused_kindly(author):
    author.opens("/lessons/new/")
    fills_in_the_form(author)
    author.types("What went wrong, or is going wrong?", "Nothing went wrong, it all went really well.")
    author.presses("Share it")

    author.is_told("Good to hear. But here people learn from what did not work.")
    assert not Lesson.objects.filter(state="shared").exists()

    author.types("What went wrong, or is going wrong?", "It went well, but two people waited six weeks.")
    author.presses("Share it")
    author.sees("Shared. It can be read now")


def test_words_of_serious_harm_lead_to_the_formal_routes_and_nothing_is_stored(author):
    # Given a lesson about somebody who died
    author.opens("/lessons/new/")
    author.types("What went wrong, or is going wrong?", "A man died after his payments stopped.")
    if author.javascript:
        # It is told before anything is pressed
        author.sees("Before this is saved: is this for somebody else first?")
    author.types("What were you trying to do?", TRYING)
    author.taps("Happening now")
    author.taps("No", of="Would you talk about it")

    # When the author shares it
    author.presses("Share it")

    # Then the page says whose job it is, and has stored nothing
    author.sees("It has not been stored yet", "somebody in danger, seriously hurt or dead", "Call 999")
    assert not Lesson.objects.exists()

    # And a person who has told them may go on
    author.taps("I have told them, or it is not about that. Keep what I wrote")
    author.presses("Share it")
    author.sees("Shared. It can be read now")
    assert only_lesson().went_wrong == "A man died after his payments stopped."


@with_javascript
def test_no_more_than_three_reasons_can_be_tapped(author):
    author.opens("/lessons/new/")
    for cause in ("Rules", "Timing", "A supplier"):
        author.taps(cause)

    author.sees("3 chosen. To choose another, take one away.")
    assert author.page.get_by_label("People left", exact=True).is_disabled()


@pytest.mark.parametrize(
    ("standing", "javascript"), [("waiting", True), ("held", False)], indirect=["javascript"]
)
def test_somebody_who_is_not_in_yet_is_told_why(new_visitor, standing):
    newcomer = new_visitor().signs_in_as(make_person(standing=standing))

    assert newcomer.opens("/lessons/new/") == 403
    newcomer.sees("You cannot share yet", "read the public lessons")
