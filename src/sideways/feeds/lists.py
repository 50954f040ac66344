"""The lists that can be followed outside the site. A feature registers each of its own at app ready.

Public lists have an address of the feature's own; here is what a personal address may be for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sideways.people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. It is copied to where we cannot take it back: see ADR 0010.

    ``path`` is the address of its page here, ``paragraphs`` are (heading, text).
    """

    path: str
    title: str
    published: datetime
    updated: datetime
    author: str = ""
    paragraphs: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedList:
    """A list to follow.

    ``feed`` says of what a feed of it is. ``page`` is the address of its page under some filters.
    """

    name: str
    title: "StrOrPromise"
    feed: "StrOrPromise"
    entries: Callable[[Person, Mapping[str, str]], list[Entry]]
    filters_from: Callable[[Mapping[str, str]], dict[str, str]]
    filter_words: Callable[[Mapping[str, str]], list[str]]
    page: Callable[[Mapping[str, str]], str]


_lists: dict[str, FollowedList] = {}


def register(followed: FollowedList) -> None:
    """Add a list; registering a name again replaces it."""
    _lists[followed.name] = followed


def list_called(name: str) -> FollowedList | None:
    """Return a registered list."""
    return _lists.get(name)
