"""How many lessons each choice of the filters would leave."""

from collections import Counter
from functools import cache
from typing import Any

from django.db.models import Count, QuerySet

from sideways.lessons.groups import COLUMNS, group_safe, groups_from
from sideways.lessons.models import Lesson
from sideways.lessons.queries import levels_shown
from sideways.people.cells import Cells, Group

Counts = dict[str, Counter[str]]


def filter_counts(lessons: QuerySet[Lesson], cells: Cells) -> Counts:
    """Return how many of these lessons each choice of a filter would leave. Two queries.

    Counts an author under what is shown of them and never more (P4), as the filters do.
    """
    found = lessons.order_by()
    counts: Counts = {name: Counter() for name in ("stage", "service", "profession", "level", "region")}
    on_topics = found.values_list("topics").annotate(Count("pk"))  # None: on no topic
    counts["topic"] = Counter({topic: count for topic, count in on_topics if topic is not None})
    levels = levels_shown(cells)

    @cache
    def shown(named: bool, *columns: Any) -> Group | None:
        (stored,) = groups_from([columns])
        return stored if named else group_safe(stored, cells)

    alike = found.values_list("stage", "named_author", *COLUMNS).annotate(Count("pk"))
    for stage, author, level, *columns, count in alike:
        counts["stage"][stage] += count
        if level in levels:
            counts["level"][str(level)] += count
        group = shown(author is not None, level, *columns)
        if group is not None:
            counts["service"][group.service] += count
            counts["profession"][group.profession] += count
            counts["region"][group.region] += count
    return counts
