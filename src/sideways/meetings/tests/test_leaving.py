"""Somebody leaves or may meet no more; what is deleted by itself; what somebody takes out."""

import pytest

from sideways.common.retention import all_kinds
from sideways.meetings import holding, queries, services, tasks
from sideways.meetings.models import Attendee, Change, Meeting, Slot
from sideways.meetings.tests.factories import (
    AT,
    DAY,
    HOUR,
    PLAN,
    TUESDAY,
    answer,
    make_booked,
    make_meeting,
    make_met,
    offer,
    people_in,
)
from sideways.notices.models import OutgoingEmail
from sideways.people import holdings
from sideways.people.models import Person
from sideways.people.services import person_close, person_kind_grant
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
State = Meeting.State


def leave(person, at=AT + HOUR):
    person_close(person=person, choices={}, by=person, at=at)


def test_who_leaves_calls_off_what_is_to_come_and_the_others_are_told():
    booked = make_booked()
    ann, bo = people_in(booked)
    arranging = make_meeting(ann, bo)
    leave(ann)

    for meeting in (booked, arranging):
        meeting.refresh_from_db()
        assert (meeting.state, meeting.starts_at, meeting.place) == (State.ENDED, None, "")
    told = OutgoingEmail.objects.filter(subject__contains="called off")
    assert list(told.values_list("to", flat=True)) == [bo.email]


def test_of_who_left_a_profession_and_a_level_stay():
    meeting = make_met()
    ann, bo = people_in(meeting)
    services.reflection_keep(meeting=meeting, words="zqmine", by=ann)
    services.step_free_say(meeting=meeting, needs=True, by=ann, at=TUESDAY)
    services.change_say(meeting=meeting, after=30, what="no", words="x", by=ann, at=TUESDAY + 31 * DAY)
    leave(ann, at=TUESDAY + 32 * DAY)

    gone = Attendee.objects.get(person=None)
    assert (gone.profession_id, gone.level, gone.reflection, gone.step_free) == ("nurse", 2, "", False)
    assert not Change.objects.exists()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.place) == (State.MET, "")
    assert [part.meeting_id for part in queries.log_of(bo)] == [meeting.pk]
    holding.erase(person=ann, choice="", at=TUESDAY + 33 * DAY)


def test_with_nobody_left_a_meeting_goes():
    meeting = make_met()
    for person in people_in(meeting):
        leave(person, at=TUESDAY + 2 * DAY)

    assert not Meeting.objects.exists()


def test_an_account_that_may_meet_no_more_calls_off():
    meeting = make_booked(starts_at=TUESDAY + 3650 * DAY, at=TUESDAY + 3640 * DAY)
    ann, _ = people_in(meeting)
    operator = make_person(kind="operator")
    person_kind_grant(person=ann, kind=Person.Kind.FUNDER, by=operator, reason="Gives money", at=AT)

    meeting.refresh_from_db()
    assert meeting.state == State.ENDED
    assert queries.meeting_of(Person.objects.get(pk=ann.pk), meeting.pk) is None


def test_who_becomes_a_broker_meets_as_before():
    meeting = make_booked()
    ann, _ = people_in(meeting)
    operator = make_person(kind="operator")
    person_kind_grant(person=ann, kind=Person.Kind.BROKER, by=operator, reason="Knows many", at=AT)

    meeting.refresh_from_db()
    assert meeting.state == State.BOOKED


def test_a_meeting_that_is_over_stays_when_somebody_leaves():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    leave(ann, at=TUESDAY + DAY)
    answer(meeting, bo, "yes", at=TUESDAY + 2 * DAY)

    meeting.refresh_from_db()
    assert meeting.state == State.MET


def test_details_go_a_month_after_and_times_at_once():
    meeting = make_booked()
    ann, _ = people_in(meeting)
    services.step_free_say(meeting=meeting, needs=True, by=ann, at=AT)
    assert [each.on for each in holding.dates(ann)] == [TUESDAY + HOUR + 30 * DAY]
    answer(meeting, ann, "yes")

    services.meetings_tidy(at=TUESDAY + 2 * HOUR)
    assert not Slot.objects.exists()
    services.meetings_tidy(at=TUESDAY + 29 * DAY)
    meeting.refresh_from_db()
    assert meeting.place == PLAN.place
    services.meetings_tidy(at=TUESDAY + 31 * DAY)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.state) == ("", State.MET)
    assert not Attendee.objects.filter(step_free=True).exists()
    assert list(holding.dates(ann)) == []


def test_what_nobody_arranges_ends_and_goes():
    meeting = make_meeting()
    offer(meeting, (TUESDAY, TUESDAY + HOUR))
    services.meetings_tidy(at=AT + 89 * DAY)
    meeting.refresh_from_db()
    assert meeting.state == State.ARRANGING
    assert services.meetings_tidy(at=AT + 90 * DAY) == 0
    meeting.refresh_from_db()
    assert meeting.state == State.ENDED
    assert services.meetings_tidy(at=AT + 120 * DAY) == 1


def test_what_fell_through_goes_but_for_whoever_says_they_met():
    fell, told = make_booked(), make_booked()
    ann, bo = people_in(told)
    answer(told, ann, "yes")
    answer(told, bo, "no")
    services.meetings_tidy(at=TUESDAY + 60 * DAY)
    assert list(Meeting.objects.all()) == [told]
    assert fell.pk != told.pk


def test_the_regular_job_tidies():
    make_meeting(at=AT - 400 * DAY)
    tasks.meetings_tidy.call()
    assert Meeting.objects.get().state == State.ENDED
    assert "sideways.meetings.tasks.meetings_tidy" in {kind.job for kind in all_kinds()}


def test_ones_own_copy_holds_ones_own_words_and_no_name():
    meeting = make_met()
    ann, bo = people_in(meeting)
    services.reflection_keep(meeting=meeting, words="zqmine", by=ann)
    services.reflection_keep(meeting=meeting, words="zqtheirs", by=bo)
    services.change_say(meeting=meeting, after=30, what="no", words="x", by=ann, at=TUESDAY + 31 * DAY)

    told = str(holdings.export_of(ann)["meetings"])

    assert "zqmine" in told
    assert "zqtheirs" not in told
    assert bo.name not in told
