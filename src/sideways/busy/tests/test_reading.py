"""When somebody is busy, from what their calendar says: and a line and a reason where it cannot be told."""

from datetime import UTC, datetime

import pytest

from sideways.busy.reading import UnreadableError, read
from sideways.busy.tests.calendars import AT, calendar, event, words


def read_events(*events):
    return read(calendar(*events), at=AT)


def reason(*properties):
    """Return the line and sentence of the only event, which is left out."""
    reading = read_events(event(*properties))
    assert reading.spans == []
    (left_out,) = reading.left_out
    return left_out.line, left_out.sentence


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (["DTSTART:20261201T090000Z", "DTEND:20261201T103000Z"], ["01 Dec 09:00-10:30"]),
        (["DTSTART:20261201T090000Z", "DURATION:PT45M"], ["01 Dec 09:00-09:45"]),
        (["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202"], ["01 Dec 00:00-00:00"]),
        (["DTSTART:20261201", "DTEND:20261202"], ["01 Dec 00:00-00:00"]),
        (["DTSTART;TZID=America/New_York:20261201T090000"], ["01 Dec 14:00-15:00"]),
        (["DTSTART:20261201T090000"], ["01 Dec 09:00-10:00"]),
        (["RRULE:FREQ=WEEKLY;COUNT=2"], ["01 Dec 09:00-10:00", "08 Dec 09:00-10:00"]),
        (
            ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261202T090000Z"],
            ["01 Dec 09:00-10:00", "03 Dec 09:00-10:00"],
        ),
        (["RDATE:20261205T090000Z,20261206T090000Z"], [f"0{day} Dec 09:00-10:00" for day in (1, 5, 6)]),
        (["RDATE;VALUE=PERIOD:20261205T090000Z/PT2H"], ["01 Dec 09:00-10:00", "05 Dec 09:00-11:00"]),
        (["SEQUENCE:many"], ["01 Dec 09:00-10:00"]),
    ],
)
def test_an_entry_makes_busy_from_when_to_when_it_says(properties, expected):
    assert words(read_events(event(*properties))) == expected


@pytest.mark.parametrize(
    "free",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
    ],
)
def test_what_is_cancelled_or_shown_as_free_is_free(free):
    assert read_events(event(free)).spans == []


def test_what_is_tentative_is_busy():
    assert words(read_events(event("STATUS:TENTATIVE"))) == ["01 Dec 09:00-10:00"]


def test_one_meeting_of_a_series_can_be_moved_or_cancelled():
    series = event("RRULE:FREQ=DAILY;COUNT=3")
    moved = event("RECURRENCE-ID:20261202T090000Z", "DTSTART:20261202T150000Z")
    cancelled = event("RECURRENCE-ID:20261203T090000Z", "DTSTART:20261203T090000Z", "STATUS:CANCELLED")

    assert words(read_events(series, moved, cancelled)) == ["01 Dec 09:00-10:00", "02 Dec 15:00-16:00"]


def test_meetings_stay_at_their_hour_when_the_clocks_change():
    weekly = event("DTSTART;TZID=Europe/London:20261019T090000", "RRULE:FREQ=WEEKLY;COUNT=2")

    reading = read(calendar(weekly), at=datetime(2026, 10, 1, tzinfo=UTC))

    assert words(reading) == ["19 Oct 08:00-09:00", "26 Oct 09:00-10:00"]


def test_spans_are_merged_in_order_and_end_with_the_ninety_days():
    reading = read_events(
        event("DTSTART:20261201T120000Z", uid="c"),
        event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", uid="a"),
        event("DTSTART:20261201T093000Z", "DTEND:20261201T110000Z", uid="b"),
        event("DTSTART:20261126T090000Z", uid="began before"),
        event("DTSTART:20270224T090000Z", uid="goes on after"),
        event("DTSTART:20250101T090000Z", uid="long ago"),
        event("DTSTART:20261202T090000Z", "DTEND:20261202T090000Z", uid="no time at all"),
    )

    assert words(reading) == [
        "26 Nov 09:30-10:00",
        "01 Dec 09:00-11:00",
        "01 Dec 12:00-13:00",
        "24 Feb 09:00-09:30",
    ]
    assert (reading.entries, reading.left_out) == (7, [])


def test_busy_times_somebody_else_worked_out_are_read_too():
    periods = "20261201T090000Z/PT1H,20261202T090000Z/20261202T093000Z"
    reading = read_events(
        "\r\n".join(
            [
                "BEGIN:VFREEBUSY",
                f"FREEBUSY:{periods}",
                "FREEBUSY;FBTYPE=FREE:20261203T090000Z/PT1H",
                "END:VFREEBUSY",
            ]
        )
    )
    assert words(reading) == ["01 Dec 09:00-10:00", "02 Dec 09:00-09:30"]

    broken = read_events("BEGIN:VFREEBUSY\r\nFREEBUSY:tomorrow\r\nEND:VFREEBUSY")
    assert [each.line for each in broken.left_out] == [4]
    assert "tomorrow" in broken.left_out[0].sentence


