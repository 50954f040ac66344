"""The pages: the same figures for everybody, and lessons only for those who may open them."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from sideways.lessons.tests.factories import make_lesson
from sideways.patterns import presenters, queries
from sideways.patterns.tasks import edition_make
from sideways.patterns.tests.factories import BOILERS, NOTES, TRIBUNALS, make_theme, publish
from sideways.patterns.tests.test_editions import withdraw
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = reverse("patterns:list")


def shown_with(services):
    month = date(2026, 11, 1)
    return queries.Shown(
        pk=uuid4(),
        month=month,
        words=["Fit notes", "Health and work", "SEND", "drawer"],
        lessons=5,
        services=services,
        professions=[],
        growth=[],
        is_rising=False,
    )


def notes():
    shown = next(shown for shown in queries.patterns_shown() if "dosette" in shown.words)
    return reverse("patterns:pattern", args=[shown.pk])


@pytest.mark.parametrize("kind", [None, *Person.Kind.values])
def test_everybody_sees_the_same_patterns_and_no_lesson_of_them(client, kind):
    make_theme(BOILERS)
    make_theme(NOTES, audience="peers")
    edition_make.func()
    if kind:
        client.force_login(make_person(kind=kind))

    page = client.get(LIST).content.decode()

    assert "dosette" in page
    assert "5 lessons or more, from at least 3 organisations" in page
    assert NOTES not in page
    assert "/lessons/" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("kind", "may"), [(kind, kind in {"practitioner", "broker"}) for kind in Person.Kind.values]
)
def test_a_pattern_lists_the_lessons_its_reader_may_open(client, kind, may):
    make_theme(BOILERS)
    make_theme(NOTES, audience="peers")
    make_theme(NOTES, n=1, audience="public")
    publish()
    client.force_login(make_person(kind=kind))

    page = client.get(notes()).content.decode()

    assert page.count('<article class="card">') == (7 if may else 1)


def test_a_withdrawn_lesson_is_listed_no_more_from_the_next_request(client):
    make_theme(BOILERS)
    lesson = make_theme(NOTES, n=7, audience="peers")[0]
    publish()
    client.force_login(make_person())
    url, address = notes(), reverse("lessons:lesson", args=[lesson.pk])
    assert address in client.get(url).content.decode()

    withdraw(lesson)

    assert address not in client.get(url).content.decode()


def test_a_pattern_that_is_gone_or_never_was_is_not_found(client):
    make_theme(BOILERS)
    lessons = make_theme(NOTES, n=5)
    publish()
    url = notes()
    assert client.get(url).status_code == 200

    withdraw(lessons[0])

    assert client.get(url).status_code == 404
    assert client.get(reverse("patterns:pattern", args=[lessons[0].pk])).status_code == 404
    assert client.post(LIST).status_code == 405


@pytest.mark.parametrize(
    ("services", "title"),
    [
        ([], "Fit notes, health and work, SEND"),
        (["nhs"], "Fit notes, health and work, SEND: in the NHS"),
        (["nhs", "council"], "Fit notes, health and work, SEND: in the NHS and in a council"),
        (
            ["nhs", "council", "police"],
            "Fit notes, health and work, SEND: in the NHS, in a council and elsewhere",
        ),
    ],
)
def test_a_title_says_what_it_is_about_and_where(services, title):
    assert presenters.title_of(shown_with([(service, 5) for service in services])) == title


def test_the_feed_names_each_pattern_and_gives_no_figure_of_it(client):
    make_theme(BOILERS)
    make_theme(NOTES, audience="peers")
    publish()

    answer = client.get(reverse("patterns:feed_json"))
    items = answer.json()["items"]

    assert {item["title"] for item in items} == {
        presenters.title_of(shown) for shown in queries.patterns_shown()
    }
    assert any(item["url"].endswith(notes()) for item in items)
    assert "or more" not in answer.text
    assert b"dosette" in client.get(reverse("patterns:feed_atom")).content
    assert reverse("patterns:feed_atom") in client.get(LIST).content.decode()


def test_without_patterns_the_page_says_what_it_takes(client):
    assert "It takes at least 5 lessons about the same thing" in client.get(LIST).content.decode()


def test_the_page_says_what_rises_and_who_is_involved(client):
    make_theme(TRIBUNALS, n=6, days_ago=100)
    make_theme(BOILERS, n=14, days_ago=200)
    make_theme(NOTES, n=12, days_ago=5)
    publish()

    page = client.get(notes()).content.decode()

    assert "More than usual in the last 8 weeks" in page
    assert "10 or more" in page
    assert "fewer than 5" in page


@pytest.mark.parametrize("n", [6, 12])
def test_pages_ask_the_same_number_of_queries_however_many_there_are(client, django_assert_num_queries, n):
    make_theme(BOILERS, n=n)
    make_theme(NOTES, n=n, audience="peers")
    if n == 12:
        make_theme(TRIBUNALS, n=n)
    publish()
    assert len(queries.patterns_shown()) == (3 if n == 12 else 2)
    url = notes()

    with django_assert_num_queries(4):
        client.get(LIST)
    client.force_login(make_person())
    with django_assert_num_queries(10):
        client.get(url)


def test_seniors_of_an_author_see_the_figures_and_not_the_lesson(client):
    make_theme(BOILERS)
    make_theme(NOTES, audience="peers")
    author = make_person(level=2)
    lesson = make_lesson(author=author, trying="Go on", went_wrong=NOTES, audience="peers")
    publish()
    address = reverse("lessons:lesson", args=[lesson.pk])
    client.force_login(make_person(level=2, organisation=author.organisation))
    assert address in client.get(notes()).content.decode()

    client.force_login(make_person(level=4, organisation=author.organisation))

    page = client.get(notes()).content.decode()
    assert address not in page
    assert "dosette" in page
