"""Meetings as they go in and out. Times suit all, or are one’s own: nobody reads another’s."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sideways.api.fields import NO_NULL, Moment, Said, Sent, Told, left_out, one_of, words
from sideways.lessons.forms import most_letters
from sideways.meetings import log as logs
from sideways.meetings import presenters, rules
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.people.models import Person

Place = Annotated[str, StringConstraints(max_length=200, pattern=NO_NULL)]
Link = Annotated[str, StringConstraints(max_length=500, pattern=r"^(https://[^\s\x00]*)?$")]
Sequence = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class SpanTold(Told):
    """From when to when."""

    starts_at: datetime
    ends_at: datetime


class Span(Sent):
    """From when to when somebody can."""

    starts_at: Moment
    ends_at: Moment


class NewPlan(Sent):
    """Where, for how long, and who pays. “place” is for all but a video call, “link” for that."""

    where: Meeting.Where
    place: Place = left_out(str)
    link: Link = left_out(str)
    minutes: Literal[30, 45, 60, 90, 120] = 60
    travel: Meeting.Paying
    cover: Meeting.Cover
    step_free: bool = Field(description="Whether you need a place without steps")


class NewTimes(Sent):
    """All the times when you can, in place of those you offered before."""

    times: list[Span] = Field(max_length=rules.MOST_SLOTS)


class NewBooking(Sent):
    """One of “can_be_booked”, and the “sequence” the meeting had when you read it."""

    starts_at: Moment
    sequence: Sequence


class NewAnswer(Sent):
    """Whether you met. The others do not learn it."""

    met: Attendee.Met


class NewAfterwards(Sent):
    """What you say for yourself. All of it is replaced; nothing of it is told to the others."""

    intention: Said = words(most_letters("intention", Attendee), "")
    intention_by: date | None = None
    reflection: Said = words(most_letters("reflection", Attendee), "")
    would_write_a_lesson: bool = False
    once_is_enough: bool = False


class NewChange(Sent):
    """What changed since you met."""

    what: Change.What
    words: Said = words(most_letters("words", Change), "")


class InIt(Told):
    """Somebody in a meeting."""

    name: str
    role: str
    employer: str
    is_me: bool


class ChangeTold(Told):
    """What you said changed."""

    after: int = Field(description="Days after you met")
    what: str = one_of(Change.What)
    words: str


class Afterwards(Told):
    """What you said for yourself."""

    met: str = one_of(Attendee.Met, blank=True)
    intention: str
    intention_by: date | None
    reflection: str
    would_write_a_lesson: bool
    once_is_enough: bool
    changes: list[ChangeTold]


class MeetingTold(Told):
    """A meeting you are in."""

    id: UUID
    about: str
    questions: list[str]
    state: str = one_of(Meeting.State)
    people: list[InIt]
    where: str = one_of(Meeting.Where, blank=True)
    place: str
    link: str
    minutes: int
    travel: str = one_of(Meeting.Paying, blank=True)
    cover: str = one_of(Meeting.Cover, blank=True)
    step_free: bool = Field(description="Whether one of you needs a place without steps")
    starts_at: datetime | None
    ends_at: datetime | None
    sequence: int
    my_times: list[SpanTold]
    can_be_booked: list[datetime] = Field(description="When a meeting that suits all could begin")
    mine: Afterwards


class Meetings(Told):
    """All your meetings, the oldest first."""

    items: list[MeetingTold]


class LogRowTold(Told):
    """One meeting in your log: no names."""

    on: date
    how: str
    others: list[str]
    hours: float
    reflection: str


class LogTold(Told):
    """Your log, the newest first."""

    items: list[LogRowTold]
    total: str


def meeting_told(meeting: Meeting, reader: Person, at: datetime) -> MeetingTold:
    """Return a meeting as somebody in it may know it."""
    mine = rules.attendee_of(meeting, reader) or Attendee()
    is_open = rules.may_arrange(meeting, at)
    return MeetingTold(
        id=meeting.pk,
        about=meeting.about,
        questions=meeting.questions,
        state=_state(meeting, at),
        people=[
            InIt(name=each.name, role=each.role, employer=each.employer, is_me=each.is_me)
            for each in presenters.person_rows(meeting, reader)
        ],
        where=meeting.where,
        place=meeting.place,
        link=meeting.link,
        minutes=meeting.minutes,
        travel=meeting.travel,
        cover=meeting.cover,
        step_free=any(each.step_free for each in meeting.attendees.all()),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        my_times=[SpanTold(starts_at=slot.starts_at, ends_at=slot.ends_at) for slot in mine.slots.all()],
        can_be_booked=[row.at for row in presenters.start_rows(meeting, (), at)] if is_open else [],
        mine=_afterwards(mine),
    )


def _state(meeting: Meeting, at: datetime) -> str:
    """Once it is over, a state would tell what the others have answered: it stays “booked”."""
    return Meeting.State.BOOKED if rules.is_over(meeting, at) else meeting.state


def _afterwards(mine: Attendee) -> Afterwards:
    return Afterwards(
        met=mine.met,
        intention=mine.intention,
        intention_by=mine.intention_by,
        reflection=mine.reflection,
        would_write_a_lesson=mine.wants_lesson,
        once_is_enough=mine.not_for_us,
        changes=[
            ChangeTold(after=each.after, what=each.what, words=each.words) for each in mine.changes.all()
        ],
    )


def log_told(rows: list[logs.LogRow]) -> LogTold:
    """Return somebody's log."""
    told = [
        LogRowTold(on=row.on, how=row.how, others=row.others, hours=row.hours, reflection=row.reflection)
        for row in rows
    ]
    return LogTold(items=told, total=logs.total_words(rows))
