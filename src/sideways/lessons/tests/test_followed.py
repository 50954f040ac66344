"""The lessons somebody watches or has muted: theirs alone, and only what they may read still."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.lessons.following import Following
from sideways.lessons.following_queries import lessons_followed_by
from sideways.lessons.services import lesson_follow, lesson_narrow_audience, lesson_withdraw
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import Audience

pytestmark = pytest.mark.django_db
FOLLOWED = reverse("lessons:followed")


@pytest.fixture
def reader(client):
    person = make_person()
    client.force_login(person)
    return person


def follow(lesson, how, by):
    lesson_follow(lesson=lesson, how=how, by=by)
    return lesson


def test_those_watched_stand_before_those_muted_and_nobody_elses(client, reader):
    muted = follow(make_lesson(went_wrong="The van came late"), Following.MUTED, reader)
    watched = follow(make_lesson(went_wrong="The bus came late"), Following.WATCHING, reader)
    follow(make_lesson(went_wrong="The train came late"), Following.WATCHING, make_person())

    page = client.get(FOLLOWED)

    assert [(row.lesson, row.lesson.is_muted) for row in page.context["rows"]] == [
        (watched, False),
        (muted, True),
    ]
    assert "Stop watching it" in page.text
    assert "Stop muting it" in page.text
    assert "The train" not in page.text


def test_one_press_leaves_it_alone_and_stays_on_the_page(client, reader):
    watched = follow(make_lesson(), Following.WATCHING, reader)

    done = client.post(reverse("lessons:follow", args=[watched.pk]), {"how": "normal", "then": "followed"})

    assert done["Location"] == FOLLOWED
    assert not lessons_followed_by(reader).exists()
    assert "You watch no lesson yet" in client.get(FOLLOWED).text


def test_what_is_withdrawn_or_closed_to_the_reader_is_gone(reader):
    author = make_person(level=3)
    withdrawn, narrowed, kept = (
        follow(make_lesson(author=author, audience="peers"), Following.WATCHING, reader) for _ in range(3)
    )
    lesson_withdraw(lesson=withdrawn, by=author, at=timezone.now())
    lesson_narrow_audience(lesson=narrowed, audience=Audience.LEVEL, by=author, at=timezone.now())

    assert list(lessons_followed_by(reader)) == [kept]


def test_who_becomes_oversight_has_no_such_page(client, reader):
    follow(make_lesson(), Following.WATCHING, reader)
    Person.objects.filter(pk=reader.pk).update(kind="regulator")

    assert client.get(FOLLOWED).status_code == 404


@pytest.mark.parametrize("rows", [1, 25])
def test_it_takes_a_fixed_number_of_queries_and_shows_twenty_at_most(
    client, reader, rows, django_assert_max_num_queries
):
    for number in range(rows):
        follow(make_lesson(), (Following.WATCHING, Following.MUTED)[number % 2], reader)

    with django_assert_max_num_queries(9):
        page = client.get(FOLLOWED)

    assert len(page.context["rows"]) == min(rows, 20)
