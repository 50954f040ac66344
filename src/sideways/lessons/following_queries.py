"""Reads of what somebody watches or has muted."""

from django.db.models import BooleanField, Case, QuerySet, Value, When

from sideways.lessons.following import Following, what_concerns
from sideways.lessons.models import Lesson
from sideways.lessons.queries import lessons_readable
from sideways.people.models import Person


def following_of(lesson: Lesson, person: Person) -> Following:
    """Return how much the person wants to hear of a lesson. One query."""
    concerned = what_concerns(person)
    if lesson.pk in concerned.watched:
        return Following.WATCHING
    return Following.MUTED if lesson.pk in concerned.muted else Following.NORMAL


def lessons_followed_by(person: Person, how: Following | None = None) -> QuerySet[Lesson]:
    """Return the shared lessons somebody watches, then those they have muted, newest first: ``is_muted``.

    Or only those they follow in one of these ways. What they may no longer read is not among them. Asks the
    vault twice.
    """
    concerned = what_concerns(person)
    filed = {Following.WATCHING: concerned.watched, Following.MUTED: concerned.muted}
    wanted = filed[how] if how else concerned.watched | concerned.muted
    chosen = lessons_readable(person).filter(pk__in=wanted)
    muted = When(pk__in=concerned.muted, then=Value(True))
    is_muted = Case(muted, default=Value(False), output_field=BooleanField())
    return chosen.annotate(is_muted=is_muted).order_by("is_muted", "-shared_at", "pk")
