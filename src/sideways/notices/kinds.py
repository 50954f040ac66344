"""What people can hear of. Features register each kind at app ready, with the question that finds it.

A notice is not stored. ``source(person, since, until)`` asks what happened to this person after
``since`` and until ``until``: through the rules of trust, at the moment of asking. So what was
withdrawn is gone at once, and no row says who was told what. It returns the newest first, at most
``MOST_ITEMS``, never what the person did themselves or has answered, in a fixed number of queries::

    kinds.register(NoticeKind(name="lessons.new", title=_("New lessons"), about=_("…"), source=…, concerns=…))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from sideways.notices.models import Rhythm

MOST_ITEMS = 100
NOT_AT_ONCE = (Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.OFF)
ON_THE_PAGE_ONLY: tuple[Rhythm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that happened. ``text`` and ``url`` stand on the person's own page and never in an e-mail.

    Of several items with the same ``once``, somebody is told the one that came first.
    """

    at: datetime
    text: str
    url: str
    once: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """One kind of notice.

    ``rhythms`` are those a person may choose. What is about somebody's own writing is never told
    at once: the time of the e-mail would say whose it is.
    """

    name: str
    title: str | Promise
    about: str | Promise
    source: Callable[[Any, datetime, datetime], list[Item]]
    concerns: Callable[[Any], bool]
    default: Rhythm = Rhythm.DAILY
    rhythms: tuple[Rhythm, ...] = tuple(Rhythm)


_kinds: dict[str, NoticeKind] = {}


def register(*kinds: NoticeKind) -> None:
    """Add kinds; registering a name again replaces it."""
    _kinds.update({kind.name: kind for kind in kinds})


def newest(items: Iterable[Item]) -> list[Item]:
    """Return items in the order of the page, and no more than a question may."""
    return sorted(items, key=lambda item: item.at, reverse=True)[:MOST_ITEMS]


def all_kinds() -> list[NoticeKind]:
    """Return every registered kind, in the order of registration."""
    return list(_kinds.values())


def kinds_sent() -> list[NoticeKind]:
    """Return the kinds that may come by e-mail."""
    return [kind for kind in all_kinds() if kind.rhythms]


def kinds_for(person: Any) -> list[NoticeKind]:
    """Return the kinds that concern somebody now."""
    return [kind for kind in all_kinds() if kind.concerns(person)]


def kinds_sent_to(person: Any) -> list[NoticeKind]:
    """Return the kinds that concern somebody now and may come by e-mail."""
    return [kind for kind in kinds_sent() if kind.concerns(person)]
