"""A lesson becomes public: its author asks, a guardian takes out what identifies, the author agrees."""

import pytest

from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person
from tests.journeys.cast import make_overseer
from tests.journeys.conftest import with_javascript, without_javascript

WROTE = "Doctor Quill at Weir Lane signed notes that the Jobcentre never read"
PROPOSED = "A doctor signed notes that a Jobcentre never read"
REASON = "The date alone tells who it was. Please leave it out."


@pytest.fixture
def author():
    return make_person(name="Tola Ajayi")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author, trying="Get notes read", went_wrong=WROTE, advice="Ring first")


def ask(new_visitor, author, lesson):
    tola = new_visitor().signs_in_as(author)
    tola.opens(f"/lessons/{lesson.pk}/")
    tola.follows("Make it public")
    tola.sees("They see your text and your role, not who you are.")
    tola.presses("Ask for it to be public")
    tola.sees("A guardian will read it. You decide about their wording.")
    return tola


@without_javascript
def test_everybody_reads_exactly_the_wording_the_author_agreed_to(new_visitor, author, lesson):
    # Given an official and a signed-out visitor who cannot read it
    official = new_visitor().signs_in_as(make_overseer("official"))
    stranger = new_visitor()
    for outsider in (official, stranger):
        assert outsider.opens(f"/lessons/{lesson.pk}/") == 404

    # When the author asks and a guardian proposes a wording
    tola = ask(new_visitor, author, lesson)
    guardian = new_visitor().signs_in_as(make_guardian())
    guardian.opens("/")
    guardian.goes_by_menu_to("Lessons to release")
    guardian.does_not_see(author.name)
    guardian.follows(WROTE)
    guardian.does_not_see(author.name)
    guardian.types("What went wrong", PROPOSED)
    guardian.presses("Send it to the author")
    guardian.sees("Sent to the author, who decides.", "Nothing waits")

    # Then it is still for peers only, until the author agrees
    assert stranger.opens(f"/lessons/{lesson.pk}/") == 404
    tola.opens("/")
    tola.follows("Read and answer")
    tola.sees(WROTE, PROPOSED, "Not changed")
    tola.presses("Agree, make it public")
    tola.sees("It is public now, in the new wording.")

    # And then everybody reads exactly that wording, and nobody who wrote it
    for outsider in (official, stranger):
        assert outsider.opens(f"/lessons/{lesson.pk}/") == 200
        outsider.sees(PROPOSED, "Ring first", "anyone, signed in or not.")
        outsider.does_not_see("Quill", "Weir Lane", author.name)
        outsider.opens("/lessons/?q=jobcentre")
        outsider.sees(PROPOSED)
        outsider.opens("/lessons/?q=quill")
        outsider.does_not_see(PROPOSED)


@with_javascript
def test_the_author_keeps_it_as_it_is(new_visitor, author, lesson):
    tola = ask(new_visitor, author, lesson)
    guardian = new_visitor().signs_in_as(make_guardian())
    guardian.opens(f"/lessons/releases/{lesson.pk}/")
    guardian.types("What went wrong", PROPOSED)
    guardian.presses("Send it to the author")

    tola.opens(f"/lessons/{lesson.pk}/release/")
    tola.presses("No, keep it as it is")

    tola.sees("It stays as it is.", WROTE)
    assert new_visitor().opens(f"/lessons/{lesson.pk}/") == 404


@with_javascript
def test_a_guardian_who_declines_says_why(new_visitor, author, lesson):
    tola = ask(new_visitor, author, lesson)
    guardian = new_visitor().signs_in_as(make_guardian())
    guardian.opens(f"/lessons/releases/{lesson.pk}/")
    guardian.presses("Decline", exact=True)
    guardian.is_told("Give the author a reason")
    guardian.types("Why not?", REASON)
    guardian.presses("Decline", exact=True)
    guardian.sees("Declined. The author reads your reason.")

    tola.opens(f"/lessons/{lesson.pk}/release/")
    tola.sees(f"A guardian has declined: {REASON}")
