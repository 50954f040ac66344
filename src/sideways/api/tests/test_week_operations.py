"""The weekly list for programs: the same as on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.lessons import services as lessons
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.week.models import WeekList
from sideways.week.rules import monday_of, week_name
from sideways.week.services import week_choose
from sideways.week.tests.factories import FIT, make_crowd, make_follower

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def told(author=None, days=3, **fields):
    author = author or make_crowd()[0]
    return make_lesson(author=author, topics=(FIT,), at=timezone.now() - days * DAY, **fields)


def test_the_week_is_the_same_for_programs_and_on_the_page(client):
    person, author = make_follower(), make_crowd("gp")[0]
    lesson = told(author, went_wrong="Nobody read the notes")

    week = App(person).get("/week").json()

    monday = monday_of(timezone.now())
    assert (week["week"], week["begins"]) == (week_name(monday), monday.isoformat())
    assert week["ends"] == (monday + 6 * DAY).isoformat()
    assert [item["id"] for item in week["items"]] == [str(lesson.pk)]
    assert week["items"][0]["reason"].startswith("A GP at your level shared it ")
    assert (week["nothing"], week["earlier"]) == ("", [])
    client.force_login(person)
    assert week["items"][0]["reason"] in client.get("/week/").content.decode()
    assert WeekList.objects.count() == 1


def test_an_earlier_week_is_told_by_its_name():
    person, now = make_follower(), timezone.now()
    lesson = told(days=8)
    week_choose(person=person, at=now - WEEK)
    name = week_name(monday_of(now - WEEK))

    assert App(person).get("/week").json()["earlier"] == [name]
    assert [item["id"] for item in App(person).get(f"/week/{name}").json()["items"]] == [str(lesson.pk)]


@pytest.mark.parametrize("name", ["2019-W05", "2026-W99"])
def test_a_week_without_a_list_is_not_there(name):
    assert App(make_follower()).get(f"/week/{name}").status_code == 404


@pytest.mark.parametrize("name", ["nonsense", "2026-W5", "2026-11-23"])
def test_what_is_no_name_of_a_week_is_said_to_be_none(name):
    assert App(make_follower()).get(f"/week/{name}").status_code in {404, 422}


def test_an_empty_week_says_why():
    assert App(make_person()).get("/week").json()["nothing"].startswith("Tell us what you want to hear")


def test_what_is_withdrawn_is_gone_from_it():
    person, author = make_follower(), make_crowd()[0]
    lesson = told(author)
    assert App(person).get("/week").json()["items"]

    lessons.lesson_withdraw(lesson=lesson, by=author, at=timezone.now())

    assert App(person).get("/week").json()["items"] == []


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_who_is_no_peer_finds_nothing(kind):
    person, now = make_follower(), timezone.now()
    told(days=8)
    week_choose(person=person, at=now - WEEK)
    person.kind = kind
    person.save()

    assert App(person).get("/week").status_code == 404
    assert App(person).get(f"/week/{week_name(monday_of(now - WEEK))}").status_code == 404
