"""What stands on the page of a lesson: the way to ask its author to talk."""

from django.http import HttpRequest

from sideways.introductions.talk_queries import may_ask_to_talk, talks_asked_by
from sideways.lessons.beside import Part
from sideways.lessons.models import Lesson
from sideways.people.models import Person


def part(request: HttpRequest, lesson: Lesson) -> Part | None:
    """Return the part of a lesson's page, or None where nobody may ask."""
    reader = request.user
    if not isinstance(reader, Person) or not may_ask_to_talk(lesson, reader):
        return None
    has_asked = talks_asked_by(reader).filter(lesson=lesson).exists()
    return Part("introductions/_beside.html", {"lesson": lesson, "has_asked": has_asked})
