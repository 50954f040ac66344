"""Introductions for tests: proposed through the services, so that they are real ones."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Introduction
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

OLDHAM, ROCHDALE, LEEDS = (53.54, -2.11), (53.61, -2.16), (53.80, -1.55)


def make_nurse(**fields: Any) -> Person:
    lat, lon = fields.pop("at", OLDHAM)
    return make_person(**{"profession": "nurse", "lat": lat, "lon": lon, **fields})


def make_work_coach(**fields: Any) -> Person:
    lat, lon = fields.pop("at", ROCHDALE)
    return make_person(**{"profession": "work_coach", "lat": lat, "lon": lon, **fields})


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
