"""Lessons of one page that tell nearly the same stand under the first of them, and none is hidden."""

import pytest
from django.utils.html import strip_tags

from sideways.lessons.queries import alike_on_page
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import LIST

pytestmark = pytest.mark.django_db
LETTERS = "The discharge letters went to a fax that nobody empties"
TRYING = "Get discharge letters to the district nurses"


def told(text, trying=TRYING, **more):
    return make_lesson(went_wrong=text, trying=trying, **more)


@pytest.fixture
def three():
    """Three that tell nearly the same, the newest last, and one that does not."""
    same = [told(LETTERS), told(f"{LETTERS} on Fridays"), told(f"{LETTERS} at night")]
    told("The last bus leaves before the clinic ends", trying="Get people to a clinic")
    return same


def cards(response):
    return [(row.title, [other.title for other in row.alike]) for row in response.context["folded"]]


def test_those_that_tell_nearly_the_same_stand_under_the_first(client, reader, three):
    page = client.get(LIST)

    assert cards(page) == [
        ("The last bus leaves before the clinic ends", []),
        (f"{LETTERS} at night", [f"{LETTERS} on Fridays", LETTERS]),
    ]
    words = " ".join(strip_tags(page.text).split())
    assert "2 more tell nearly the same" in words
    assert "4 lessons" in words, "they count as before"
    assert all(f"/lessons/{lesson.pk}/" in page.text for lesson in three), "and nothing is hidden"


def test_what_was_found_is_folded_too(client, reader, three):
    page = client.get(LIST, {"q": "fridays letters fax"})
    assert "1 lesson with" in " ".join(strip_tags(page.text).split())

    ((_, others),) = cards(client.get(LIST, {"q": "fax"}))
    assert len(others) == 2
    assert page.context["folded"][0].found is not None


def test_only_what_stands_under_one_heading_is_folded(client, reader):
    told(LETTERS)
    told(LETTERS, stage="looking_back")

    assert [others for _, others in cards(client.get(LIST))] == [[], []]
    assert [len(others) for _, others in cards(client.get(LIST, {"q": "fax"}))] == [1]


def test_a_page_holds_as_many_lessons_as_before(client, reader):
    for _ in range(21):
        told(LETTERS)

    first, second = client.get(LIST), client.get(LIST, {"page": 2})
    assert [len(others) for _, others in cards(first)] == [19]
    assert [len(others) for _, others in cards(second)] == [0]


def test_it_takes_one_query(three, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = alike_on_page(three, by_stage=True)
    assert found == {three[1].pk: three[0].pk, three[2].pk: three[0].pk}
