from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.introductions.errors import (
    IntroductionOverError,
    NotYourIntroductionError,
    RemindedLatelyError,
)
from sideways.introductions.models import Introduction, Wish
from sideways.introductions.queries import open_for_a_round
from sideways.introductions.services import (
    closing,
    introduction_close,
    introduction_remind,
    introductions_close_due,
    introductions_forget,
)
from sideways.introductions.tasks import introductions_close
from sideways.introductions.tasks import introductions_forget as forget_task
from sideways.introductions.tests.factories import (
    accepted,
    answer,
    make_broker,
    make_nurse,
    make_peer,
    make_work_coach,
    propose,
)
from sideways.live.models import News
from sideways.meetings.models import Meeting
from sideways.people.tests.factories import make_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WEEK = timedelta(days=7)


def test_what_was_not_answered_by_all_is_closed_when_the_time_is_over():
    willing, silent, refusing = make_nurse(), make_work_coach(), make_peer("gp")
    introduction = propose(willing, silent, refusing, at=NOW)
    answer(introduction, willing, yes=True, at=NOW)
    answer(introduction, refusing, yes=False, at=NOW)

    assert introductions_close_due(at=NOW + WEEK - timedelta(seconds=1)) == 0
    assert introductions_close_due(at=NOW + WEEK) == 1
    assert introductions_close_due(at=NOW + WEEK) == 0

    introduction.refresh_from_db()
    assert (introduction.state, introduction.over_at) == ("closed", NOW + WEEK)
    told = {wish.person_id: (wish.waited, wish.silent) for wish in Wish.objects.all()}
    assert told == {willing.pk: (1, 0), silent.pk: (0, 1)}


def test_three_silent_in_a_row_pause_and_an_answer_begins_anew():
    silent = make_nurse()
    for week in range(3):
        at = NOW + week * WEEK
        assert silent in open_for_a_round(at)
        introduction = propose(silent, make_work_coach(), at=at)
        introductions_close_due(at=at + WEEK)
    assert silent not in open_for_a_round(NOW + 4 * WEEK)
    assert Wish.objects.get(person=silent).silent == 3

    other = make_nurse()
    for week in range(2):
        propose(other, make_work_coach(), at=NOW + week * WEEK)
        introductions_close_due(at=NOW + (week + 1) * WEEK)
    introduction = propose(other, make_work_coach(), at=NOW + 2 * WEEK)
    answer(introduction, other, yes=False, at=NOW + 2 * WEEK)
    assert Wish.objects.get(person=other).silent == 0


def test_a_meeting_ends_the_waiting():
    nurse, coach = make_nurse(), make_work_coach()
    Wish.objects.create(person=nurse, waited=3)

    accepted(nurse, coach)

    assert Wish.objects.get(person=nurse).waited == 0


def test_a_broker_closes_before_the_time_and_nobody_counts_as_silent():
    broker, nurse, coach = make_broker(), make_nurse(), make_work_coach()
    introduction = propose(nurse, coach, at=NOW)
    answer(introduction, coach, yes=True, at=NOW)

    closed = introduction_close(introduction=introduction, by=broker, at=NOW + timedelta(days=1))
    again = introduction_close(introduction=introduction, by=broker, at=NOW + timedelta(days=2))

    assert (closed.state, again.over_at) == ("closed", NOW + timedelta(days=1))
    assert {wish.person_id: (wish.waited, wish.silent) for wish in Wish.objects.all()} == {coach.pk: (1, 0)}
    with pytest.raises(IntroductionOverError):
        answer(introduction, nurse, yes=True, at=NOW + timedelta(days=1))
    assert not Meeting.objects.exists()


def test_a_broker_closes_nothing_that_came_about():
    with pytest.raises(IntroductionOverError):
        introduction_close(introduction=accepted(), by=make_broker(), at=NOW)


def test_who_may_not_see_an_introduction_on_the_desk_does_nothing_to_it():
    house = make_organisation()
    junior = make_nurse(organisation=house)
    introduction = propose(junior, make_work_coach())

    for by in (make_broker(organisation=house), make_nurse(), make_broker(standing="held")):
        for service in (introduction_close, introduction_remind):
            with pytest.raises(NotYourIntroductionError):
                service(introduction=introduction, by=by, at=NOW)


def test_a_broker_is_not_on_the_desk_for_their_own():
    broker = make_broker()
    introduction = propose(broker, make_peer("gp", level=4))

    with pytest.raises(NotYourIntroductionError):
        introduction_remind(introduction=introduction, by=broker, at=NOW)


def test_a_reminder_goes_out_once_in_three_days():
    broker, introduction = make_broker(), propose(at=NOW)
    later = NOW + timedelta(days=3)

    assert introduction_remind(introduction=introduction, by=broker, at=NOW).reminded_at == NOW
    with pytest.raises(RemindedLatelyError):
        introduction_remind(introduction=introduction, by=broker, at=later - timedelta(seconds=1))
    assert introduction_remind(introduction=introduction, by=broker, at=later).reminded_at == later
    with pytest.raises(IntroductionOverError):
        introduction_remind(introduction=introduction, by=broker, at=NOW + WEEK)


def test_those_who_are_to_choose_a_time_can_be_reminded_until_they_have():
    broker, introduction = make_broker(), accepted(at=NOW)
    assert introduction_remind(introduction=introduction, by=broker, at=NOW + WEEK).reminded_at

    introduction.meeting.state = "ended"
    introduction.meeting.save()
    with pytest.raises(IntroductionOverError):
        introduction_remind(introduction=introduction, by=broker, at=NOW + 2 * WEEK)


def test_open_pages_are_told_when_it_is_proposed_comes_about_or_ends_and_of_nothing_else():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach, at=NOW)
    answer(introduction, nurse, yes=False, at=NOW)
    introduction_remind(introduction=introduction, by=make_broker(), at=NOW)
    assert list(News.objects.values_list("what", flat=True)) == ["shared"]

    introductions_close_due(at=NOW + WEEK)
    accepted(make_nurse(), make_work_coach())
    assert list(News.objects.order_by("pk").values_list("what", flat=True)) == [
        "shared",
        "changed",
        "shared",
        "changed",
    ]


def test_what_is_over_is_forgotten_after_90_days_but_not_while_people_are_to_meet():
    closed, meeting = propose(at=NOW), accepted(at=NOW)
    waiting = propose(at=NOW + timedelta(days=95))
    introductions_close_due(at=NOW + WEEK)
    quarter = NOW + WEEK + timedelta(days=90)

    assert introductions_forget(at=quarter - timedelta(seconds=1)) == 0
    assert introductions_forget(at=quarter) == 1
    assert set(Introduction.objects.all()) == {meeting, waiting}
    assert Wish.objects.filter(silent=1).count() == 2  # the counters stay
    assert not Introduction.objects.filter(pk=closed.pk)

    meeting.meeting.state = "ended"
    meeting.meeting.save()
    assert introductions_forget(at=quarter) == 1


def test_the_jobs_do_it_all():
    propose(at=NOW - timedelta(days=98))
    introductions_close.func()
    assert Introduction.objects.get().state == "closed"
    Introduction.objects.update(over_at=NOW - timedelta(days=90))
    forget_task.func()
    assert not Introduction.objects.exists()


def test_what_was_answered_while_the_job_looked_is_left_alone():
    introduction = propose()

    assert not closing._close_due(introduction.pk, introduction.proposed_at)

    introduction.refresh_from_db()
    assert introduction.state == Introduction.State.PROPOSED
