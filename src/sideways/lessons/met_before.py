"""What others met already, at the moment somebody begins something: for features above to show.

A page includes ``lessons/_met_before.html`` where it helps, and puts ``rows_met_before`` under ``met``.
"""

from collections.abc import Collection
from dataclasses import replace

from django.utils.text import get_text_list
from django.utils.translation import gettext

from sideways.lessons.presenters import LessonRow, lesson_rows
from sideways.lessons.queries import cells_at, lessons_met_before
from sideways.lessons.reuse_queries import reuse_counts
from sideways.people.models import Person


def rows_met_before(text: str, topics: Collection[str], person: Person) -> list[LessonRow]:
    """Return the few lessons of others nearest to some words and topics, each with why it is shown.

    The same number of queries whatever there is.
    """
    found = lessons_met_before(text, topics, person)
    cells = cells_at(lesson.level for lesson in found)
    rows = lesson_rows(found, cells, person, counted=reuse_counts(found, person))
    return [_with_reason(row, topics) for row in rows]


def _with_reason(row: LessonRow, topics: Collection[str]) -> LessonRow:
    names = [topic.name for topic in row.lesson.topics.all() if topic.pk in topics]
    if names:
        why = gettext("also about %(topics)s") % {"topics": get_text_list(names[:2], gettext("and")).lower()}
    else:
        why = gettext("says much the same")
    return replace(row, reason="; ".join(filter(None, [why, row.reason])))
