"""Meetings for tests: begun and arranged through the services, so that they are real ones."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sideways.meetings import services
from sideways.meetings.models import Meeting
from sideways.meetings.services import Plan
from sideways.people.models import Encounter, Person
from sideways.people.tests.factories import make_person

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TUESDAY = datetime(2026, 12, 8, 14, tzinfo=UTC)
ABOUT = "People discharged with nowhere to go"
QUESTIONS = ("What did you expect to happen?", "Who knew first?", "What would you do now?")
PLAN = Plan(where="between", place="The library in Oldham", travel="own", cover="none")


def make_meeting(*people: Person, at: datetime = AT, **fields: Any) -> Meeting:
    """Return a meeting to arrange, of a nurse and a work coach unless told otherwise."""
    of = people or (make_person(name="Ann Ash"), make_person(name="Bo Birch", profession="work_coach"))
    return services.meeting_begin(
        people=of,
        how=Encounter.How.INTRODUCTION,
        about=fields.pop("about", ABOUT),
        questions=fields.pop("questions", QUESTIONS),
        at=at,
    )


def people_in(meeting: Meeting) -> list[Person]:
    return [each.person for each in meeting.attendees.select_related("person") if each.person]


def offer(meeting: Meeting, *spans: Any, by: Person | None = None, at: datetime = AT) -> None:
    """Let one offer some times, or all of them the same."""
    for person in [by] if by else people_in(meeting):
        services.slots_offer(meeting=meeting, spans=spans, by=person, at=at)


def make_booked(*people: Person, starts_at: datetime = TUESDAY, at: datetime = AT, **fields: Any) -> Meeting:
    """Return a meeting that is booked for an hour."""
    meeting = make_meeting(*people, at=at, **fields)
    first = people_in(meeting)[0]
    services.meeting_plan(meeting=meeting, plan=PLAN, by=first, at=at)
    offer(meeting, (starts_at - HOUR, starts_at + 3 * HOUR), at=at)
    return services.meeting_book(meeting=meeting, starts_at=starts_at, seen=0, by=first, at=at)


def make_met(*people: Person, starts_at: datetime = TUESDAY, **fields: Any) -> Meeting:
    """Return a meeting of which all say that they met."""
    meeting = make_booked(*people, starts_at=starts_at, **fields)
    for person in people_in(meeting):
        answer(meeting, person, "yes", at=starts_at + 2 * HOUR)
    meeting.refresh_from_db()
    return meeting


def answer(meeting: Meeting, by: Person, met: str, at: datetime = TUESDAY + 2 * HOUR) -> None:
    services.meeting_answer(meeting=meeting, met=met, by=by, at=at)
