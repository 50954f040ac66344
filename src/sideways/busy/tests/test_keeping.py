"""What is kept of somebody's calendar, for how long, and how it goes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from sideways.busy import holding, offered, queries, services, tasks
from sideways.busy.errors import NewerFileReadError
from sideways.busy.models import BusyCalendar, BusyTime
from sideways.busy.presenters import busy_days, figures, left_out_lines
from sideways.busy.reading import LeftOut, Reading, Sentence, read
from sideways.busy.tests.calendars import AT, calendar, event
from sideways.common.models import AuditRow
from sideways.people.services import person_close
from sideways.people.tests.factories import make_person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPANS = [(AT + HOUR, AT + 2 * HOUR), (AT + DAY, AT + DAY + HOUR)]


def kept(person, spans=SPANS, read_at=AT):
    return services.busy_times_keep(person=person, spans=spans, read_at=read_at)


def times(person, at=AT):
    return [(each.starts_at, each.ends_at) for each in queries.busy_times_of(person, at)]


@pytest.fixture
def person(db):
    return make_person()


def test_a_newer_file_takes_the_place_of_the_one_before(person):
    first = kept(person)
    assert (first.until, times(person)) == (AT + 90 * DAY, SPANS)
    kept(person, SPANS[:1], AT + HOUR)
    assert times(person) == SPANS[:1]
    assert BusyCalendar.objects.get().read_at == AT + HOUR


def test_keeping_the_same_reading_twice_changes_nothing(person):
    kept(person)
    rows = list(BusyTime.objects.values())
    kept(person)
    assert list(BusyTime.objects.values()) == rows


def test_an_older_reading_does_not_come_back(person):
    kept(person)
    with pytest.raises(NewerFileReadError):
        kept(person, [], AT - HOUR)
    assert times(person) == SPANS


def test_nothing_of_the_file_but_its_times_is_kept_anywhere(person):
    places = ("LOCATION:Zqzqzqzq place", "ATTENDEE:mailto:zqzqzqzq@example.org")
    raw = calendar(event(*places, uid="zqzqzqzq-uid"))
    kept(person, read(raw, at=AT).spans)
    rows = [str(row).lower() for model in apps.get_models() for row in model._base_manager.values()]
    assert times(person) == [(datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC))]
    assert not any(word in row for row in rows for word in ("zqzqzqzq", "zq secret"))
    assert not AuditRow.objects.exists()


def test_busy_times_go_when_they_are_past_and_all_after_ninety_days(person):
    other = make_person()
    kept(person)
    kept(other, [(AT + DAY, AT + 2 * DAY)], AT + DAY)

    assert services.busy_times_forget(at=AT + 2 * HOUR) == 1
    assert (times(person), len(times(other))) == (SPANS[1:], 1)
    services.busy_times_forget(at=AT + 90 * DAY)
    assert (list(BusyCalendar.objects.values_list("person", flat=True)), BusyTime.objects.count()) == (
        [other.pk],
        0,
    )
    assert queries.busy_calendar_of(person, AT + 90 * DAY) is None


def test_the_worker_forgets_them(person):
    kept(person, read_at=datetime(2020, 1, 1, tzinfo=UTC), spans=[])
    tasks.busy_times_forget.enqueue()
    assert not BusyCalendar.objects.exists()


def test_removing_twice_removes_once(person):
    kept(person)
    for _ in range(2):
        services.busy_times_remove(person=person)
    assert not BusyCalendar.objects.exists()
    assert not BusyTime.objects.exists()


def test_they_are_taken_along_and_go_with_the_account(person):
    kept(person, SPANS[:1])
    assert holding.export(person) == {
        "calendar": {"read_at": AT, "until": AT + 90 * DAY},
        "times": [{"starts_at": SPANS[0][0], "ends_at": SPANS[0][1]}],
    }
    person_close(person=person, choices={}, by=person, at=AT)
    assert holding.export(person) == {"calendar": None, "times": []}


def test_no_time_ends_before_it_starts_and_no_calendar_looks_back(person):
    for row in (
        BusyTime(person=person, starts_at=AT, ends_at=AT),
        BusyCalendar(person=person, read_at=AT, until=AT),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    assert str(kept(person)).endswith("until 2027-02-24")
    assert "2026-11-26 10:30" in str(BusyTime.objects.first())


def test_a_reading_is_offered_to_one_person_for_a_day(person, monkeypatch):
    form = offered.offer(person, SPANS, AT)
    assert offered.taken(person, form) == (AT, SPANS)
    assert offered.taken(make_person(), form) is None
    assert offered.taken(person, "made up") is None
    monkeypatch.setattr(offered, "OFFERED_SECONDS", -1)
    assert offered.taken(person, form) is None


# In words and bars


def london(*moment):
    return datetime(*moment, tzinfo=UTC)


def test_days_are_told_in_words_and_bars_by_the_clocks_here():
    days = busy_days(
        [
            (london(2026, 6, 1, 8), london(2026, 6, 1, 9, 30)),
            (london(2026, 6, 1, 13), london(2026, 6, 1, 13, 1)),
            (london(2026, 6, 1, 21), london(2026, 6, 3, 0)),
        ]
    )
    assert [(day.name, day.words) for day in days] == [
        ("Monday 1 June", "9am to 10:30am, 2pm to 2:01pm, 10pm to midnight"),
        ("Tuesday 2 June", "all day"),
        ("Wednesday 3 June", "midnight to 1am"),
    ]
    assert [day.bars for day in days] == [[(540, 90), (840, 8), (1320, 120)], [(0, 1440)], [(0, 60)]]


def test_the_hour_that_comes_twice_is_told_too():
    (day,) = busy_days([(london(2026, 10, 25, 0, 30), london(2026, 10, 25, 1, 15))])
    assert (day.words, day.bars) == ("1:30am to 1:15am", [(90, 8)])


def test_figures_count_entries_days_and_hours():
    reading = Reading(spans=SPANS, entries=1)
    assert [(each["number"], each["label"]) for each in figures(reading)] == [
        (1, "entry in the file"),
        (2, "days with something, of the next 90"),
        (2, "hours busy"),
    ]


def test_what_was_left_out_is_told_up_to_twenty_times():
    lines = left_out_lines("a\x00" + "b" * 99, [LeftOut(number, Sentence("No.")) for number in range(22)])
    assert len(lines) == 21
    assert lines[0] == "a�" + "b" * 57 + "…:0: No."
    assert lines[-1] == "… and 2 more."
