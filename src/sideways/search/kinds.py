"""What can be found. Each feature registers its kind when the site starts, and writes its own documents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Text:
    """What one thing says: what it is about, and everything else. As written, not as stems."""

    subject: UUID
    head: str
    body: str


class Texts(Protocol):
    """Gives the texts of some subjects, or of all, as far as they can be found."""

    def __call__(self, subjects: Collection[UUID] | None = None) -> Iterable[Text]: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its name, and what can be found of it."""

    name: str
    texts: Texts


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; registering one of the same name again replaces it."""
    _kinds[kind.name] = kind


def all_kinds() -> list[Kind]:
    """Return every registered kind, in the order of registration."""
    return list(_kinds.values())


def named(name: str) -> Kind:
    """Return the kind of this name. Raises KeyError where there is none."""
    return _kinds[name]
