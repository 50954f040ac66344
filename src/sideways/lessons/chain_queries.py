"""Reads of which lesson grew from which. Nothing leads over a lesson that the reader may not open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from sideways.lessons.models import Lesson
from sideways.lessons.queries import lessons_of_others, lessons_readable
from sideways.people.models import Person
from sideways.people.trust import Reader

FARTHEST = 3  # steps up and down that a page shows; the next page goes on from there
UP = ["__".join(["adapted_from"] * steps) for steps in range(1, FARTHEST + 1)]
MOST = 50


@dataclass(slots=True)
class Branch:
    """A lesson with what grew from it."""

    lesson: Lesson
    grown: list["Branch"] = field(default_factory=list)


def may_grow_from(pk: UUID, person: Person) -> Lesson | None:
    """Return a lesson this person may say theirs grew from: shared, readable, written by somebody else.

    Never one's own: that would tie what one has written together (P5).
    """
    return lessons_of_others(person).filter(pk=pk).first()


def chain_of(lesson: Lesson, reader: Reader) -> tuple[list[Lesson], list[Branch]]:
    """Return what a lesson grew from, the oldest first, and what grew from it, newest first.

    Three steps each way. Four queries at most, one where nothing is tied.
    """
    above: tuple[UUID | None, ...] = ()
    if lesson.adapted_from_id:
        above = Lesson.objects.values_list(*UP).get(pk=lesson.pk)
    below = Q()
    for step in UP:
        below |= Q(**{step: lesson.pk})
    tied = [pk for pk in above if pk]
    tied += Lesson.objects.filter(below).order_by("-shared_at", "pk").values_list("pk", flat=True)[:MOST]
    if not tied:
        return [], []
    shared = lessons_readable(reader).filter(pk__in=tied)
    found = {each.pk: each for each in shared.select_related("profession").order_by("-shared_at", "pk")}
    return _roots([pk for pk in above if pk], found), _branches(lesson.pk, found)


def lessons_in(branches: Iterable[Branch]) -> Iterator[Lesson]:
    """Yield every lesson of the branches."""
    for branch in branches:
        yield branch.lesson
        yield from lessons_in(branch.grown)


def _roots(above: list[UUID], found: dict[UUID, Lesson]) -> list[Lesson]:
    roots = []
    for pk in above:
        if pk not in found:
            break
        roots.append(found[pk])
    return roots[::-1]


def _branches(pk: UUID, found: dict[UUID, Lesson]) -> list[Branch]:
    """Return what grew from a lesson. Ties never go round: only drafts are tied, only to what is shared."""
    return [
        Branch(lesson=each, grown=_branches(each.pk, found))
        for each in found.values()
        if each.adapted_from_id == pk
    ]
