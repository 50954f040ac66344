"""Reads of guardians: what waits, what was written and asked. Who the author is, only the vault says."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from sideways.guardians import rules
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.lessons.models import Lesson
from sideways.lessons.rules import LESSON
from sideways.people.models import Person
from sideways.people.trust import written_by
from sideways.vault.queries import keywords_of


class Year(NamedTuple):
    """How many requests to find out who wrote something, in one year."""

    year: int
    asked: int
    agreed: int
    declined: int


def guarded(guardian: Person, lesson_id: UUID) -> Lesson | None:
    """Return a lesson that this person is a guardian for, to write to its author. Two queries."""
    lesson = Lesson.objects.filter(pk=lesson_id).first()
    if lesson is None or not rules.may_guard(guardian, lesson, keywords_of([lesson_id])[lesson_id]):
        return None
    return lesson


def messages_with(guardian: Person, lesson: Lesson) -> QuerySet[GuardianMessage]:
    """Return what this guardian and the author wrote to each other, oldest first."""
    return GuardianMessage.objects.filter(guardian=guardian, lesson=lesson)


def messages_about(lesson: Lesson) -> QuerySet[GuardianMessage]:
    """Return what guardians wrote to the author and the author answered, oldest first."""
    return GuardianMessage.objects.filter(lesson=lesson)


def conversations_of(guardian: Person) -> list[GuardianMessage]:
    """Return the newest message of each conversation of a guardian, the newest first. One query."""
    newest: dict[UUID, GuardianMessage] = {}
    mine = GuardianMessage.objects.filter(guardian=guardian).select_related("lesson")
    for message in mine.order_by("-at", "-pk"):
        newest.setdefault(message.lesson_id, message)
    return list(newest.values())


def unmaskings_waiting_for(guardian: Person, at: datetime) -> list[Unmasking]:
    """Return what other guardians asked and this one may answer, oldest first. Two queries.

    Nobody is shown what was asked by the author or by somebody above the author: it lapses.
    """
    asked = Unmasking.objects.filter(state=Unmasking.State.ASKED, asked_at__gt=at - rules.LAPSES_AFTER)
    others = asked.exclude(asked_by=guardian).exclude(asked_by=None).select_related("asked_by")
    return _for(guardian, others.order_by("asked_at", "pk"))


def _for(guardian: Person, found: Iterable[Unmasking]) -> list[Unmasking]:
    rows = [row for row in found if row.lesson_id]
    filed = keywords_of({row.lesson_id for row in rows if row.lesson_id})
    return [
        row
        for row in rows
        if row.lesson_id
        and row.asked_by
        and rules.may_know(guardian, filed[row.lesson_id])
        and rules.may_know(row.asked_by, filed[row.lesson_id])
    ]


def unmasking_for(guardian: Person, pk: UUID, at: datetime) -> Unmasking | None:
    """Return one that the guardian asked, answered or may answer. Three queries."""
    found = Unmasking.objects.filter(pk=pk).select_related("asked_by").first()
    if found is None or rules.is_party(found, guardian):
        return found
    return found if rules.waits(found, at) and _for(guardian, [found]) else None


def unmaskings_of(guardian: Person) -> QuerySet[Unmasking]:
    """Return what this guardian asked or answered, the newest first."""
    mine = Unmasking.objects.filter(Q(asked_by=guardian) | Q(answered_by=guardian))
    return mine.order_by("-asked_at", "pk")


def unmaskings_told(at: datetime, *, of: Lesson | None = None) -> list[Unmasking]:
    """Return the unmaskings that their authors have been told of by now, the newest first. One query."""
    agreed = Unmasking.objects.filter(state=Unmasking.State.AGREED).order_by("-answered_at", "pk")
    asked = agreed if of is None else agreed.filter(lesson_id=of.pk)
    return [row for row in asked if (when := rules.told_at(row)) and when <= at]


def unmaskings_told_to(person: Person, at: datetime) -> list[Unmasking]:
    """Return those of all that a person wrote. One query where there are none of anybody, else two.

    There nearly never are, and everybody is asked about each minute.
    """
    told = unmaskings_told(at)
    own = set(written_by(LESSON, person)) if told else set()
    return [row for row in told if row.lesson_id in own]


def years_of_unmasking() -> list[Year]:
    """Return how many requests there were each year, the newest year first. One query."""
    state = Unmasking.State
    counted = (
        Unmasking.objects.annotate(year=ExtractYear("asked_at"))
        .values("year")
        .annotate(
            asked=Count("pk"),
            agreed=Count("pk", filter=Q(state=state.AGREED)),
            declined=Count("pk", filter=Q(state=state.DECLINED)),
        )
        .order_by("-year")
    )
    return [Year(row["year"], row["asked"], row["agreed"], row["declined"]) for row in counted]
