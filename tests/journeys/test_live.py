"""Pages that are open while others write: they say so, move nothing by themselves, and show it when asked."""

from uuid import uuid4

import pytest
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import LessonUpdate
from sideways.lessons.tests.factories import ALL_SIGNS, make_lesson
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript
from tests.streams import Server, same_database

OLD, NEW = "Fit notes came back unread", "The last bus leaves before the clinic ends"
NEXT = "Ten minutes at nine to open every new note"
GONE = "You can no longer read this lesson"


@pytest.fixture
def author():
    return make_person(profession="work_coach")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author, went_wrong=OLD)


@pytest.fixture
def nurse(new_visitor, transactional_db):
    """Return a nurse at the site as its own server serves it."""
    server = Server(same_database(), "tests.journeys.served:application").start()
    yield new_visitor(address=server.address).signs_in_as(make_person())
    server.stop()


def say_what_happened_next(lesson, author):
    update = LessonUpdate(id=uuid4(), text=NEXT)
    services.lesson_update_add(
        lesson=lesson, update=update, routes_seen=ALL_SIGNS, by=author, at=timezone.now()
    )


@with_javascript
def test_open_pages_say_at_once_what_is_new(nurse, author, lesson):
    # Given a nurse at home, with a lesson in a second tab
    nurse.opens("/")
    reading = nurse.opens_another_tab()
    reading.opens(f"/lessons/{lesson.pk}/")

    # When a colleague shares another, Then the first page says so and shows it when asked
    make_lesson(author=author, went_wrong=NEW)
    nurse.sees("1 new lesson")
    nurse.does_not_see(NEW)
    nurse.touches("Show what is new")
    nurse.sees("New since you opened this page", NEW)
    nurse.does_not_see("1 new lesson")
    nurse.finds_the_page_sound()

    # When the author says what happened next, Then both pages say so, and the second shows it in its place
    say_what_happened_next(lesson, author)
    nurse.sees("1 with an update")
    reading.sees("The author has said what happened next.")
    reading.touches("Show what is new")
    reading.sees("What happened next", NEXT)
    reading.does_not_see("The author has said what happened next.")
    reading.finds_the_page_sound()

    # When the author withdraws it, Then the words are gone from the page too
    services.lesson_withdraw(lesson=lesson, by=author, at=timezone.now())
    reading.sees(GONE)
    reading.does_not_see(OLD)
    assert OLD not in reading.page.content()
    reading.finds_the_page_sound()


@with_javascript
def test_a_page_without_a_stream_asks_now_and_then(visitor, author, lesson):
    # Given a list on a server that has no streams
    visitor.page.clock.install()
    visitor.signs_in_as(make_person())
    visitor.opens("/lessons/")

    # When half a minute has gone by since two were shared, Then the page says so
    for _ in range(2):
        make_lesson(author=author, went_wrong=NEW)
    line = visitor.page.get_by_text("2 new lessons").filter(visible=True)
    for _ in range(50):  # the page first has to find out that there are no streams
        visitor.page.clock.fast_forward(31_000)
        if line.count():
            break
        visitor.page.wait_for_timeout(200)
    visitor.sees("2 new lessons")


@without_javascript
def test_pages_do_without_scripts(visitor, author, lesson):
    visitor.signs_in_as(make_person())
    visitor.opens("/")
    make_lesson(author=author, went_wrong=NEW)

    visitor.does_not_see("new lesson", "Show what is new")
    visitor.opens("/")
    visitor.sees(OLD, NEW)
