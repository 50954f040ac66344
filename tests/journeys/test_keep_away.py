"""Those who judge services do not find a candid lesson, however they look; and the author decides."""

from uuid import uuid4

import pytest

from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Topic
from sideways.people.tests.factories import make_organisation, make_person
from tests.journeys.cast import make_overseer
from tests.journeys.conftest import with_javascript

WORDS = "Zebrafish notes were read by nobody and the money stopped"
AUTHOR = "Tola Ajayi"
OTHERS = ["manager", "official", "funder", "regulator", "nobody"]
# What a page holds is the same without JavaScript: there, one who may read nothing of it tries the way.
WITH_AND_WITHOUT_JAVASCRIPT = [*((who, True) for who in OTHERS), ("manager", False)]


@pytest.fixture
def council():
    return make_organisation(name="Halder Council", service="council")


@pytest.fixture
def author(council):
    return make_person(profession="social_worker", organisation=council, name=AUTHOR)


@pytest.fixture
def lesson(author):
    return make_lesson(author=author, audience="peers", went_wrong=WORDS, topics=("fit-notes",))


@pytest.fixture
def manager(council):
    manager = make_person(
        profession="social_worker", level=4, organisation=council, email="manager@halder.example"
    )
    manager.topics.set(Topic.objects.filter(pk="fit-notes"))
    return manager


@pytest.fixture
def people(manager):
    """Return those who may not read it, by what they are. Nobody is somebody who is signed out."""
    kinds = {kind: make_overseer(kind) for kind in OTHERS[1:4]}
    return {"manager": manager, "nobody": None, **kinds}


@pytest.mark.parametrize(("who", "javascript"), WITH_AND_WITHOUT_JAVASCRIPT, indirect=["javascript"])
def test_they_do_not_find_it(new_visitor, people, lesson, who):
    # Given a lesson that a peer elsewhere does find
    peer = new_visitor().signs_in_as(make_person(level=4))
    peer.opens("/lessons/?q=zebrafish")
    peer.sees(WORDS)

    # When somebody who may not read it looks at home, in the list, by search, by topic
    other = new_visitor()
    if people[who]:
        other.signs_in_as(people[who])
    looked = ["/", "/lessons/", "/lessons/?q=zebrafish", "/search/?q=zebrafish", "/lessons/?topic=fit-notes"]
    for path in looked:
        assert other.opens(path) == 200

        # Then it is not there, not even as a number
        other.does_not_see(WORDS, AUTHOR, "1 lesson")

    # And by the search box, with every word of it
    other.opens("/lessons/")
    other.types("Search lessons", WORDS)
    other.presses("Search", exact=True)
    other.sees("No lesson fits all of this")

    # And its page looks like one that was never there
    assert other.opens(f"/lessons/{lesson.pk}/") == 404
    there = other.page.locator("main").inner_text()
    assert other.opens(f"/lessons/{uuid4()}/") == 404
    assert other.page.locator("main").inner_text() == there


def test_the_author_opens_it_to_the_manager_by_name(new_visitor, author, lesson, manager):
    # Given a manager who cannot open it
    boss = new_visitor().signs_in_as(manager)
    assert boss.opens(f"/lessons/{lesson.pk}/") == 404

    # When the author names them
    worker = new_visitor().signs_in_as(author)
    worker.opens(f"/lessons/{lesson.pk}/audience/")
    worker.presses("Let them read it")
    worker.is_told("Enter an e-mail address")
    worker.types("Their e-mail address here", manager.email)
    worker.presses("Let them read it")
    worker.sees("If they are a practitioner or broker here, they can read it now.", manager.name)

    # Then the manager can read it, and finds it
    assert boss.opens(f"/lessons/{lesson.pk}/") == 200
    boss.sees(WORDS)
    boss.opens("/lessons/?q=zebrafish")
    boss.sees(WORDS)

    # And no more, once the author takes the name away
    worker.presses(f"Stop naming {manager.name}")
    assert boss.opens(f"/lessons/{lesson.pk}/") == 404


@with_javascript
def test_naming_somebody_does_not_tell_who_has_an_account(new_visitor, author, lesson):
    worker = new_visitor().signs_in_as(author)
    worker.opens(f"/lessons/{lesson.pk}/audience/")
    worker.types("Their e-mail address here", "stranger@example.org")
    worker.presses("Let them read it")

    worker.sees("If they are a practitioner or broker here, they can read it now.")
    worker.does_not_see("Stop naming")
