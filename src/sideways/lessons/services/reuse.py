"""“I used this”, and whether it held."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.lessons import rules
from sideways.lessons.errors import NotAReaderError, NotUsedError
from sideways.lessons.groups import group_columns, group_of_person
from sideways.lessons.models import Lesson, LessonReuse
from sideways.lessons.services.change import formal_route_first
from sideways.lessons.services.echoes import readable_locked
from sideways.people.cells import widened
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import keywords_for, written_by
from sideways.vault.services import identity_destroy, identity_seal


@transaction.atomic
def lesson_reuse(
    *, lesson: Lesson, place: str, changed: str, routes_seen: frozenset[str], by: Person, at: datetime
) -> LessonReuse:
    """Say that one used a lesson. Once for each person: saying it again changes where and what.

    Raises NotAReaderError for its author and for anybody who may not read it, and
    FormalRouteFirstError when the words point to harm.
    """
    locked = readable_locked(lesson, by)
    if by.profession is None or by.level is None:
        raise NotAReaderError
    reuse = _mine(locked, by)
    if reuse is not None and (reuse.place, reuse.changed) == (place, changed):
        return reuse
    formal_route_first([changed], [reuse.changed] if reuse else [], routes_seen)
    is_new = reuse is None
    if reuse is None:
        shown = widened(group_of_person(by, by.level), cells_of([by.level]))
        reuse = LessonReuse(lesson=locked, used_on=timezone.localdate(at), **group_columns(shown))
    reuse.place, reuse.changed = place, changed
    reuse.clean_fields(exclude=["lesson", "profession"])
    reuse.save()
    if is_new:
        identity_seal(subject=reuse.pk, content={"person": by.pk}, keywords=keywords_for(rules.REUSE, by))
        audit(action="lesson.used", subject=locked, at=at)
    return reuse


@transaction.atomic
def lesson_reuse_answer(
    *, lesson: Lesson, outcome: str, why: str, routes_seen: frozenset[str], by: Person, at: datetime
) -> LessonReuse:
    """Say whether it held. The last answer stands; the same answer twice changes nothing.

    Raises NotUsedError when the person has not said that they used it.
    """
    reuse = _mine(readable_locked(lesson, by), by)
    if reuse is None:
        raise NotUsedError
    if not outcome:
        raise ValidationError({"outcome": _("Choose one from the list")})
    if (reuse.outcome, reuse.why) == (outcome, why):
        return reuse
    formal_route_first([why], [reuse.why], routes_seen)
    reuse.outcome, reuse.why, reuse.answered_on = outcome, why, timezone.localdate(at)
    reuse.clean_fields(exclude=["lesson", "profession"])
    reuse.save()
    audit(action="lesson.use_answered", subject=lesson, at=at)
    return reuse


@transaction.atomic
def lesson_reuse_take_back(*, lesson: Lesson, by: Person, at: datetime) -> None:
    """Take back that one used it, with all that was said of it. Twice changes nothing."""
    Lesson.objects.select_for_update().filter(pk=lesson.pk).first()
    reuse = _mine(lesson, by)
    if reuse is None:
        return
    identity_destroy(subject=reuse.pk)
    reuse.delete()
    audit(action="lesson.use_taken_back", subject=lesson, at=at)


def _mine(lesson: Lesson, by: Person) -> LessonReuse | None:
    return LessonReuse.objects.filter(lesson=lesson, pk__in=written_by(rules.REUSE, by)).first()
