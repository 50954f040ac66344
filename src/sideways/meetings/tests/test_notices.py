"""What people hear of their meetings, and when."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from sideways.meetings import notice_kinds, services
from sideways.meetings.tests.factories import (
    AT,
    DAY,
    HOUR,
    QUESTIONS,
    TUESDAY,
    answer,
    make_booked,
    make_meeting,
    make_met,
    offer,
    people_in,
)
from sideways.people.services import person_close
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
LATER = TUESDAY + 365 * DAY


def texts(source, person, since=AT - DAY, until=LATER):
    return [item.text for item in source(person, since, until)]


def test_a_new_meeting_is_told_to_all():
    ann, bo = people_in(make_meeting())
    assert texts(notice_kinds.news, ann) == ["You and Bo Birch have all said yes: arrange to meet"]
    assert texts(notice_kinds.news, bo) == ["You and Ann Ash have all said yes: arrange to meet"]
    assert texts(notice_kinds.news, make_person()) == []


def test_what_one_does_is_told_to_the_other():
    meeting = make_meeting()
    ann, bo = people_in(meeting)
    offer(meeting, (TUESDAY, TUESDAY + HOUR), by=ann)
    assert texts(notice_kinds.news, bo) == ["Ann Ash: something new about your meeting"]
    assert texts(notice_kinds.news, ann) == []

    booked = make_booked(ann, bo, at=AT + HOUR)
    assert texts(notice_kinds.news, bo)[0] == "You meet Ann Ash: Tuesday 8 December, 2pm to 3pm"
    services.meeting_call_off(meeting=booked, by=ann, at=AT + 2 * HOUR)
    assert texts(notice_kinds.news, bo)[0] == "Find another time to meet Ann Ash"
    services.meeting_let_go(meeting=booked, by=ann, at=AT + 3 * HOUR)
    assert texts(notice_kinds.news, bo)[0] == "Your meeting with Ann Ash does not take place"


def test_who_has_left_is_not_named():
    ann, bo = people_in(make_booked())
    person_close(person=ann, choices={}, by=ann, at=AT + HOUR)
    assert texts(notice_kinds.news, bo) == ["Your meeting with Somebody who has left does not take place"]


def test_the_day_before_comes_with_what_to_begin_with():
    meeting = make_booked()
    for person, other in zip(people_in(meeting), ("Bo Birch", "Ann Ash"), strict=True):
        (item,) = notice_kinds.reminders(person, TUESDAY - 3 * DAY, TUESDAY)
        assert item.text == f"Tomorrow at 2pm you meet {other}. To begin with: {' '.join(QUESTIONS)}"
        assert item.at == TUESDAY - DAY - 10 * HOUR  # at four in the morning of the day before


@pytest.mark.parametrize("hour", range(5, 24))
def test_a_daily_letter_reminds_on_the_day_before(hour):
    ann, _ = people_in(make_booked())
    looks = [timezone.make_aware(datetime.combine(TUESDAY.date() + n * DAY, time(hour))) for n in (-2, -1, 0)]

    assert [len(notice_kinds.reminders(ann, since, since + DAY)) for since in looks] == [1, 0, 0]


def test_a_meeting_without_questions_is_reminded_of_too():
    ann, _ = people_in(make_booked(questions=()))
    assert texts(notice_kinds.reminders, ann, TUESDAY - 2 * DAY, TUESDAY) == [
        "Tomorrow at 2pm you meet Bo Birch."
    ]


def test_each_is_asked_whether_they_met_until_they_say():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    assert texts(notice_kinds.asked_whether, ann, until=TUESDAY) == []
    assert texts(notice_kinds.asked_whether, ann) == ["Did you meet Bo Birch?"]
    answer(meeting, ann, "yes")
    assert texts(notice_kinds.asked_whether, ann) == []
    assert texts(notice_kinds.asked_whether, bo) == ["Did you meet Ann Ash?"]


def test_what_changed_is_asked_twice():
    meeting = make_met()
    ann, _ = people_in(meeting)
    asked = notice_kinds.asked_what_changed(ann, AT, LATER)
    assert [item.at - TUESDAY for item in asked] == [timedelta(days=90), timedelta(days=30)]
    services.change_say(meeting=meeting, after=30, what="no", words="", by=ann, at=TUESDAY + 30 * DAY)
    assert len(notice_kinds.asked_what_changed(ann, AT, LATER)) == 1
    assert notice_kinds.asked_what_changed(ann, AT, TUESDAY + 29 * DAY) == []


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 3])
def test_a_look_costs_the_same_however_many_meetings(count, django_assert_num_queries):
    ann = make_person()
    for _ in range(count):
        make_met(make_person(), ann)
    for source, most in (
        (notice_kinds.news, 3),
        (notice_kinds.reminders, 3),
        (notice_kinds.asked_whether, 1),
        (notice_kinds.asked_what_changed, 5),
    ):
        with django_assert_num_queries(most):
            source(ann, AT - DAY, LATER)
