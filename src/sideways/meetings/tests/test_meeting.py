"""Whether they met: answered privately, remembered once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sideways.meetings import queries, services
from sideways.meetings.errors import NotNowError, NotYoursError
from sideways.meetings.models import Attendee, Meeting
from sideways.meetings.tests.factories import (
    AT,
    DAY,
    HOUR,
    TUESDAY,
    answer,
    make_booked,
    make_meeting,
    make_met,
    people_in,
)
from sideways.notices.queries import notices_of
from sideways.people import holdings
from sideways.people.models import Encounter
from sideways.people.queries import pairs_that_met
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
State = Meeting.State
A_WEEK_ON = TUESDAY + HOUR + 7 * DAY


def state_of(meeting):
    meeting.refresh_from_db()
    return meeting.state


def pair(one, other):
    return {tuple(sorted((one.pk, other.pk)))}


def test_when_all_say_yes_they_have_met_once():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    answer(meeting, ann, "yes")
    assert (state_of(meeting), pairs_that_met()) == (State.BOOKED, set())

    answer(meeting, bo, "yes")
    answer(meeting, bo, "yes")

    assert (state_of(meeting), pairs_that_met()) == (State.MET, pair(ann, bo))
    assert Encounter.objects.get().on == TUESDAY.date()


def test_one_yes_and_a_week_without_a_no_is_a_meeting():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    answer(meeting, ann, "yes")

    assert services.meetings_settle(at=A_WEEK_ON - HOUR) == 0
    assert services.meetings_settle(at=A_WEEK_ON) == 1
    assert services.meetings_settle(at=A_WEEK_ON) == 0

    assert (state_of(meeting), pairs_that_met()) == (State.MET, pair(ann, bo))


def test_a_yes_and_a_no_remember_nothing_and_tell_nobody():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    answer(meeting, ann, "yes")
    before = Meeting.objects.values("changed_at", "changed_by", "sequence").get()
    answer(meeting, bo, "no")

    assert (state_of(meeting), pairs_that_met()) == (State.ENDED, set())
    assert Meeting.objects.values("changed_at", "changed_by", "sequence").get() == before
    answer(meeting, bo, "yes")
    assert (state_of(meeting), pairs_that_met()) == (State.MET, pair(ann, bo))


def all_that_is_told(client, person):
    """Return all that somebody can read of their meetings."""
    meetings = queries.meetings_of(person)
    client.force_login(person)
    urls = [reverse("meetings:list"), *(reverse("meetings:meeting", args=[each.pk]) for each in meetings)]
    pages = [client.get(url).context for url in urls]
    shown = ("coming", "to_arrange", "past", "when", "next", "after", "is_over", "may_arrange")
    return (
        [{name: page.get(name) for name in shown} for page in pages],
        [notice.item for notice in notices_of(person, at=TUESDAY + DAY)],
        list(queries.meetings_in_calendar(person, TUESDAY + DAY)),
        holdings.export_of(person)["meetings"],
    )


@pytest.mark.parametrize("said", ["yes", "no"])
def test_nobody_can_tell_what_another_has_answered(client, said):
    ann, bo = people_in(meeting := make_booked())
    answer(meeting, ann, "no")
    before = all_that_is_told(client, ann)

    answer(meeting, bo, said)

    assert state_of(meeting) == State.ENDED
    assert all_that_is_told(client, ann) == before


def test_of_three_those_met_who_say_so():
    meeting = make_booked(make_person(), make_person(), make_person())
    one, two, three = people_in(meeting)
    for person, said in ((one, "yes"), (three, "no"), (two, "yes")):
        answer(meeting, person, said)

    assert pairs_that_met() == pair(one, two)


def test_a_meeting_nobody_says_anything_of_ends_and_can_still_be_told():
    meeting = make_booked()
    ann, _ = people_in(meeting)
    services.meetings_settle(at=A_WEEK_ON)
    assert state_of(meeting) == State.ENDED

    answer(meeting, ann, "yes", at=A_WEEK_ON + HOUR)

    assert state_of(meeting) == State.MET


def test_nobody_answers_before_it_is_over_or_for_others():
    meeting = make_booked()
    ann, _ = people_in(meeting)
    with pytest.raises(NotNowError):
        answer(meeting, ann, "yes", at=TUESDAY)
    with pytest.raises(NotYoursError):
        answer(meeting, make_person(), "yes")
    with pytest.raises(NotNowError):
        answer(make_meeting(ann, make_person()), ann, "yes")


def test_what_fell_through_is_arranged_again():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    answer(meeting, ann, "no")
    for _ in range(2):
        again = services.meeting_again(meeting=meeting, by=ann, at=TUESDAY + DAY)
        assert (again.state, again.starts_at, again.sequence) == (State.ARRANGING, None, 2)
    assert set(Attendee.objects.values_list("met", flat=True)) == {""}
    assert services.meeting_let_go(meeting=meeting, by=bo, at=TUESDAY + DAY).state == State.ENDED


def test_what_took_place_or_is_to_come_is_not_arranged_again():
    for meeting, at in ((make_met(), TUESDAY + DAY), (make_booked(), AT)):
        with pytest.raises(NotNowError):
            services.meeting_again(meeting=meeting, by=people_in(meeting)[0], at=at)


def test_an_answer_of_no_after_they_met_is_ones_own():
    meeting = make_met()
    ann, bo = people_in(meeting)
    answer(meeting, bo, "no", at=TUESDAY + timedelta(days=2))

    assert (state_of(meeting), pairs_that_met()) == (State.MET, pair(ann, bo))
