"""How many lessons each choice of the filters would leave."""

from collections import Counter
from functools import lru_cache

from django.db.models import Count, QuerySet

from sideways.lessons.groups import COLUMNS, group_safe, groups_from
from sideways.lessons.models import Lesson
from sideways.lessons.queries import levels_shown
from sideways.people.cells import Cells

Counts = dict[str, Counter[str]]


def filter_counts(lessons: QuerySet[Lesson], cells: Cells) -> Counts:
    """Return how many of these lessons each choice of a filter would leave. Two queries.

    Counts an author under what is shown of them and never more (P4), as the filters do.
    """
    found = Lesson.objects.filter(pk__in=lessons.order_by().values("pk")).order_by()
    counts: Counts = {name: Counter() for name in ("stage", "service", "profession", "level", "region")}
    counts["topic"] = Counter(dict(found.exclude(topics=None).values_list("topics").annotate(Count("pk"))))
    shown, levels = lru_cache(maxsize=None)(lambda group: group_safe(group, cells)), levels_shown(cells)
    for stage, named, *columns, count in found.values_list("stage", "named_author", *COLUMNS).annotate(
        Count("pk")
    ):
        (stored,) = groups_from([tuple(columns)])
        group = stored if named else shown(stored)
        counts["stage"][stage] += count
        if stored.level in levels:
            counts["level"][str(stored.level)] += count
        if group is not None:
            counts["service"][group.service] += count
            counts["profession"][group.profession] += count
            counts["region"][group.region] += count
    return counts
