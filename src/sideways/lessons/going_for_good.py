"""When lessons are deleted for good: features above add here what the vault holds of theirs.

Their rows go with the lesson by themselves; what is sealed under a row would stay for ever::

    going_for_good.listeners.append(seals_destroy)
"""

from collections.abc import Callable, Iterable
from uuid import UUID

# Called inside the transaction, while the rows are still there.
listeners: list[Callable[[list[UUID]], None]] = []


def tell_features(lessons: Iterable[UUID]) -> None:
    """Let every feature destroy what it holds of these lessons."""
    ids = list(lessons)
    for listener in listeners:
        listener(ids)
