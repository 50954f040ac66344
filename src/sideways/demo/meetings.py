"""Two meetings of the nurse of the demo: one to arrange, and one five weeks ago."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from sideways.meetings import services, slots
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.meetings.services import Plan
from sideways.people.models import Encounter, Person

NURSE, WORK_COACH, HOUSING = (
    f"{name}@demo.example.org" for name in ("nurse", "work-coach", "housing-officer")
)
FIVE_WEEKS = timedelta(days=35)
HOUR = timedelta(hours=1)
FIT_NOTES = (
    "What happens to a fit note after it is signed?",
    "Who reads it first where you work?",
    "What would have helped the last person you saw?",
)
NOWHERE_TO_GO = (
    "When do you first hear that somebody is coming home?",
    "What did you expect the other service to do?",
    "Whom would you ring now?",
)


def meetings_make(people: Mapping[str, Person], now: datetime) -> None:
    """Let the nurse meet a work coach five weeks ago, and arrange to meet a housing officer."""
    day = timezone.localdate(now) - FIVE_WEEKS
    _met(people[NURSE], people[WORK_COACH], slots.on_day(day, time(14), time(15))[0])
    _to_arrange(people[NURSE], people[HOUSING], now)


def _begun(one: Person, other: Person, about: str, questions: tuple[str, ...], at: datetime) -> Meeting:
    return services.meeting_begin(
        people=[one, other], how=Encounter.How.INTRODUCTION, about=about, questions=questions, at=at
    )


def _met(nurse: Person, coach: Person, starts_at: datetime) -> None:
    begun_at, over_at = starts_at - timedelta(days=9), starts_at + 2 * HOUR
    meeting = _begun(nurse, coach, "Fit notes that nobody reads in time", FIT_NOTES, begun_at)
    place = coach.organisation.name if coach.organisation else ""
    plan = Plan(where=Meeting.Where.WORKPLACE, place=place, travel="employers", cover="none")
    services.meeting_plan(meeting=meeting, plan=plan, by=coach, at=begun_at + HOUR)
    for person in (nurse, coach):
        free = [(starts_at, starts_at + 2 * HOUR)]
        services.slots_offer(meeting=meeting, spans=free, by=person, at=begun_at + 2 * HOUR)
    services.meeting_book(
        meeting=meeting, starts_at=starts_at, seen=0, by=nurse, at=begun_at + timedelta(days=1)
    )
    for person in (nurse, coach):
        services.meeting_answer(meeting=meeting, met=Attendee.Met.YES, by=person, at=over_at)
    services.intention_keep(
        meeting=meeting, words="Write on each note what the person can still do", on=None, by=nurse
    )
    services.reflection_keep(
        meeting=meeting,
        words="The one line I leave empty is the first that is read. I never knew who reads it.",
        by=nurse,
    )
    services.change_say(
        meeting=meeting,
        after=Change.After.MONTH,
        what=Change.What.CHANGED,
        words="Two of us fill in the line now",
        by=coach,
        at=starts_at + timedelta(days=31),
    )


def _to_arrange(nurse: Person, housing: Person, now: datetime) -> None:
    begun_at = now - timedelta(days=1)
    meeting = _begun(nurse, housing, "People discharged with nowhere to go", NOWHERE_TO_GO, begun_at)
    today = timezone.localdate(now)
    days = [today + timedelta(days=number) for number in (6, 8)]
    spans = [slots.on_day(day, time(13), time(16)) for day in days]
    services.slots_offer(meeting=meeting, spans=spans, by=housing, at=begun_at + HOUR)
