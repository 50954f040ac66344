"""What features above put beside a lesson, on its page: they add a function when the site starts.

beside.features.append(views.part)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from sideways.lessons.models import Lesson


@dataclass(frozen=True, slots=True)
class Part:
    """A template, and what it finds under the name ``shown``."""

    template: str
    shown: dict[str, Any]


# Each returns its part for this reader, or None. The reader may open the lesson already.
features: list[Callable[[HttpRequest, Lesson], Part | None]] = []


def parts_for(request: HttpRequest, lesson: Lesson) -> list[Part]:
    """Return all that stands beside a lesson for this reader."""
    found = [feature(request, lesson) for feature in features]
    return [part for part in found if part is not None]
