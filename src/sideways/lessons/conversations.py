"""How many conversations a lesson has caused. Features above that bring people together add a function.

conversations.counters.append(talk_queries.talks_held)
"""

from collections.abc import Callable

from sideways.lessons.models import Lesson
from sideways.people.trust import Reader, State, is_peer

# Each returns how many took place. What was asked, declined or did not come about is counted by none.
counters: list[Callable[[Lesson], int]] = []


def conversations_of(lesson: Lesson, reader: Reader) -> int:
    """Return how many conversations a shared lesson has caused, for peers. Two queries for each counter."""
    if not is_peer(reader) or lesson.state != State.SHARED:
        return 0
    return sum(counter(lesson) for counter in counters)
