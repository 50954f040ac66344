"""Nothing a file says may hold up the one who reads it."""

import pytest

from sideways.busy import reader
from sideways.busy.reading import UnreadableError, lines, read, reading
from sideways.busy.tests.calendars import AT, calendar, event, words

# A call to stop may fall into a destructor. Python tells of it then, and the next call counts.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

NEVER = "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"


def for_ever(*_):
    while True:
        pass


@pytest.fixture
def _little_time(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS_OF_ONE", 0.1)
    monkeypatch.setattr(reading, "MOST_OF_ONE", 10**9)  # a fast machine would come to that first


@pytest.mark.usefixtures("_little_time")
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=999999999",
        "FREQ=DAILY;INTERVAL=0",
        NEVER.removeprefix("RRULE:"),
        "FREQ=YEARLY;BYHOUR={0};BYMINUTE={1};BYSECOND={1}".format(
            ",".join(map(str, range(24))), ",".join(map(str, range(60)))
        ),
    ],
)
def test_a_rule_without_end_is_given_up_and_the_others_are_read(rule):
    found = read(calendar(event(f"RRULE:{rule}"), event("DTSTART:20261205T090000Z", uid="two")), at=AT)

    assert words(found) == ["05 Dec 09:00-10:00"]
    assert [(each.line, each.sentence) for each in found.left_out] == [(3, reading.TOO_LONG)]


@pytest.mark.usefixtures("_little_time")
def test_a_rule_without_end_is_given_up_although_the_first_call_to_stop_is_lost(monkeypatch):
    class Taken:
        def __del__(self):
            for_ever()

    def begins_with_a_loss(calendar):
        Taken()
        for_ever()

    monkeypatch.setattr(reading.recurring_ical_events, "of", begins_with_a_loss)
    found = read(calendar(event("RRULE:FREQ=DAILY")), at=AT)

    assert [each.sentence for each in found.left_out] == [reading.TOO_LONG]


def test_an_entry_that_repeats_too_often_is_left_out(monkeypatch):
    monkeypatch.setattr(reading, "MOST_OF_ONE", 3)
    found = read(calendar(event("RRULE:FREQ=DAILY;COUNT=4")), at=AT)
    assert [(each.line, each.sentence) for each in found.left_out] == [(3, reading.TOO_OFTEN)]


@pytest.mark.usefixtures("_little_time")
def test_many_rules_without_end_do_not_add_up(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS_OF_ALL", 0.25)
    with pytest.raises(UnreadableError) as caught:
        read(calendar(*(event(NEVER, uid=str(number)) for number in range(50))), at=AT)
    assert caught.value.sentence == reading.TOO_LONG_FOR_ALL
    assert 3 < caught.value.line < 60


def test_zones_that_take_too_long_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS_OF_ONE", 0.1)
    monkeypatch.setattr(reading, "Zones", for_ever)
    with pytest.raises(UnreadableError) as caught:
        read(calendar("BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE"), at=AT)
    assert (caught.value.line, caught.value.sentence) == (3, reading.ZONES_TOO_LONG)


def test_a_file_of_too_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(lines, "MOST_ENTRIES", 2)
    with pytest.raises(UnreadableError) as caught:
        read(calendar(*(event(uid=str(number)) for number in range(3))), at=AT)
    assert caught.value.sentence == lines.TOO_MANY


def test_a_process_of_its_own_reads_the_same():
    raw = calendar(event(), event("DTSTART:soon", uid="two"))
    assert reader.calendar_read(raw, at=AT) == read(raw, at=AT)

    with pytest.raises(UnreadableError) as caught:
        reader.calendar_read(b"no calendar", at=AT)
    assert (caught.value.line, caught.value.sentence) == (1, lines.NOT_A_CALENDAR)


def test_one_file_is_read_at_a_time(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS", 0.01)
    with reader._one_at_a_time, pytest.raises(UnreadableError) as caught:
        reader.calendar_read(calendar(), at=AT)
    assert caught.value.sentence == reader.OTHERS


def test_a_process_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS", 0.01)
    with pytest.raises(UnreadableError) as caught:
        reader.calendar_read(calendar(event(NEVER)), at=AT)
    assert caught.value.sentence == reader.TOO_MUCH
