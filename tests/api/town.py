"""A small network for those who ask the API at random: something of every kind, and words to look for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from sideways.api.tests.callers import make_token
from sideways.comments.tests.factories import say
from sideways.files.tests.factories import add
from sideways.guardians.tests.factories import ask as ask_who_wrote
from sideways.introductions.models import PlanGroup
from sideways.introductions.services import (
    BoardWords,
    Scope,
    apart_add,
    board_card_pin,
    conflict_add,
    round_begin,
    round_solve,
    talk_ask,
)
from sideways.introductions.tests.factories import make_broker, make_nurse, make_work_coach, propose
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson, make_release, make_search
from sideways.meetings.tests.factories import DAY, make_booked, make_met
from sideways.notices.tests.factories import make_email
from sideways.patterns.queries import patterns_shown
from sideways.patterns.tests.factories import BOILERS, NOTES, make_theme, publish
from sideways.people.models import Invitation, Organisation, Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, State
from sideways.villages.tests.factories import ask, make_day, make_mentor, make_project, mentored
from sideways.webhooks.models import Delivery
from sideways.webhooks.tests.factories import make_webhook
from sideways.week.choosing import Chosen, Why
from sideways.week.models import WeekList
from sideways.week.rules import monday_of, week_name
from sideways.week.seals import sealed

# Words that stand in candid lessons and nowhere else, and who may never be sent them.
# Made anew each time: what stands in a file of tests may be sent by those who ask at random.
OWN, SHARED, GONE, ASKED, MEETING, THEIRS = (f"zq{token_hex(8)}qz" for _ in range(6))
HIDDEN = {
    "broker": {GONE, THEIRS},  # who can do all that a practitioner can, and has the desk
    "guardian": {GONE, SHARED, THEIRS},
    "operator": {GONE, SHARED, ASKED, THEIRS},
    "official": {GONE, SHARED, ASKED, OWN, THEIRS},
}
KINDS = tuple(HIDDEN)


@dataclass(frozen=True, slots=True)
class Town:
    """Who asks, with a token of each kind of account, and the ids of what there is to ask about."""

    asks: Person
    secrets: dict[str, str]
    lessons: list[UUID]
    people: list[int]
    organisations: list[int]
    webhooks: list[UUID]
    messages: list[int]
    emails: list[int]
    invitations: list[int]
    comments: list[UUID]
    files: list[UUID]
    patterns: list[UUID]
    weeks: list[str]
    searches: list[int]
    projects: list[UUID]
    proposals: list[UUID]
    mentors: list[UUID]
    days: list[UUID]
    guests: list[int]
    meetings: list[UUID]
    introductions: list[UUID]
    talks: list[UUID]
    apart: list[int]
    conflicts: list[int]
    cards: list[UUID]
    rounds: list[UUID]
    groups: list[int]
    requests: list[UUID]

    def ids(self, parameter: str) -> list[object]:
        """Return what a part of an address may be filled with so that something is there."""
        found: dict[str, list[object]] = {
            "lesson_id": [str(pk) for pk in self.lessons],
            "person_id": list(self.people),
            "reader_id": list(self.people),
            "organisation_id": list(self.organisations),
            "domain": ["ministry.example.org"],
            "file_id": [str(pk) for pk in self.files],
            "comment_id": [str(pk) for pk in self.comments],
            "webhook_id": [str(pk) for pk in self.webhooks],
            "message_id": list(self.messages),
            "email_id": list(self.emails),
            "invitation_id": list(self.invitations),
            "search_id": list(self.searches),
            "project_id": [str(pk) for pk in self.projects],
            "proposal_id": [str(pk) for pk in self.proposals],
            "day_id": [str(pk) for pk in self.days],
            "guest_id": list(self.guests),
            "mentor_id": [str(pk) for pk in self.mentors],
            "meeting_id": [str(pk) for pk in self.meetings],
            "after": [30],
            "pattern_id": [str(pk) for pk in self.patterns],
            "week": list(self.weeks),
            "introduction_id": [str(pk) for pk in self.introductions],
            "talk_id": [str(pk) for pk in self.talks],
            "apart_id": list(self.apart),
            "conflict_id": list(self.conflicts),
            "card_id": [str(pk) for pk in self.cards],
            "round_id": [str(pk) for pk in self.rounds],
            "group_id": list(self.groups),
            "request_id": [str(pk) for pk in self.requests],
        }
        return found.get(parameter, [])


def becomes(person: Person, kind: str) -> None:
    """Give somebody another kind of account, as an operator does."""
    person.kind = kind
    person.save()


def build() -> Town:
    """Build a network where somebody can ask as every kind of account."""
    house = make_organisation(name="Hollin Vale Council")
    asks = make_person(organisation=house, level=3)
    other, waiting = make_person(level=3), make_person(organisation=house, standing=Person.Standing.WAITING)
    held = make_person(standing=Person.Standing.HELD)
    proposed = make_organisation(standing=Organisation.Standing.PROPOSED)
    make_person(organisation=proposed)
    lessons = _lessons(asks, other)
    asked = make_lesson(author=other, audience=Audience.PEERS, went_wrong=f"Late {ASKED}")
    make_release(asked)
    public = make_lesson(author=other, audience=Audience.PUBLIC, went_wrong="Everybody may read this")
    said = [say(each, by) for each, by in ((lessons[1], other), (lessons[4], asks), (asked, make_person()))]
    files = [add(each, by).pk for each, by in ((lessons[0], asks), (lessons[1], asks), (lessons[4], other))]
    webhook = make_webhook(by=make_person(kind="broker", organisation=house))
    now = timezone.now()
    message = Delivery.objects.create(
        webhook=webhook, kind=Delivery.Kind.TEST, happened_at=now, due_at=now, failed_at=now
    )
    weeks = [_offered(asks, each) for each in ([*lessons, asked, public], [])]
    search = make_search(asks, q="late", stage="now")
    planned = _planned(asks, other)
    meetings = _meetings(asks, other, now)
    between = _introduced(asks, lessons[1])
    secrets = {}
    for kind in KINDS:  # only now: everybody here was a practitioner while they wrote
        becomes(asks, kind)
        secrets[kind] = make_token(asks)
    return Town(
        asks=asks,
        secrets=secrets,
        lessons=[each.pk for each in [*lessons, asked, public]],
        people=[other.pk, waiting.pk, held.pk],
        organisations=[house.pk, proposed.pk],
        webhooks=[webhook.pk],
        messages=[message.pk],
        comments=[each.pk for each in said],
        files=files,
        emails=[make_email(failed_at=now, error="No such box", tries=7).pk],
        invitations=[
            Invitation.objects.create(email="ines@example.org", organisation=house, invited_at=now).pk
        ],
        patterns=_patterns(),
        weeks=weeks,
        searches=[search.pk],
        **planned,
        meetings=meetings,
        **between,
        **_worked_out(),
        requests=[ask_who_wrote(each).pk for each in (asked, public)],
    )


def _offered(person: Person, lessons: list[Lesson]) -> str:
    """Keep a list of everything, or of nothing, for a week that is over; return the name of the week."""
    monday = monday_of(timezone.now() - timedelta(weeks=1 if lessons else 2))
    everything = sealed(Chosen(each.pk, Why.TOPICS) for each in lessons)
    WeekList.objects.create(person=person, monday=monday, sealed=everything)
    return week_name(monday)


def _lessons(asks: Person, other: Person) -> list[Lesson]:
    """Return a draft, a shared and a withdrawn lesson of each."""
    states = [State.DRAFT, State.SHARED, State.WITHDRAWN]
    written = [(asks, state, OWN) for state in states]
    written += [(other, state, SHARED if state == State.SHARED else GONE) for state in states]
    return [
        make_lesson(
            author=author, state=state, audience=Audience.PEERS, went_wrong=f"Late {word}", advice=word
        )
        for author, state, word in written
    ]


def _meetings(asks: Person, other: Person, now: datetime) -> list[UUID]:
    """Return a meeting that was, one to come, and one of others."""
    ours = f"About {MEETING}"
    return [
        make_met(asks, other, starts_at=now - 40 * DAY, at=now - 50 * DAY, about=ours).pk,
        make_booked(asks, other, starts_at=now + 5 * DAY, at=now, about=ours).pk,
        make_booked(other, make_person(), starts_at=now + 5 * DAY, at=now, about=f"About {THEIRS}").pk,
    ]


def _planned(asks: Person, other: Person) -> dict[str, list[Any]]:
    """Return the ids of projects, of what they ask of others, and of a day."""
    projects = [make_project(asks), make_project(other), make_project()]
    asked = ask(projects[2], peer=projects[0])
    mentor = make_mentor()
    held = mentored(projects[0], mentor)
    day = make_day([make_project(asks)], [make_mentor()])
    return {
        "projects": [each.pk for each in projects],
        "proposals": [asked.pk, held.pk],
        "mentors": [mentor.pk],
        "days": [day.pk],
        "guests": [each.pk for each in day.guests.all()],
    }


def _introduced(asks: Person, own: Lesson) -> dict[str, list[Any]]:
    """Suggest somebody to who asks, let somebody ask about their lesson, and keep some apart."""
    now = timezone.now()
    Person.objects.filter(pk=asks.pk).update(lat=53.54, lon=-2.11)
    asks.refresh_from_db()
    coach, other = make_work_coach(level=3), make_work_coach(level=3)
    conflict = conflict_add(one=coach, other=other, by=make_broker(), at=now)
    return {
        "introductions": [propose(asks, coach).pk, propose(make_nurse(), make_work_coach()).pk],
        "talks": [talk_ask(lesson=own, by=other, at=now).pk],
        "apart": [apart_add(person=asks, words="somebody@example.org", at=now).pk],
        "conflicts": [conflict.pk],
        "cards": [_pinned(each) for each in (asks, make_work_coach(level=3))],
    }


def _pinned(person: Person) -> UUID:
    at, text = timezone.now(), "How fit notes are read the same day"
    return board_card_pin(card_id=uuid4(), words=BoardWords(kind="offer", text=text), by=person, at=at).pk


def _worked_out() -> dict[str, list[Any]]:
    """Return a round that is ready with its groups, and one that is still to be worked out."""
    now, broker = timezone.now(), make_broker()
    make_nurse(), make_work_coach()
    ready, begun = (round_begin(at=now, by=broker, scope=Scope()) for _each in range(2))
    round_solve(round_id=ready.pk, at=now)
    groups = PlanGroup.objects.filter(plan__round=ready)
    return {"rounds": [ready.pk, begun.pk], "groups": list(groups.values_list("pk", flat=True)[:5])}


def _patterns() -> list[UUID]:
    make_theme(BOILERS)
    make_theme(NOTES)
    publish()
    return [shown.pk for shown in patterns_shown()]
