from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.introductions import notice_kinds
from sideways.introductions.services import introduction_remind, introductions_close_due, talks_close_due
from sideways.introductions.tests.factories import (
    accepted,
    answer,
    ask_to_talk,
    make_broker,
    make_crowd,
    make_nurse,
    make_work_coach,
    propose,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def texts(source, person, since=NOW - DAY, until=NOW + DAY):
    return [item.text for item in source(person, since, until)]


def test_a_suggestion_waits_until_it_is_answered_and_again_when_a_broker_reminds():
    make_crowd("work_coach")
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach, at=NOW)

    words = "Do you want to meet? A work coach, North West. Within 10 miles of you. Same level. "
    words += "Different profession."
    assert texts(notice_kinds.waiting, nurse) == [words]
    assert texts(notice_kinds.waiting, nurse, NOW + DAY, NOW + 2 * DAY) == []
    introduction_remind(introduction=introduction, by=make_broker(), at=NOW + 2 * DAY)
    assert len(texts(notice_kinds.waiting, nurse, NOW + DAY, NOW + 3 * DAY)) == 1
    answer(introduction, nurse, yes=False, at=NOW)
    assert texts(notice_kinds.waiting, nurse, NOW - DAY, NOW + 3 * DAY) == []
    assert len(texts(notice_kinds.waiting, coach, NOW + DAY, NOW + 3 * DAY)) == 1
    assert texts(notice_kinds.waiting, coach, NOW - DAY, NOW + WEEK) == []  # too late to answer


def test_the_first_to_say_yes_hears_that_it_came_about_and_all_are_reminded_of_a_time():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach, at=NOW)
    answer(introduction, nurse, yes=True, at=NOW)
    assert texts(notice_kinds.came_about, nurse) == []
    introduction = answer(introduction, coach, yes=True, at=NOW + timedelta(hours=1))

    assert texts(notice_kinds.came_about, nurse) == ["You all said yes. See who it is"]
    assert texts(notice_kinds.came_about, coach) == []
    introduction_remind(introduction=introduction, by=make_broker(), at=NOW + 2 * DAY)
    for person in (nurse, coach):
        later = texts(notice_kinds.came_about, person, NOW + DAY, NOW + 3 * DAY)
        assert later == ["You all said yes. Choose a time to meet"]
    introduction.meeting.delete()
    assert texts(notice_kinds.came_about, nurse) == []


def test_what_came_to_nothing_is_told_in_one_sentence_to_all_at_one_moment():
    nurse, coach, asker = make_nurse(), make_work_coach(), make_work_coach()
    introduction = propose(nurse, coach, at=NOW)
    answer(introduction, nurse, yes=False, at=NOW)
    ask_to_talk(asker, nurse, at=NOW)
    late = NOW + WEEK
    introductions_close_due(at=late)
    talks_close_due(at=late)

    found = [notice_kinds.came_to_nothing(person, NOW, late + DAY) for person in (nurse, coach, asker)]
    assert found[0] == found[1] == found[2]
    assert [item.text for item in found[0]] == ["An introduction: It did not come about this time."]


def test_an_author_hears_who_asks_to_talk_by_role():
    make_crowd("work_coach")
    author, asker = make_nurse(), make_work_coach()
    ask_to_talk(asker, author, at=NOW, trying="Join up", went_wrong="Notes lay in a drawer")

    assert texts(notice_kinds.asked, author) == [
        "A work coach, North West asks to talk about your lesson: Notes lay in a drawer"
    ]
    assert texts(notice_kinds.asked, asker) == []
    assert texts(notice_kinds.asked, author, NOW + DAY, NOW + 2 * DAY) == []


def test_who_is_paused_for_silence_is_told_once():
    silent = make_nurse()
    for week in range(3):
        propose(silent, make_work_coach(), at=NOW + week * WEEK)
        introductions_close_due(at=NOW + (week + 1) * WEEK)
        told = texts(notice_kinds.paused, silent, NOW + week * WEEK, NOW + (week + 1) * WEEK)
        assert len(told) == (week == 2)
    assert texts(notice_kinds.paused, silent, NOW + 3 * WEEK, NOW + 4 * WEEK) == []


@pytest.mark.once  # so many queries, whoever answers them
def test_notices_of_introductions_take_a_fixed_number_of_queries(django_assert_max_num_queries):
    nurse = make_nurse()
    nurse.wish = None
    for _ in range(3):
        accepted(make_nurse(), make_work_coach())
    propose(nurse, make_work_coach())
    with django_assert_max_num_queries(4):
        texts(notice_kinds.waiting, nurse)
