"""A person's dates as a calendar that other programs take, and that tells nobody who wrote what."""

import json
import warnings
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from tests.shared import DATA

from sideways.busy.services import busy_times_keep
from sideways.busy.tests.calendars import AT
from sideways.feeds import dates, ics
from sideways.feeds.dates import DatedThing, dated_things_of
from sideways.feeds.ics import calendar
from sideways.feeds.tests.factories import calendar_of
from sideways.lessons import services as lessons
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.services import Change
from sideways.lessons.tests.factories import make_guardian, make_lesson, make_release
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

STRINGS = DATA / "bad-input" / "blns.json"
LONDON = ZoneInfo("Europe/London")


def thing(**fields):
    return DatedThing(
        **{
            "key": "one",
            "title": "Table talk",
            "starts": date(2026, 12, 1),
            "path": "/you/",
            "changed_at": AT,
            **fields,
        }
    )


def read_by_both(written):
    """Return the events as icalendar and as vobject read them."""
    with warnings.catch_warnings(action="ignore"):  # it is old, and it is the reader that we want
        import vobject

        other = vobject.readOne(written.decode())
    ours = Calendar.from_ical(written)
    assert not ours.errors
    return ours.walk("VEVENT"), getattr(other, "vevent_list", [])


def test_a_day_is_a_whole_day_that_keeps_nobody_busy():
    (event,), (other,) = read_by_both(calendar("Dates", [thing(text="Bring a story")]))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (other.dtstart.value, other.dtend.value) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (other.summary.value, other.description.value) == ("Table talk", "Bring a story")
    assert (other.transp.value, other.status.value) == ("TRANSPARENT", "CONFIRMED")
    assert other.url.value == "http://127.0.0.1:8000/you/"


@pytest.mark.parametrize(
    ("starts", "utc_hour"),
    [
        (datetime(2026, 10, 24, 18, tzinfo=LONDON), 17),
        (datetime(2026, 10, 25, 18, tzinfo=LONDON), 18),
        (datetime(2027, 3, 27, 18, 0, tzinfo=UTC), 18),
        (datetime(2027, 3, 28, 17, 0, tzinfo=UTC), 17),
    ],
)
def test_an_hour_is_right_on_both_sides_of_a_change_of_the_clocks(starts, utc_hour):
    written = calendar("Dates", [thing(starts=starts, ends=starts + timedelta(hours=1))])
    (event,), (other,) = read_by_both(written)
    assert b"DTSTART;TZID=Europe/London:" in written
    for told in (event["DTSTART"].dt, other.dtstart.value):
        assert told == starts
        assert (told.hour, told.astimezone(UTC).hour) == (18, utc_hour)
    assert other.dtend.value - other.dtstart.value == timedelta(hours=1)
    assert other.transp.value == "OPAQUE"


def test_the_time_zone_changes_when_the_clocks_do():
    zone = Calendar.from_ical(calendar("Dates", [])).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        assert moment.astimezone(zone).utcoffset() == moment.astimezone(LONDON).utcoffset(), moment
        moment += timedelta(hours=3)


def test_a_change_and_a_cancellation_replace_the_entry():
    written = [
        read_by_both(calendar("Dates", [each]))[1][0]
        for each in (
            thing(),
            thing(starts=date(2026, 12, 8), sequence=1, changed_at=AT + timedelta(days=1)),
            thing(starts=date(2026, 12, 8), sequence=2, is_cancelled=True),
            thing(key="another"),
        )
    ]
    first, moved, cancelled, other = written
    assert first.uid.value == moved.uid.value == cancelled.uid.value != other.uid.value
    assert [each.sequence.value for each in written] == ["0", "1", "2", "0"]
    assert moved.dtstamp.value > first.dtstamp.value
    assert cancelled.status.value == "CANCELLED"


def test_a_calendar_of_nothing_is_empty_and_valid():
    written = calendar("Dates", [])
    assert read_by_both(written) == ([], [])
    assert written.count(b"BEGIN:VTIMEZONE") == 1
    assert written == calendar("Dates", [])