@pytest.mark.parametrize(
    "name",
    [
        "GMT Standard Time",
        '"(UTC+00:00) Dublin, Edinburgh, Lisbon, London"',
        "Europe/London",
        "/freeassociation.sourceforge.net/Europe/London",
        '"GMT+1"',
        '"UTC+01:00"',
    ],
)
def test_time_zones_are_known_by_the_names_that_programs_give_them(name):
    reading = read(
        calendar(event(f"DTSTART;TZID={name}:20260601T090000")), at=datetime(2026, 5, 26, tzinfo=UTC)
    )
    assert words(reading) == ["01 Jun 08:00-09:00"]


def test_a_list_of_cities_means_the_first_that_is_known():
    cities = '"Nowhere, Madrid, Paris"'
    assert words(read_events(event(f"DTSTART;TZID={cities}:20261201T090000"))) == ["01 Dec 08:00-09:00"]


ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def test_a_zone_that_the_file_describes_is_used_and_forgotten_with_the_file():
    own = event("DTSTART;TZID=Customized Time Zone:20261201T090000")
    assert words(read_events(own, ZONE)) == ["01 Dec 14:00-15:00"]
    assert "Customized Time Zone" in read_events(own).left_out[0].sentence


@pytest.mark.parametrize(
    "broken", [ZONE.replace("TZOFFSETTO:-0500", "TZOFFSETTO:never"), ZONE.replace("TZID:", "X-ID:")]
)
def test_a_zone_that_is_described_badly_stays_unknown(broken):
    reading = read_events(broken, event("DTSTART;TZID=Customized Time Zone:20261201T090000"))
    assert "Customized Time Zone" in reading.left_out[0].sentence


def test_times_without_a_zone_are_where_the_calendar_is_at_home():
    reading = read_events("X-WR-TIMEZONE:Europe/Paris", event("DTSTART:20261201T090000"))
    assert words(reading) == ["01 Dec 08:00-09:00"]


@pytest.mark.parametrize(
    ("properties", "line", "words_of_it"),
    [
        (["DTSTART:Next Year"], 7, "DTSTART is “Next Year”. It must be a day or a time"),
        (["DTSTART:20260231T090000Z"], 7, "DTSTART is “20260231T090000Z”, which cannot be read."),
        (['DTSTART;TZID="tzone://Microsoft/Custom":20261201T090000'], 7, "The time zone"),
        (["DTSTART;TZID=Europe:20261201T090000"], 7, "The time zone “Europe” is not known here."),
        (["DTSTART:20261201T090000Z", "DTSTART:20261202T090000Z"], 8, "DTSTART stands twice"),
        (["DURATION:-PT1W1D"], 7, "DURATION is “-PT1W1D”, which cannot be read."),
        (["RRULE:FREQ=SOMETIMES"], 8, "RRULE is “FREQ=SOMETIMES”"),
        (["RRULE:FREQ=DAILY;INTERVAL=-1"], 3, "It cannot be worked out when this entry is"),
    ],
)
def test_an_entry_that_cannot_be_read_is_left_out_with_its_line_and_why(properties, line, words_of_it):
    told_line, sentence = reason(*properties)
    assert (told_line, words_of_it in sentence) == (line, True), sentence


def test_an_entry_without_a_start_is_left_out_and_the_others_are_read():
    reading = read_events("BEGIN:VEVENT\r\nUID:two\r\nEND:VEVENT", event())
    assert words(reading) == ["01 Dec 09:00-10:00"]
    assert [(each.line, "no DTSTART" in each.sentence) for each in reading.left_out] == [(3, True)]


@pytest.mark.parametrize(
    ("raw", "line", "sentence"),
    [
        (b"", 1, "This is not a calendar file."),
        (b"\x00\xff\xfe PK\x03\x04", 1, "This is not a calendar file."),
        (b"name,level\nAnn,2\n", 1, "This is not a calendar file."),
        (calendar(event())[:-40], 3, "The file ends in the middle of the entry that begins here."),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused(raw, line, sentence):
    with pytest.raises(UnreadableError) as caught:
        read(raw, at=AT)
    assert (caught.value.line, caught.value.sentence[: len(sentence)]) == (line, sentence)


def test_lines_are_told_apart_however_they_end_and_fold():
    plain = calendar(
        event("DESCRIPTION:It\r\n  goes on", "RRULE:FREQ=\r\n WEEKLY;COUNT=2", "END:VALARM", "no property")
    )
    for raw in (plain, plain.replace(b"\r\n", b"\n"), plain.replace(b"\r\n", b"\r"), b"\xef\xbb\xbf" + plain):
        assert words(read(raw, at=AT)) == ["01 Dec 09:00-10:00", "08 Dec 09:00-10:00"]


def test_what_stands_inside_an_entry_is_not_of_it():
    alarm = "BEGIN:VALARM\r\nDTSTART:20200101T000000Z\r\nDURATION:PT5H\r\nEND:VALARM"
    assert words(read_events(event(alarm, "BEGIN:X-OPEN\r\nDTSTART:19990101"))) == ["01 Dec 09:00-10:00"]
