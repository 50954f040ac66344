"""Notices in words. No queries here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sideways.notices.kinds import NoticeKind
from sideways.notices.queries import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice in the list."""

    kind: str
    text: str
    url: str
    at: datetime
    is_new: bool


def notice_rows(notices: Iterable[Notice], seen_at: datetime | None) -> list[NoticeRow]:
    """Return the rows of the list; what came after the last visit is new."""
    return [
        NoticeRow(
            kind=str(notice.kind.title),
            text=notice.item.text,
            url=notice.item.url,
            at=notice.item.at,
            is_new=seen_at is None or notice.item.at > seen_at,
        )
        for notice in notices
    ]


def titles_of(kinds: Iterable[NoticeKind], names: Iterable[str]) -> list[str]:
    """Return the titles of the kinds that are named, in the order of registration."""
    wanted = set(names)
    return [str(kind.title) for kind in kinds if kind.name in wanted]
