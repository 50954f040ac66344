"""What stands beside a lesson on its page: its pictures and documents."""

from django.http import HttpRequest

from sideways.files import presenters, queries, rules
from sideways.lessons.beside import Part
from sideways.lessons.models import Lesson
from sideways.people.models import Person


def part(request: HttpRequest, lesson: Lesson) -> Part | None:
    """Return the part of a lesson’s page, or None where there is nothing to see and nothing to add."""
    standing = rules.standing_of(lesson, request.user)
    files = queries.files_of(lesson, standing)
    may_add = standing.is_author and isinstance(request.user, Person) and rules.may_add(lesson, request.user)
    if not files and not may_add:
        return None
    shown = {"lesson": lesson, "rows": presenters.file_rows(files), "is_author": standing.is_author}
    return Part("files/_beside.html", shown | {"may_add": may_add})
