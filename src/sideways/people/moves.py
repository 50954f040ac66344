"""When somebody's post changes: features register here what they keep by post.

`people` may not import the features above it, so they add a function at app ready::

    moves.on_move.append(lessons_file_under_new_post)

Each is called inside the transaction of the move, after the person has the new post. ``on_leave``
works in the same way for what must not outlast somebody's time in an organisation.
"""

from collections.abc import Callable
from datetime import datetime

from sideways.people.models import Person

# Called as listener(person=person, at=at).
on_move: list[Callable[..., None]] = []
on_leave: list[Callable[..., None]] = []


def tell_features(*, person: Person, at: datetime) -> None:
    """Let every feature follow a person to a new post."""
    for listener in on_move:
        listener(person=person, at=at)


def tell_of_leaving(*, person: Person, at: datetime) -> None:
    """Let every feature close what somebody who has left an organisation held there in confidence."""
    for listener in on_leave:
        listener(person=person, at=at)
