"""What the worker does by itself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from sideways.lessons import going_for_good
from sideways.lessons.groups import COLUMNS, group_columns, groups_from
from sideways.lessons.keeping import DRAFTS_KEPT, WITHDRAWN_KEPT
from sideways.lessons.models import Lesson, LessonEcho, LessonReuse
from sideways.people.cells import Cells, widened
from sideways.people.queries import cells_of
from sideways.people.trust import State
from sideways.vault.services import identity_destroy


def drafts_forget(*, at: datetime) -> int:
    """Delete drafts nobody has touched for 90 days, with their seals. Returns how many."""
    return _forget(Q(state=State.DRAFT, changed_at__lte=at - DRAFTS_KEPT))


def withdrawn_forget(*, at: datetime) -> int:
    """Delete lessons that were withdrawn 90 days ago, with all that hangs on them. Returns how many."""
    return _forget(Q(state=State.WITHDRAWN, withdrawn_at__lte=at - WITHDRAWN_KEPT))


@transaction.atomic
def _forget(which: Q) -> int:
    ids = list(Lesson.objects.select_for_update().filter(which).values_list("pk", flat=True))
    echoes = LessonEcho.objects.filter(lesson__in=ids).values_list("pk", flat=True)
    reuses = LessonReuse.objects.filter(lesson__in=ids).values_list("pk", flat=True)
    for subject in [*ids, *echoes, *reuses]:
        identity_destroy(subject=subject)
    going_for_good.tell_features(ids)
    Lesson.objects.filter(pk__in=ids).delete()
    return len(ids)


@transaction.atomic
def groups_widen() -> int:
    """Widen stored groups that have become too small since. Returns how many groups. Never narrows."""
    cells = cells_of()
    lessons = Lesson.objects.filter(level__isnull=False, named_author=None)
    return stored_widen(lessons, cells) + stored_widen(LessonReuse.objects.all(), cells)


def stored_widen(stored: QuerySet[Any], cells: Cells) -> int:
    """Widen the groups that some rows store. Returns how many groups."""
    changed = 0
    for group in groups_from(stored.order_by().values_list(*COLUMNS).distinct()):
        wider_group = widened(group, cells)
        if wider_group != group:
            stored.filter(Q(**group_columns(group))).update(**group_columns(wider_group))
            changed += 1
    return changed
