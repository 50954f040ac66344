"""What somebody says for themselves afterwards: private, skippable, changed and taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sideways.live.models import News
from sideways.meetings import notice_kinds, queries, services
from sideways.meetings.errors import NotNowError
from sideways.meetings.models import Attendee, Change
from sideways.meetings.tests.factories import AT, DAY, TUESDAY, make_booked, make_met, people_in

pytestmark = pytest.mark.django_db
MONTH_ON = TUESDAY + 30 * DAY


@pytest.fixture
def met():
    return make_met()


def mine(person):
    return Attendee.objects.get(person=person)


def test_one_thing_that_somebody_will_do_is_kept_and_deleted(met):
    ann, bo = people_in(met)
    services.intention_keep(meeting=met, words=" Ring Bo ", on=date(2027, 1, 5), by=ann)
    assert (mine(ann).intention, mine(ann).intention_by) == ("Ring Bo", date(2027, 1, 5))
    assert mine(bo).intention == ""

    services.intention_keep(meeting=met, words="", on=date(2027, 1, 5), by=ann)
    assert (mine(ann).intention, mine(ann).intention_by) == ("", None)
    with pytest.raises(ValidationError):
        services.intention_keep(meeting=met, words="a\x00b", on=None, by=ann)


def test_a_wish_to_write_is_told_once_all_have_it(met):
    ann, bo = people_in(met)
    told = News.objects.count()
    services.lesson_wish(meeting=met, wishes=True, by=ann, at=AT)
    services.lesson_wish(meeting=met, wishes=True, by=ann, at=AT)
    assert News.objects.count() == told

    services.lesson_wish(meeting=met, wishes=True, by=bo, at=AT)

    assert News.objects.count() == told + 1
    for person, other in ((ann, bo), (bo, ann)):
        (item,) = notice_kinds.asked_to_write(person, AT - DAY, AT)
        assert item.text == f"You would all write a lesson together, with {other.name}. Begin it"
    services.lesson_wish(meeting=met, wishes=False, by=ann, at=AT)
    assert notice_kinds.asked_to_write(bo, AT - DAY, AT) == []


def test_once_is_enough_is_said_to_nobody(met):
    ann, bo = people_in(met)
    told = News.objects.count()
    services.meeting_enough(meeting=met, is_enough=True, by=ann)

    assert (mine(ann).not_for_us, mine(bo).not_for_us, News.objects.count()) == (True, False, told)


def test_a_reflection_stands_in_ones_own_log(met):
    ann, bo = people_in(met)
    services.reflection_keep(meeting=met, words="Ask earlier", by=ann)

    assert [part.reflection for part in queries.log_of(ann)] == ["Ask earlier"]
    assert [part.reflection for part in queries.log_of(bo)] == [""]


def test_what_changed_is_counted_changed_and_taken_back(met):
    ann, bo = people_in(met)
    for what in ("not_yet", "changed"):
        services.change_say(meeting=met, after=30, what=what, words="They ring", by=ann, at=MONTH_ON)
    services.change_say(meeting=met, after=30, what="no", words="", by=bo, at=MONTH_ON)
    assert queries.changes_counted() == {"changed": 1, "no": 1}

    for _ in range(2):
        services.change_take_back(meeting=met, after=30, by=ann)

    assert queries.changes_counted() == {"no": 1}
    with pytest.raises(ValidationError):
        services.change_say(meeting=met, after=30, what="worse", words="", by=ann, at=MONTH_ON)


def test_what_changed_is_asked_when_it_is_time(met):
    ann, _ = people_in(met)
    for after in (30, 90):
        with pytest.raises(NotNowError):
            services.change_say(
                meeting=met, after=after, what="no", words="", by=ann, at=TUESDAY + (after - 1) * DAY
            )
    assert not Change.objects.exists()


def test_nothing_is_asked_of_those_who_have_not_met():
    meeting = make_booked(at=AT)
    ann, _ = people_in(meeting)
    for asked in (
        lambda: services.intention_keep(meeting=meeting, words="x", on=None, by=ann),
        lambda: services.lesson_wish(meeting=meeting, wishes=True, by=ann, at=AT),
        lambda: services.reflection_keep(meeting=meeting, words="x", by=ann),
        lambda: services.meeting_enough(meeting=meeting, is_enough=True, by=ann),
        lambda: services.change_say(meeting=meeting, after=30, what="no", words="", by=ann, at=MONTH_ON),
    ):
        with pytest.raises(NotNowError):
            asked()
