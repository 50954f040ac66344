"""Somebody looks for a lesson with the wrong letters, and meets those of others before writing the same."""

from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from tests.journeys.sharing import fills_in_the_form

TITLE = "The discharge letters went to a fax that nobody empties"
TRYING = "Get discharge letters to the district nurses"


def test_a_slip_and_another_name_find_what_was_meant(new_visitor):
    # Given a lesson that names a work coach, and a nurse
    make_lesson(went_wrong=TITLE, trying=TRYING, advice="Ring the work coach first")
    make_lesson(went_wrong="The last bus leaves before the clinic ends", trying="Get people to a clinic")
    nurse = new_visitor().signs_in_as(make_person())
    nurse.opens("/lessons/")

    # When they type it wrong, Then the page says what it took it for, and marks it
    nurse.types("Search lessons", "dischrage leters")
    nurse.presses("Search")
    nurse.sees("Nothing has “dischrage”. These have “discharge”.", "1 lesson with", TITLE)
    assert nurse.page.locator("article mark").all_inner_texts()[:2] == ["discharge", "letters"]

    # When they use another name, Then it shows where it stands
    nurse.types("Search lessons", "JCP")
    nurse.presses("Search")
    nurse.sees(TITLE, "Ring the work coach first")

    # When nothing has all of it, Then it says so and shows what has some
    nurse.types("Search lessons", "discharge by bus")
    nurse.presses("Search")
    nurse.sees("No lesson has all of these words. 2 come closest")


def test_who_writes_sees_who_met_the_same(new_visitor):
    # Given somebody who writes what another has written
    other = make_lesson(went_wrong=TITLE, trying=TRYING)
    author = new_visitor().signs_in_as(make_person())
    author.opens("/lessons/new/")
    fills_in_the_form(author)
    author.types(
        "What went wrong, or is going wrong?", "No discharge letters: the nurses' fax was never empty"
    )

    # When the page has saved it, as they type or when they save it for later
    if not author.javascript:
        author.presses("Save and finish later")
        author.follows("No discharge letters")

    # Then they see the other, and can go and say that it happened to them too
    author.sees("Somebody wrote about this")
    author.finds_the_page_sound()
    author.follows(TITLE)
    author.is_at(f"/lessons/{other.pk}/")


def test_who_begins_can_read_first_what_others_met(new_visitor):
    # Given somebody who follows a topic on which another has written
    other = make_lesson(went_wrong=TITLE, trying=TRYING, topics=("hospital-discharge",))
    person = make_person()
    person.topics.add("hospital-discharge")
    author = new_visitor().signs_in_as(person)

    # When they begin, Then it is one tap away
    author.opens("/lessons/new/")
    author.page.get_by_text("Before you begin: 1 lesson on what you follow").click()
    author.finds_the_page_sound()
    author.follows(TITLE)
    author.is_at(f"/lessons/{other.pk}/")
