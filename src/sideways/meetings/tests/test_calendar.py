"""What letters and calendars say of a meeting: when, and nothing of whom or what."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from sideways.feeds.dates import dated_things_of
from sideways.feeds.ics import calendar
from sideways.meetings import letters, queries, services
from sideways.meetings.models import Attendee
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
    people_in,
)
from sideways.notices.models import OutgoingEmail

# A letter and its entry say what the services of meetings keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def event_of(written):
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    return event


def sent_to(person):
    return [
        event_of(email.calendar) for email in OutgoingEmail.objects.filter(to=person.email).order_by("pk")
    ]


def test_a_letter_and_its_entry_say_when_and_nothing_else():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    email = OutgoingEmail.objects.get(to=ann.email)
    said = email.subject + email.text + email.calendar

    assert "Tuesday 8 December, 2pm to 3pm" in email.text
    assert event_of(email.calendar)["DTSTART"].dt == TUESDAY
    for hidden in (bo.name, bo.email, str(bo.organisation), ABOUT, *QUESTIONS, PLAN.place, str(meeting.pk)):
        assert hidden not in said


def test_two_calendars_beside_each_other_do_not_say_who_meets_whom():
    meeting = make_booked()
    (one,), (other,) = (sent_to(person) for person in people_in(meeting))

    assert one["UID"] != other["UID"]
    assert one["URL"] == other["URL"]


def test_moves_and_a_cancellation_replace_the_entry_in_letters_and_in_the_feed():
    meeting = make_booked()
    ann, _ = people_in(meeting)

    def fed():
        return event_of(calendar("Dates", dated_things_of(ann, AT)))

    first = fed()
    services.meeting_book(meeting=meeting, starts_at=TUESDAY + HOUR, seen=1, by=ann, at=AT + HOUR)
    second = fed()
    services.meeting_call_off(meeting=meeting, by=ann, at=AT + 2 * HOUR)
    booked, moved, cancelled = sent_to(ann)

    assert {each["UID"] for each in (first, second, booked, moved, cancelled)} == {first["UID"]}
    assert [each["SEQUENCE"] for each in (booked, moved, cancelled)] == [1, 2, 3]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
    assert (cancelled["STATUS"], cancelled["DTSTART"].dt) == ("CANCELLED", TUESDAY + HOUR)
    assert booked["DTSTAMP"].dt < moved["DTSTAMP"].dt < cancelled["DTSTAMP"].dt
    assert list(queries.meetings_in_calendar(ann, AT)) == []


@pytest.mark.parametrize(
    ("starts_at", "shown"),
    [
        (datetime(2026, 10, 24, 17, tzinfo=UTC), "6pm to 7pm"),
        (datetime(2026, 10, 25, 18, tzinfo=UTC), "6pm to 7pm"),
        (datetime(2027, 3, 27, 18, tzinfo=UTC), "6pm to 7pm"),
        (datetime(2027, 3, 28, 17, tzinfo=UTC), "6pm to 7pm"),
    ],
)
def test_a_meeting_stands_at_its_hour_when_the_clocks_have_changed(starts_at, shown):
    meeting = make_booked(starts_at=starts_at, at=starts_at - 3 * DAY)
    ann, _ = people_in(meeting)

    assert event_of(OutgoingEmail.objects.get(to=ann.email).calendar)["DTSTART"].dt == starts_at
    assert shown in OutgoingEmail.objects.get(to=ann.email).text
    assert letters.when_words(meeting).endswith(shown)


def test_a_calendar_of_oversight_has_no_meeting():
    meeting = make_booked()
    ann, _ = people_in(meeting)
    assert len(list(queries.meetings_in_calendar(ann, AT))) == 1
    ann.kind = "regulator"
    assert list(queries.meetings_in_calendar(ann, AT)) == []


def test_without_a_time_or_a_person_there_is_no_entry():
    attendee = Attendee(person=None)
    for call in (
        lambda: letters.dated_thing(attendee, make_meeting()),
        lambda: letters.invitation_of(attendee, make_booked()),
    ):
        with pytest.raises(ValueError, match="no"):
            call()
    assert letters.when_words(make_meeting()) == ""
