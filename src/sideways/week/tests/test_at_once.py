"""Two requests at the same moment, on the database that lets them."""

import pytest
from django.db import connection

from sideways.lessons.tests.test_at_once import at_once
from sideways.week.models import WeekList
from sideways.week.services import week_choose
from sideways.week.tests.factories import WEDNESDAY, WEEK, ids_offered, make_follower, tell

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time: nothing can cross"
    ),
]


def test_asked_for_by_four_at_once_it_is_one_list():
    person, lesson = make_follower(), tell()
    found = []

    raised = at_once(*[lambda: found.append(week_choose(person=person, at=WEDNESDAY).pk)] * 4)

    assert raised == []
    assert found == [WeekList.objects.get(person=person).pk] * 4
    assert ids_offered(person) == [lesson.pk]


def test_two_weeks_chosen_at_once_share_no_lesson():
    person = make_follower()
    told = {tell(days=days).pk for days in range(1, 8)}

    raised = at_once(
        lambda: week_choose(person=person, at=WEDNESDAY),
        lambda: week_choose(person=person, at=WEDNESDAY + WEEK),
    )

    this, following = ids_offered(person), ids_offered(person, WEDNESDAY + WEEK)
    assert raised == []
    assert this
    assert following
    assert set(this).isdisjoint(following)
    assert {*this, *following} <= told
