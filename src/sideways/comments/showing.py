"""What stands beside a lesson on its page: what was said, and the form to say something."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from sideways.comments import presenters, queries, rules
from sideways.comments.forms import CommentForm
from sideways.comments.models import Comment
from sideways.lessons.beside import Part
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import shown_as
from sideways.lessons.queries import cells_at
from sideways.lessons.standing import Standing
from sideways.people.cells import Cells
from sideways.people.models import Person
from sideways.people.trust import Reader, written_by


def part(request: HttpRequest, lesson: Lesson) -> Part | None:
    """Return the part of a lesson's page, or None where there is nothing to read and nothing to say."""
    reader, standing = request.user, rules.standing_of(lesson, request.user)
    kinds = rules.kinds_for(lesson, reader, standing)
    threads = queries.threads_of(lesson, reader, standing)
    if not threads and not kinds:
        return None
    cells = cells_for(threads, reader)
    rows = rows_for(threads, cells, reader, standing)
    shown: dict[str, Any] = {"lesson": lesson, "rows": rows, "kinds": kinds}
    if kinds and isinstance(reader, Person):
        shown["form"] = new_form(reader, cells)
    return Part("comments/_beside.html", shown)


def cells_for(threads: list[queries.Thread], reader: Reader) -> Cells:
    """Return the sizes of the groups that are shown, and of the reader's own. One query."""
    own_level = reader.level if isinstance(reader, Person) else None
    return cells_at([own_level, *(thread.comment.level for thread in threads)])


def rows_for(
    threads: list[queries.Thread], cells: Cells, reader: Reader, standing: Standing
) -> list[presenters.CommentRow]:
    """Return what a reader sees. One query."""
    own = frozenset(written_by(rules.COMMENT, reader)) if threads else frozenset()
    return presenters.comment_rows(threads, cells, presenters.Asking(own=own, standing=standing))


def new_form(person: Person, cells: Cells, sent: Any = None) -> CommentForm:
    """Return the form to say something, as sent or empty. By role is preset."""
    initial = {"comment_id": uuid4(), "attribution": Lesson.Attribution.ROLE}
    return CommentForm(sent, initial=initial, shown_as=shown_as(person, cells))


def kind_sent(text: str | None, kinds: list[Comment.Kind]) -> Comment.Kind | None:
    """Return the button that was pressed; the first one when none was, as with the return key."""
    if not text:
        return kinds[0]
    return next((kind for kind in kinds if kind.value == text), None)
