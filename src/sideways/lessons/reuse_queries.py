"""Reads of what came of lessons where others used them. Peers alone see any of it."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sideways.lessons import rules
from sideways.lessons.models import Lesson, LessonReuse
from sideways.people.models import Person
from sideways.people.trust import Reader, State, is_peer, visible_to, written_by

USED = "used"  # what all uses count under, beside how they ended
ASKED_AFTER = (timedelta(days=30), timedelta(days=90))


def reuses_of(lesson: Lesson, reader: Reader) -> list[LessonReuse]:
    """Return the reuses of a shared lesson this reader may see, newest first. The lesson is readable already.

    Also what is counted: a number that holds what a senior may not see would tell them of it.
    """
    if not is_peer(reader) or lesson.state != State.SHARED:
        return []
    seen = visible_to(LessonReuse.objects.filter(lesson=lesson), reader)
    return list(seen.select_related("profession").order_by("-used_on", "pk"))


def reuse_by(lesson: Lesson, person: Person) -> LessonReuse | None:
    """Return what this person said of using the lesson."""
    return LessonReuse.objects.filter(lesson=lesson, pk__in=written_by(rules.REUSE, person)).first()


def reuse_counts(lessons: Collection[Lesson], reader: Reader) -> dict[UUID, Counter[str]]:
    """Return how often each shared lesson was used and how it ended, of what this reader may see."""
    found: dict[UUID, Counter[str]] = {}
    if not is_peer(reader):
        return found
    ids = [lesson.pk for lesson in lessons if lesson.state == State.SHARED]
    seen = visible_to(LessonReuse.objects.filter(lesson__in=ids), reader)
    for pk, outcome, count in seen.order_by().values_list("lesson", "outcome").annotate(Count("pk")):
        counted = found.setdefault(pk, Counter())
        counted[USED] += count
        counted[outcome] += count
    return found


def reuses_to_ask(person: Person, since: date, until: date) -> QuerySet[LessonReuse]:
    """Return this person’s uses without an answer that turn 30 or 90 days old from ``since`` to ``until``."""
    due = Q()
    for after in ASKED_AFTER:
        due |= Q(used_on__gte=since - after, used_on__lte=until - after)
    unanswered = Q(outcome="") | Q(outcome=LessonReuse.Outcome.TOO_SOON)
    mine = LessonReuse.objects.filter(pk__in=written_by(rules.REUSE, person))
    return mine.filter(due, unanswered, lesson__state=State.SHARED).select_related("lesson")
