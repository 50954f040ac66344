"""What came of a lesson, as it goes in and out."""

from datetime import date

from sideways.api.fields import Said, Told, left_out, one_of
from sideways.api.shapes.lessons import RoutesSeen
from sideways.lessons.forms import most_letters
from sideways.lessons.models import LessonReuse
from sideways.lessons.presenters.trail import TrailEntry
from sideways.people.levels import Service


class Use(RoutesSeen):
    """Where somebody used a lesson, and what they changed."""

    place: Service
    changed: Said = left_out(str, max_length=most_letters("changed", LessonReuse))


class Ending(RoutesSeen):
    """Whether it held, and why."""

    outcome: LessonReuse.Outcome
    why: Said = left_out(str, max_length=most_letters("why", LessonReuse))


class UseTold(Told):
    """One use of a lesson, as readers may know it."""

    used_on: date
    who: str
    differences: str
    changed: str
    outcome: str = one_of(LessonReuse.Outcome, blank=True)
    why: str


class Trail(Told):
    """What came of a lesson in two sentences, then each use, the newest first."""

    sentence: str
    talked: str
    items: list[UseTold]


class MyUse(Told):
    """What you said of using a lesson."""

    place: str = one_of(Service)
    changed: str
    used_on: date
    outcome: str = one_of(LessonReuse.Outcome, blank=True)
    why: str


def use_told(entry: TrailEntry) -> UseTold:
    """Return one use."""
    return UseTold(
        used_on=entry.on,
        who=entry.who,
        differences=entry.differences,
        changed=entry.changed,
        outcome=entry.outcome,
        why=entry.why,
    )


def my_use_told(reuse: LessonReuse) -> MyUse:
    """Return one’s own use."""
    return MyUse(
        place=reuse.place,
        changed=reuse.changed,
        used_on=reuse.used_on,
        outcome=reuse.outcome,
        why=reuse.why,
    )
