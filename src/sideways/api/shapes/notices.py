"""Notices, and what somebody wants to hear of, as they go in and out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from sideways.api.fields import Moment, Sent, Told, many_of, one_of
from sideways.notices.kinds import NoticeKind
from sideways.notices.models import NoticePlan, Rhythm
from sideways.notices.presenters import NoticeRow
from sideways.notices.rules import rhythm_of

Hour = Annotated[int, Field(strict=True, ge=0, le=23, examples=[7])]
Weekday = Annotated[int, Field(strict=True, ge=0, le=6, description="0 is Monday", examples=[0])]
KindName = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[-a-z0-9_.]+$")]


class NoticeTold(Told):
    """One thing that happened."""

    kind: str = Field(description="What it is about, in words")
    text: str
    url: str = Field(description="Where it stands on this site")
    at: datetime
    is_new: bool


class NoticesTold(Told):
    """What happened in the last 30 days, newest first."""

    items: list[NoticeTold]
    looked_at: datetime = Field(description="Send it as “until” to mark these as seen, and nothing newer")


class Seen(Sent):
    """Until when the notices were read."""

    until: Moment


class KindTold(Told):
    """One kind of notice, and how often it comes by e-mail."""

    kind: str
    title: str
    about: str
    rhythm: str = one_of(Rhythm)
    rhythms: list[str] = many_of(Rhythm.values, description="Those to choose from")


class ChoicesTold(Told):
    """What somebody hears of by e-mail, and when."""

    kinds: list[KindTold]
    hour: int
    weekday: int
    quiet_from: int | None
    quiet_until: int | None


class ChoicesSent(Sent):
    """How often each kind comes, all of them, and when."""

    rhythms: dict[KindName, Rhythm] = Field(max_length=100, examples=[{"lessons.new": "daily"}])
    hour: Hour
    weekday: Weekday
    quiet_from: Hour | None = None
    quiet_until: Hour | None = None


def notice_told(row: NoticeRow) -> NoticeTold:
    """Return a row of the list."""
    return NoticeTold(kind=row.kind, text=row.text, url=row.url, at=row.at, is_new=row.is_new)


def choices_told(plan: NoticePlan, kinds: list[NoticeKind]) -> ChoicesTold:
    """Return somebody's plan."""
    told = [
        KindTold(
            kind=kind.name,
            title=str(kind.title),
            about=str(kind.about),
            rhythm=rhythm_of(plan, kind),
            rhythms=[rhythm.value for rhythm in kind.rhythms],
        )
        for kind in kinds
    ]
    times = {name: getattr(plan, name) for name in ("hour", "weekday", "quiet_from", "quiet_until")}
    return ChoicesTold(kinds=told, **times)
