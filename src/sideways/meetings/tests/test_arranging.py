"""Begin, plan, offer, book, move, call off."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sideways.live.models import News
from sideways.meetings import queries, rules, services
from sideways.meetings.errors import (
    NotNowError,
    NotSettledError,
    NotSharedError,
    NotYoursError,
    TooManySlotsError,
)
from sideways.meetings.models import Attendee, Meeting, Slot
from sideways.meetings.services import Plan
from sideways.meetings.tests.factories import (
    ABOUT,
    AT,
    DAY,
    HOUR,
    PLAN,
    QUESTIONS,
    TUESDAY,
    make_booked,
    make_meeting,
    make_met,
    offer,
    people_in,
)
from sideways.notices.models import OutgoingEmail
from sideways.people.models import Encounter, Place
from sideways.people.places import Location
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
State = Meeting.State


def begin(*people):
    return services.meeting_begin(
        people=people, how=Encounter.How.INTRODUCTION, about=ABOUT, questions=QUESTIONS, at=AT
    )


def book(meeting, by, starts_at=TUESDAY, seen=None, at=AT):
    meeting.refresh_from_db()
    seen = meeting.sequence if seen is None else seen
    return services.meeting_book(meeting=meeting, starts_at=starts_at, seen=seen, by=by, at=at)


def test_a_meeting_begins_with_all_who_said_yes():
    ann, bo = make_person(level=3), make_person(profession="work_coach", level=3)

    meeting = begin(ann, bo)

    assert meeting.state == State.ARRANGING
    assert [(each.person, each.level) for each in meeting.attendees.all()] == [(ann, 3), (bo, 3)]
    assert meeting.questions == list(QUESTIONS)


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_only_peers_meet(kind):
    with pytest.raises(NotYoursError):
        begin(make_person(), make_person(kind=kind))


def test_a_meeting_has_two_or_three_people_each_once():
    ann = make_person()
    for people in ([ann], [ann, ann], [make_person() for _ in range(4)]):
        with pytest.raises(NotYoursError):
            begin(*people)
    assert begin(ann, make_person(), make_person()).attendees.count() == 3


def test_only_those_in_it_open_a_meeting_and_none_that_watches():
    meeting = make_meeting()
    ann, bo = people_in(meeting)

    assert queries.meeting_of(ann, meeting.pk) == queries.meeting_of(bo, meeting.pk) == meeting
    assert queries.meeting_of(make_person(), meeting.pk) is None
    ann.kind = "regulator"
    assert queries.meeting_of(ann, meeting.pk) is None
    with pytest.raises(NotYoursError):
        services.meeting_plan(meeting=meeting, plan=PLAN, by=make_person(), at=AT)


def test_a_plan_is_one_for_all_and_twice_is_once():
    meeting = make_meeting()
    ann, bo = people_in(meeting)

    services.meeting_plan(meeting=meeting, plan=PLAN, by=ann, at=AT)
    again = services.meeting_plan(meeting=meeting, plan=PLAN, by=bo, at=AT + HOUR)

    assert (again.place, again.changed_at, again.changed_by.person) == (PLAN.place, AT, ann)
    assert rules.is_settled(again)


def test_a_video_has_a_link_and_no_place():
    meeting = make_meeting()
    ann, _ = people_in(meeting)
    plan = Plan(where="video", place="Here", link="https://calls.example.org/1", travel="own", cover="none")

    found = services.meeting_plan(meeting=meeting, plan=plan, by=ann, at=AT)

    assert (found.place, found.link) == ("", "https://calls.example.org/1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"where": "between", "place": " "},
        {"where": "elsewhere", "place": "Here"},
        {"where": "video", "link": "javascript:alert(1)"},
        {"where": "video", "link": "http://calls.example.org"},
        {"where": "video", "minutes": 5},
        {"where": "video", "travel": "bribes"},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong):
    meeting = make_meeting()
    with pytest.raises(ValidationError):
        services.meeting_plan(meeting=meeting, plan=Plan(**wrong), by=people_in(meeting)[0], at=AT)


def test_a_need_for_no_steps_is_said_and_taken_back():
    meeting = make_meeting()
    ann, _ = people_in(meeting)
    for needs in (True, True, False):
        services.step_free_say(meeting=meeting, needs=needs, by=ann, at=AT)
        assert Attendee.objects.get(person=ann).step_free == needs


def test_times_replace_those_offered_before():
    meeting = make_meeting()
    ann, _ = people_in(meeting)
    night = (TUESDAY + 8 * HOUR, TUESDAY + 16 * HOUR)

    offer(meeting, (TUESDAY, TUESDAY + HOUR), (TUESDAY + HOUR, TUESDAY + 2 * HOUR), by=ann)
    assert [(slot.starts_at, slot.ends_at) for slot in Slot.objects.all()] == [(TUESDAY, TUESDAY + 2 * HOUR)]
    before = News.objects.count()
    offer(meeting, (TUESDAY, TUESDAY + 2 * HOUR), by=ann)
    assert News.objects.count() == before
    offer(meeting, night, by=ann)
    assert Slot.objects.get().starts_at == night[0]


@pytest.mark.parametrize(
    "span", [(AT - HOUR, AT + HOUR), (AT + 400 * DAY, AT + 401 * DAY), (TUESDAY, TUESDAY + 2 * DAY)]
)
def test_a_time_that_is_past_too_far_or_too_long_is_refused(span):
    meeting = make_meeting()
    with pytest.raises(ValidationError):
        offer(meeting, span)


def test_a_person_offers_a_few_times():
    meeting = make_meeting()
    spans = [(TUESDAY + n * DAY, TUESDAY + n * DAY + HOUR) for n in range(rules.MOST_SLOTS + 1)]
    with pytest.raises(TooManySlotsError):
        offer(meeting, *spans)
    offer(meeting, *spans[1:])


def test_a_time_that_has_begun_stays_while_another_is_added():
    meeting = make_meeting()
    ann, _ = people_in(meeting)
    offer(meeting, (TUESDAY, TUESDAY + HOUR), by=ann)
    offer(meeting, (TUESDAY, TUESDAY + HOUR), (TUESDAY + HOUR, TUESDAY + 3 * HOUR), by=ann, at=TUESDAY)
    assert Slot.objects.get().ends_at == TUESDAY + 3 * HOUR


def test_booking_needs_answers_on_money():
    meeting = make_meeting()
    ann, _ = people_in(meeting)
    offer(meeting, (TUESDAY, TUESDAY + HOUR))
    services.meeting_plan(meeting=meeting, plan=Plan(where="video", travel="own"), by=ann, at=AT)

    with pytest.raises(NotSettledError):
        book(meeting, ann)


def test_a_time_that_suits_all_is_booked_once():
    meeting = make_booked()
    ann, bo = people_in(meeting)

    again = book(meeting, bo, seen=0)

    assert (again.state, again.starts_at, again.ends_at) == (State.BOOKED, TUESDAY, TUESDAY + HOUR)
    assert again.sequence == 1
    assert sorted(OutgoingEmail.objects.values_list("to", flat=True)) == sorted([ann.email, bo.email])


def test_of_two_who_book_different_times_at_once_the_second_looks_again():
    meeting = make_booked()
    _, bo = people_in(meeting)

    with pytest.raises(NotNowError):
        book(meeting, bo, TUESDAY + HOUR, seen=0)
    meeting.refresh_from_db()
    assert meeting.starts_at == TUESDAY


def test_a_meeting_moves_to_another_time_that_suits_all():
    meeting = make_booked()
    _, bo = people_in(meeting)

    moved = book(meeting, bo, TUESDAY + HOUR)

    assert (moved.starts_at, moved.sequence) == (TUESDAY + HOUR, 2)
    assert OutgoingEmail.objects.count() == 4


@pytest.mark.parametrize("starts_at", [TUESDAY - DAY, TUESDAY + 3 * HOUR, AT - HOUR])
def test_a_time_that_does_not_suit_all_is_not_booked(starts_at):
    meeting = make_booked()
    with pytest.raises(NotSharedError):
        book(meeting, people_in(meeting)[0], starts_at)


def test_how_long_stays_once_booked():
    meeting = make_booked()
    longer = Plan(where="between", place="A café", travel="own", cover="none", minutes=120)

    found = services.meeting_plan(meeting=meeting, plan=longer, by=people_in(meeting)[0], at=AT)

    assert (found.place, found.minutes) == ("A café", 60)


def test_a_meeting_is_called_off_and_booked_again():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    for _ in range(2):
        called_off = services.meeting_call_off(meeting=meeting, by=bo, at=AT + HOUR)
        assert (called_off.state, called_off.starts_at, called_off.sequence) == (State.ARRANGING, None, 2)
    assert OutgoingEmail.objects.filter(subject__contains="called off").count() == 2

    assert book(meeting, ann).sequence == 3


def test_a_meeting_is_let_go_once():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    for person in (ann, bo):
        gone = services.meeting_let_go(meeting=meeting, by=person, at=AT + HOUR)
        assert (gone.state, gone.starts_at, gone.changed_by.person) == (State.ENDED, None, ann)
    assert OutgoingEmail.objects.filter(subject__contains="called off").count() == 2
    for refused in (
        lambda: services.meeting_call_off(meeting=meeting, by=ann, at=AT + HOUR),
        lambda: offer(meeting, (TUESDAY, TUESDAY + HOUR)),
        lambda: services.meeting_plan(meeting=meeting, plan=PLAN, by=ann, at=AT),
        lambda: book(meeting, ann),
    ):
        with pytest.raises(NotNowError):
            refused()


def test_what_took_place_is_not_let_go():
    meeting = make_met()
    with pytest.raises(NotNowError):
        services.meeting_let_go(meeting=meeting, by=people_in(meeting)[0], at=TUESDAY + DAY)


def test_the_area_between_is_the_one_whose_centre_is_nearest_the_middle():
    Place.objects.all().delete()
    for code, lat in (("E1", 53.0), ("E2", 53.5), ("E3", 54.0)):
        Place.objects.create(code=code, name=code, region="North West", nation="England", lat=lat, lon=-2.0)

    assert queries.area_between([Location(53.0, -2.0), Location(54.1, -2.0)]).code == "E2"
    assert queries.area_between([Location(53.0, -2.0)]) is None


def test_busy_times_are_told_while_they_are_known():
    from sideways.busy.services import busy_times_keep

    ann = make_person()
    busy_times_keep(person=ann, spans=[(TUESDAY, TUESDAY + HOUR)], read_at=AT)

    assert queries.busy_of(ann, AT) == [(TUESDAY, TUESDAY + HOUR)]
    assert queries.busy_of(ann, AT + timedelta(days=91)) == []
    assert queries.busy_of(make_person(), AT) == []


def test_open_pages_of_those_in_it_hear_of_a_change():
    meeting = make_meeting()
    ann, bo = people_in(meeting)
    outside, gone = make_person(), make_person(kind="official")

    told = queries.meetings_readership({meeting.pk: [ann, bo, outside, gone]})[meeting.pk]

    assert (told.may_open, told.wrote) == ({ann.pk, bo.pk}, set())
    assert News.objects.count() == 0
    offer(meeting, (TUESDAY, TUESDAY + HOUR), by=ann)
    assert News.objects.get().subject == meeting.pk
