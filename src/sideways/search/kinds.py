"""What can be found. Each feature registers its kind when the site starts, and writes its own documents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Text:
    """What one thing says: what it is about, and everything else. As written, not as stems."""

    subject: UUID
    head: str
    body: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its name, and all that can be found of it, to make the index again."""

    name: str
    texts: Callable[[], Iterable[Text]]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; registering one of the same name again replaces it."""
    _kinds[kind.name] = kind


def all_kinds() -> list[Kind]:
    """Return every registered kind, in the order of registration."""
    return list(_kinds.values())
