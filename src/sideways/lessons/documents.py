"""What of a lesson can be found by its words. Only shared lessons can."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sideways.lessons import rules
from sideways.lessons.models import TEXTS, Lesson
from sideways.people.trust import State
from sideways.search.kinds import Kind, Text

ABOUT = ("trying", "went_wrong")


def text_of(lesson: Lesson) -> Text:
    """Return the words of a lesson, its topics and what happened next."""
    rest = [getattr(lesson, name) for name in TEXTS if name not in ABOUT]
    rest += [topic.name for topic in lesson.topics.all()]
    rest += [update.text for update in lesson.updates.all()]
    return Text(lesson.pk, _lines([lesson.trying, lesson.went_wrong]), _lines(rest))


def texts(subjects: Collection[UUID] | None = None) -> Iterator[Text]:
    """Return the words of some lessons, or of all, as far as they are shared."""
    shared = Lesson.objects.filter(state=State.SHARED).prefetch_related("topics", "updates")
    if subjects is not None:
        shared = shared.filter(pk__in=subjects)
    return map(text_of, shared.iterator(chunk_size=500))


def _lines(parts: list[str]) -> str:
    return "\n".join(filter(None, parts))


KIND = Kind(name=rules.LESSON, texts=texts)
