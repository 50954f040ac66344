"""Guardians and authors who do not know each other: thanks, finding out who wrote it, and a receipt."""

import pytest

from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person
from sideways.receipts.queries import text_of
from tests.journeys.conftest import with_javascript, without_javascript

WROTE = "Doctor notes came back unread"


@pytest.fixture
def author():
    return make_person(name="Tola Ajayi")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author, trying="Get notes read", went_wrong=WROTE, advice="Ring first")


@with_javascript
def test_a_guardian_thanks_an_author_without_knowing_who_it_is(new_visitor, author, lesson):
    # Given a guardian who was told the address of a lesson
    guardian = new_visitor().signs_in_as(make_guardian(name="Gwen Guard"))
    guardian.opens("/")
    guardian.goes_by_menu_to("For guardians")
    guardian.types("Address of the lesson", f"/lessons/{lesson.pk}/")
    guardian.presses("Open", exact=True)
    guardian.sees("You cannot read this lesson.")

    # When they thank its author
    guardian.types("What do you want to say?", "A council has changed its letters because of you.")
    guardian.presses("Send it as a thank-you")
    guardian.does_not_see(author.name)

    # Then the author hears of it and answers
    tola = new_visitor().signs_in_as(author)
    tola.opens("/notices/")
    tola.follows("A guardian thanks you for a lesson")
    tola.sees("A council has changed its letters because of you.")
    tola.does_not_see("Gwen")
    tola.types("What do you want to say?", "That made my week.")
    tola.presses("Send your answer")
    tola.sees("The guardian sees “the author”, not your name.")

    # And the guardian reads the answer, and no name
    guardian.opens("/guardians/")
    guardian.follows("The author answered")
    guardian.sees("That made my week.")
    guardian.does_not_see(author.name)


@without_javascript
def test_two_guardians_find_out_who_wrote_it_and_the_author_is_told(new_visitor, author, lesson):
    # Given a guardian who must know who wrote a lesson
    first = new_visitor().signs_in_as(make_guardian())
    first.opens(f"/lessons/{lesson.pk}/author/")
    first.follows("Ask to find out who wrote it")
    first.presses("Ask a second guardian")
    first.is_told("Choose why", "Write a few words")
    first.taps("Somebody is at risk of serious harm")
    first.types("In your own words", "A child may be hurt today")
    first.presses("Ask a second guardian")
    first.sees("A second guardian decides within 14 days, or it lapses.")
    first.does_not_see(author.name)

    # When a second one agrees
    second = new_visitor().signs_in_as(make_guardian())
    second.opens("/guardians/")
    second.follows("Somebody is at risk of serious harm")
    second.sees("A child may be hurt today")
    second.types("Your reason", "There is no other way")
    second.presses("Agree", exact=True)
    second.does_not_see(author.name)

    # Then both can see who it is, and a third cannot
    for guardian in (first, second):
        guardian.opens("/guardians/")
        guardian.follows("Somebody is at risk of serious harm")
        guardian.presses("Show who wrote it")
        guardian.sees(author.name, author.email)
        address = guardian.page.url.removeprefix(guardian.address)
    assert new_visitor().signs_in_as(make_guardian()).opens(address) == 404

    # And the author is told, and anybody sees that it happened
    tola = new_visitor().signs_in_as(author)
    tola.opens("/notices/")
    tola.follows("Two guardians may see that you wrote a lesson")
    tola.sees("one guardian asked and a second one agreed", "somebody is at risk of serious harm")
    stranger = new_visitor()
    stranger.opens("/what-we-cannot-keep-secret/")
    stranger.sees("Requests by year")


@with_javascript
def test_anybody_checks_a_receipt_and_learns_no_word(new_visitor, author, lesson):
    # Given an author who gets a receipt
    tola = new_visitor().signs_in_as(author)
    tola.opens(f"/lessons/{lesson.pk}/")
    tola.follows("Get a receipt")
    tola.sees("A lesson was shared here on", "Download the receipt (PDF)")
    code = tola.page.locator(".receipt-code").inner_text()

    # When somebody who has the code checks it
    stranger = new_visitor()
    stranger.opens("/receipts/")
    stranger.types("Code", code[:-3])
    stranger.presses("Check it")
    stranger.is_told("This is no receipt of ours. Check every letter, or scan the square code")
    stranger.types("Code", code.lower())
    stranger.presses("Check it")

    # Then they learn that a lesson was shared, and when, and no word of it
    stranger.sees("A lesson was shared here on", "can check that it is the same")
    stranger.does_not_see(WROTE, author.name)

    # And with the text they learn that it is the same
    stranger.types("The text, if you have it", text_of(lesson))
    stranger.presses("Check it")
    stranger.sees("The text is the same, word for word.")
