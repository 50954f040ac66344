"""“Happened to us too”."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sideways.common.audit import audit
from sideways.lessons import rules
from sideways.lessons.errors import LessonNotSharedError, NotAReaderError
from sideways.lessons.models import Lesson, LessonEcho
from sideways.people.models import Person
from sideways.people.trust import State, author_keyword, is_peer, visible_to, written_by
from sideways.vault.services import identity_destroy, identity_seal


@transaction.atomic
def lesson_echo(*, lesson: Lesson, by: Person, at: datetime) -> None:
    """Say that it happened to us too. The service shows; who said it only the vault knows. Twice is once.

    Raises NotAReaderError for its author and for anybody who may not read it.
    """
    locked = readable_locked(lesson, by)
    if _mine(locked, by) is not None or by.profession is None:
        return
    echo = LessonEcho.objects.create(
        lesson=locked, service=by.profession.service, said_on=timezone.localdate(at)
    )
    identity_seal(subject=echo.pk, content={"person": by.pk}, keywords=[author_keyword(rules.ECHO, by)])
    audit(action="lesson.echoed", subject=locked, at=at)


@transaction.atomic
def lesson_echo_take_back(*, lesson: Lesson, by: Person, at: datetime) -> None:
    """Take back an echo. Taking it back twice changes nothing."""
    echo = _mine(lesson, by)
    if echo is None:
        return
    identity_destroy(subject=echo.pk)
    echo.delete()
    audit(action="lesson.echo_taken_back", subject=lesson, at=at)


def readable_locked(lesson: Lesson, by: Person) -> Lesson:
    """Return another’s shared lesson locked, or raise what is refused."""
    locked = Lesson.objects.select_for_update().filter(pk=lesson.pk).first()
    if locked is None or locked.state != State.SHARED:
        raise LessonNotSharedError
    readable = visible_to(Lesson.objects.filter(pk=lesson.pk), by).exists()
    if not readable or not is_peer(by) or rules.is_author(locked, by):
        raise NotAReaderError
    return locked


def _mine(lesson: Lesson, by: Person) -> LessonEcho | None:
    return LessonEcho.objects.filter(lesson=lesson, pk__in=written_by(rules.ECHO, by)).first()
