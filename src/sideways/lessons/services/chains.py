"""From which lesson another grew."""

from django.db import transaction

from sideways.lessons.chain_queries import may_grow_from
from sideways.lessons.errors import LessonAlreadySharedError, NotAReaderError
from sideways.lessons.models import Lesson
from sideways.lessons.services.change import own_locked
from sideways.people.models import Person
from sideways.people.trust import State


@transaction.atomic
def lesson_adapt(*, lesson: Lesson, adapted_from: Lesson | None, by: Person) -> Lesson:
    """Say from which lesson a draft grew; None cuts the tie, of a shared lesson too. Twice is once.

    Only drafts can be tied, and only to what is shared: so no lesson grows from itself. Raises
    LessonAlreadySharedError otherwise, and NotAReaderError for one's own lesson or one that cannot be read.
    """
    locked = own_locked(lesson, by)
    if locked.adapted_from_id == (adapted_from.pk if adapted_from else None):
        return locked
    if adapted_from is not None:
        if locked.state != State.DRAFT:
            raise LessonAlreadySharedError
        if may_grow_from(adapted_from.pk, by) is None:
            raise NotAReaderError
    locked.adapted_from = adapted_from
    locked.save(update_fields=["adapted_from"])
    return locked