def test_no_naughty_string_breaks_a_calendar(capsys):
    strings = ["\x00\x08", "\ud800", "a\rb", "END:VEVENT\nBEGIN:VEVENT", ""]
    strings += json.loads(STRINGS.read_text()) if STRINGS.exists() else []
    things = [thing(key=str(n), title=text, text=text) for n, text in enumerate(strings)]

    ours, theirs = read_by_both(calendar(strings[1], things))

    assert len(ours) == len(theirs) == len(strings)
    for text, event in zip(strings, ours, strict=True):
        if text.isprintable():
            assert str(event["SUMMARY"]) == text
    with capsys.disabled():
        print(f"\nNaughty strings in our calendar: {len(strings)} read by icalendar and by vobject, 0 failed")


# What the features say


def things_of(person, at=AT):
    return [(each.title, each.starts) for each in dated_things_of(person, at)]


@pytest.fixture
def author(db):
    return make_person()


def test_a_draft_has_a_day_two_weeks_before_it_is_deleted(author):
    make_lesson(author=author, state=State.DRAFT, at=AT - timedelta(days=75))
    make_lesson(author=author, at=AT - timedelta(days=80))
    make_lesson(state=State.DRAFT, at=AT - timedelta(days=80))
    assert things_of(author) == []
    assert things_of(author, AT + timedelta(days=2)) == [("A draft will be deleted", date(2026, 12, 11))]


def test_a_draft_that_is_touched_leaves_the_calendar_and_comes_back_later_as_the_same_entry(author):
    draft = make_lesson(author=author, state=State.DRAFT, at=AT - timedelta(days=80))
    (before,) = dated_things_of(author, AT)
    change = Change(fields={"advice": "Ring first"})
    lessons.lesson_save_draft(lesson=draft, change=change, by=author, at=AT)
    assert things_of(author) == []
    (after,) = dated_things_of(author, AT + timedelta(days=80))
    assert (after.key, after.sequence > before.sequence) == (before.key, True)


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_accounts_of_oversight_have_no_drafts_in_their_calendar(author, kind):
    make_lesson(author=author, state=State.DRAFT, at=AT - timedelta(days=80))
    author.kind = kind
    author.save()
    assert things_of(author) == []


def test_a_guardian_has_what_waits_and_since_when_on_each_day(author):
    guardian = make_guardian()
    for age in (3, 12):
        release = make_release(make_lesson(author=author))
        LessonRelease.objects.filter(pk=release.pk).update(asked_at=AT - timedelta(days=age))
    (today,) = dated_things_of(guardian, AT)
    (tomorrow,) = dated_things_of(guardian, AT + timedelta(days=1))
    assert (today.title, today.starts) == ("2 lessons wait for a guardian", date(2026, 11, 26))
    assert today.text == "The one that has waited longest was asked for 14 November 2026."
    assert (tomorrow.key, tomorrow.sequence) == (today.key, today.sequence + 1)
    assert things_of(author) == []
    Lesson.objects.all().delete()
    assert things_of(guardian) == []


def test_busy_times_have_the_day_on_which_they_end(author):
    busy_times_keep(person=author, spans=[], read_at=AT)
    assert things_of(author) == [("Your busy times in Sideways end", date(2027, 2, 24))]
    assert things_of(author, AT + timedelta(days=91)) == []


def test_a_calendar_that_is_fetched_names_no_lesson(client, author):
    draft = make_lesson(author=author, state=State.DRAFT, at=datetime.now(UTC) - timedelta(days=80))
    response = client.get(calendar_of(author))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,), _ = read_by_both(response.content)
    assert str(event["SUMMARY"]) == "A draft will be deleted"
    for word in (str(draft.pk), draft.pk.hex, draft.went_wrong, draft.trying):
        assert word not in response.content.decode()


def test_a_person_without_dates_has_an_empty_calendar(client, db):
    assert read_by_both(client.get(calendar_of(make_person())).content) == ([], [])


def test_sources_are_called_with_the_person_and_the_moment(author, monkeypatch):
    monkeypatch.setattr(dates, "_sources", {})
    dates.register("two", lambda person, at: [thing(key="b", starts=at), thing(key="a", title=person.name)])
    assert [each.key for each in dated_things_of(author, AT)] == ["b", "a"]
    assert b"Europe/London" in ics.calendar("Dates", dated_things_of(author, AT))
