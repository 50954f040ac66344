"""Who may write to an author through the vault, and who may find out who wrote a lesson, until when."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.utils import timezone

from sideways.guardians.models import Unmasking
from sideways.lessons.models import Lesson
from sideways.lessons.rules import LESSON, may_release
from sideways.people.models import Person
from sideways.people.trust import State, author_keyword, is_above_author

LAPSES_AFTER = timedelta(days=14)
OPEN_FOR = timedelta(days=7)
LONGEST_UNTOLD = timedelta(days=365)


def may_guard(guardian: Person, lesson: Lesson, filed: Collection[str]) -> bool:
    """Say whether somebody is a guardian for this lesson: shared once, and not their own."""
    return (
        may_release(guardian)
        and lesson.state != State.DRAFT
        and author_keyword(LESSON, guardian) not in filed
    )


def may_know(guardian: Person, filed: Collection[str]) -> bool:
    """Say whether somebody may take part in finding out who wrote what is filed under these keywords.

    Not the author, and nobody above the author where they work. Whoever may not is never told so:
    that alone would say where the author works.
    """
    return (
        may_release(guardian)
        and author_keyword(LESSON, guardian) not in filed
        and not is_above_author(LESSON, filed, guardian)
    )


def has_lapsed(unmasking: Unmasking, at: datetime) -> bool:
    """Say whether nobody answered in time."""
    return unmasking.state == Unmasking.State.ASKED and at >= unmasking.asked_at + LAPSES_AFTER


def waits(unmasking: Unmasking, at: datetime) -> bool:
    """Say whether a second guardian may still answer."""
    return unmasking.state == Unmasking.State.ASKED and not has_lapsed(unmasking, at)


def open_until(unmasking: Unmasking) -> datetime | None:
    """Return until when both guardians may look; None when nobody has agreed."""
    if unmasking.state != Unmasking.State.AGREED or unmasking.answered_at is None:
        return None
    return unmasking.answered_at + OPEN_FOR


def is_party(unmasking: Unmasking, guardian: Person) -> bool:
    """Say whether somebody asked or answered."""
    return may_release(guardian) and guardian.pk in {unmasking.asked_by_id, unmasking.answered_by_id}


def told_at(unmasking: Unmasking) -> datetime | None:
    """Return when the author is told of one agreed to: at once, or on the day the law allows it."""
    if unmasking.tell_on is not None:
        return timezone.make_aware(datetime.combine(unmasking.tell_on, time()))
    return unmasking.answered_at
