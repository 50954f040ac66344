"""How the author of a lesson may be described: stored already widened, widened again when shown (P4)."""

from collections.abc import Iterable
from typing import Any, cast

from sideways.lessons.models import ByRole, Lesson
from sideways.people.cells import SMALLEST_GROUP, Cells, Group, widened, wider
from sideways.people.models import Person

COLUMNS = ("level", "profession", "service", "region", "nation")


def group_of_person(person: Person, level: int) -> Group:
    """Return the narrowest true description of a person at a level."""
    profession = person.profession
    return Group(
        level=level,
        profession=profession.code if profession else "",
        service=profession.service if profession else "",
        region=person.region,
        nation=person.nation,
    )


def group_stored(lesson: Lesson | ByRole) -> Group:
    """Return the group as a shared lesson, or what was said of one, keeps it; a draft has none."""
    return Group(
        level=cast("int", lesson.level),
        profession=lesson.profession_id or "",
        service=lesson.service,
        region=lesson.region,
        nation=lesson.nation,
    )


def group_columns(group: Group) -> dict[str, Any]:
    """Return the columns of a lesson that hold this group."""
    return {
        "level": group.level,
        "profession_id": group.profession or None,
        "service": group.service,
        "region": group.region,
        "nation": group.nation,
    }


def group_shown(lesson: Lesson, cells: Cells) -> Group | None:
    """Return the description readers see today. None says: nothing may be said of the author."""
    if lesson.level is None:
        return None
    if lesson.named_author_id is not None:
        return wider(group_stored(lesson))[0]
    return group_safe(group_stored(lesson), cells)


def group_safe(group: Group, cells: Cells) -> Group | None:
    """Return the narrowest wider group with enough people, or None when even the level alone has too few."""
    safe = widened(group, cells)
    return safe if cells.size(safe) >= SMALLEST_GROUP else None


def groups_from(rows: Iterable[tuple[Any, ...]]) -> list[Group]:
    """Return groups from rows of ``COLUMNS``."""
    return [
        Group(level=level, profession=profession or "", service=service, region=region, nation=nation)
        for level, profession, service, region, nation in rows
    ]
