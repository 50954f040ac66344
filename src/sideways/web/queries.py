"""What the first page shows each reader: it joins features, and asks each for its own reads."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet

from sideways.common.models import ScheduledJob
from sideways.lessons import queries as lessons
from sideways.lessons.models import Lesson
from sideways.people.models import Person
from sideways.people.trust import PEERS, State

SHOWN_AT_HOME = 5


class Figures(NamedTuple):
    people: int
    services: int
    lessons: int


def figures(at: datetime) -> Figures:
    """Return three true figures of this network: people, their services, lessons of the last 30 days."""
    people = Person.objects.filter(standing=Person.Standing.ACTIVE, kind__in=PEERS)
    counted = people.aggregate(people=Count("pk"), services=Count("profession__service", distinct=True))
    shared = Lesson.objects.filter(state=State.SHARED, shared_at__gte=at - timedelta(days=30))
    return Figures(counted["people"], counted["services"], shared.count())


def jobs_last_run() -> dict[str, datetime]:
    """Return when each regular job last started. One query."""
    return dict(ScheduledJob.objects.values_list("name", "started_at"))


def happening_now(person: Person) -> list[Lesson]:
    """Return the first few lessons for somebody's first page."""
    return list(lessons.lessons_for_home(person)[:SHOWN_AT_HOME])


def lessons_of(person: Person) -> QuerySet[Lesson]:
    """Return what a person has begun or shared, with how many it happened to as well."""
    mine = lessons.lessons_written_by(person).exclude(state=State.WITHDRAWN)
    return lessons.with_what_rows_show(mine)


def newest_public(reader: Person) -> list[Lesson]:
    """Return the newest lessons that somebody outside the circle of peers may read."""
    readable = lessons.with_what_rows_show(lessons.lessons_readable(reader))
    return list(readable.order_by("-shared_at")[:SHOWN_AT_HOME])
