"""From which lesson another grew, and what grew from it, each with what differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext

from sideways.lessons.chain_queries import Branch
from sideways.lessons.groups import group_shown
from sideways.lessons.models import Lesson
from sideways.lessons.presenters.author import author_words, in_another
from sideways.lessons.presenters.rows import title_of
from sideways.people.cells import Cells, Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A lesson of a chain, as readers may know it."""

    pk: UUID
    title: str
    author: str
    differences: str = ""
    grown: tuple["Link", ...] = ()


def roots_told(roots: Iterable[Lesson], cells: Cells) -> list[Link]:
    """Return what a lesson grew from, each with what differs from the one before it."""
    told: list[Link] = []
    before = None
    for lesson in roots:
        told.append(_link(lesson, before, cells))
        before = lesson
    return told


def branches_told(lesson: Lesson, branches: Iterable[Branch], cells: Cells) -> list[Link]:
    """Return what grew from a lesson, each with what differs from the one it grew from."""
    return [
        _link(branch.lesson, lesson, cells, tuple(branches_told(branch.lesson, branch.grown, cells)))
        for branch in branches
    ]


def _link(lesson: Lesson, source: Lesson | None, cells: Cells, grown: tuple[Link, ...] = ()) -> Link:
    shown, was = group_shown(lesson, cells), group_shown(source, cells) if source else None
    words = get_text_list(list(_other(shown, was)) if shown and was else [], gettext("and"))
    return Link(
        pk=lesson.pk,
        title=title_of(lesson),
        author=author_words(lesson, cells),
        differences=gettext("In %(differences)s.") % {"differences": words} if words else "",
        grown=grown,
    )


def _other(shown: Group, was: Group) -> Iterator[str]:
    yield from in_another(shown, was)
    if shown.level != was.level:
        yield gettext("another level")
