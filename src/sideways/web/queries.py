"""What the first page shows each reader. Joins features; asks each for its own reads."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sideways.lessons import queries as lessons
from sideways.lessons.models import Lesson, LessonRelease
from sideways.people.models import Person
from sideways.people.trust import State, visible_to

SHOWN_AT_HOME = 5


def figures() -> dict[str, int]:
    """Return three true figures of this network: people, services they come from, lessons this month."""
    people = Person.objects.filter(standing=Person.Standing.ACTIVE, profession__isnull=False)
    month_ago = timezone.now() - timedelta(days=30)
    return {
        "people": people.count(),
        "services": people.order_by().values("profession__service").distinct().count(),
        "lessons": Lesson.objects.filter(state=State.SHARED, shared_at__gte=month_ago).count(),
    }
