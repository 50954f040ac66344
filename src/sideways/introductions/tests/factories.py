"""Introductions for tests: proposed through the services, so that they are real ones."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Introduction, TalkRequest
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

OLDHAM, ROCHDALE, LEEDS = (53.54, -2.11), (53.61, -2.16), (53.80, -1.55)


def make_peer(profession: str = "nurse", where: tuple[float, float] = OLDHAM, **fields: Any) -> Person:
    return make_person(profession=profession, lat=where[0], lon=where[1], **fields)


def make_nurse(**fields: Any) -> Person:
    return make_peer("nurse", **fields)


def make_work_coach(**fields: Any) -> Person:
    return make_peer("work_coach", **{"where": ROCHDALE, **fields})


def make_broker(**fields: Any) -> Person:
    return make_peer("charity_manager", **{"kind": "broker", "level": 4, "name": "Bo Broker", **fields})


def make_crowd(profession: str, size: int = 5, **fields: Any) -> None:
    """Make so many that their profession may be told (P4)."""
    for _ in range(size):
        make_peer(profession, **fields)


def propose(*people: Person, at: datetime | None = None, **words: Any) -> Introduction:
    people = people or (make_nurse(), make_work_coach())
    words = {"source": "round", "about": "Fit notes", "reason": "Both chose fit notes.", **words}
    return services.introduction_propose(people=people, at=at or timezone.now(), **words)


def answer(
    introduction: Introduction, person: Person, *, yes: bool, at: datetime | None = None
) -> Introduction:
    return services.introduction_answer(
        introduction=introduction, person=person, says_yes=yes, at=at or timezone.now()
    )


def accepted(*people: Person, at: datetime | None = None) -> Introduction:
    introduction = propose(*people, at=at)
    for party in introduction.parties.all():
        assert party.person is not None
        introduction = answer(introduction, party.person, yes=True, at=at)
    return introduction


def ask_to_talk(by: Person, author: Person, at: datetime | None = None, **lesson: Any) -> TalkRequest:
    told: Lesson = make_lesson(author=author, audience="peers", **lesson)
    return services.talk_ask(lesson=told, by=by, at=at or timezone.now())
