"""Lessons as they go in and out. The words about authors and readers are those of the pages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from pydantic import Field

from sideways.api.fields import (
    NO_NULL,
    Said,
    Sent,
    Slug,
    Sought,
    Told,
    Version,
    left_out,
    many_of,
    one_of,
    words,
)
from sideways.api.shapes.found import FoundTold, SlipTold, found_told
from sideways.lessons import harm
from sideways.lessons.following import Following
from sideways.lessons.forms import most_letters
from sideways.lessons.models import MOST_CAUSES, Cause, Lesson, LessonRelease, LessonUpdate, LessonVersion
from sideways.lessons.presenters import LessonRow as Row
from sideways.lessons.presenters.chain import Link
from sideways.lessons.services import Change
from sideways.people.levels import Level, Service
from sideways.people.trust import State

TOPICS = 30
EXAMPLE: Any = {
    "trying": "Get fit notes read at the Jobcentre",
    "went_wrong": "Fit notes came back unread and people lost a week’s money",
    "causes": ["data"],
    "advice": "Ring the Jobcentre before you send one",
    "topics": ["fit-notes"],
    "stage": "now",
    "audience": "level",
    "attribution": "role",
    "talk": "video",
}


def day(moment: datetime) -> date:
    """Return the day alone: a moment could tell who was at work then."""
    return timezone.localtime(moment).date()


def day_if(moment: datetime | None) -> date | None:
    """Return the day of a moment, if it has come."""
    return day(moment) if moment else None


class RoutesSeen(Sent):
    """What a person was shown before they chose to go on."""

    routes_seen: list[harm.Sign] = left_out(
        list, max_length=5, description="The signs of harm whose formal routes the person has been shown"
    )


class LessonChange(RoutesSeen):
    """What the author has written. What is left out stays as it is."""

    model_config = {"extra": "forbid", "json_schema_extra": {"examples": [EXAMPLE]}}

    trying: Said = left_out(str, max_length=most_letters("trying"), description="What you were trying to do")
    went_wrong: Said = left_out(
        str, max_length=most_letters("went_wrong"), description="What went wrong, without names"
    )
    causes: list[Cause] = left_out(list, max_length=MOST_CAUSES, json_schema_extra={"uniqueItems": True})
    advice: Said = left_out(
        str, max_length=most_letters("advice"), description="What you would tell someone starting tomorrow"
    )
    topics: list[Slug] = left_out(list, max_length=TOPICS)
    stage: Lesson.Stage | Literal[""] = left_out(str)
    audience: Literal["level", "peers"] = left_out(
        lambda: "level", description="Who may read it once it is shared"
    )
    attribution: Lesson.Attribution = left_out(
        lambda: Lesson.Attribution.ROLE,
        description="How you are shown: “role” never shows a group of fewer than five",
    )
    talk: Lesson.Talk | Literal[""] = left_out(str)
    expected: Said = left_out(str, max_length=most_letters("expected"))
    early_signs: Said = left_out(str, max_length=most_letters("early_signs"))
    scale: Said = left_out(str, max_length=most_letters("scale"))
    harm: Lesson.Harm | Literal[""] = left_out(str)
    changed: Said = left_out(str, max_length=most_letters("changed"))
    helped: Lesson.Helped | Literal[""] = left_out(str)
    still_puzzling: Said = left_out(str, max_length=most_letters("still_puzzling"))
    do_not_copy: Said = left_out(str, max_length=most_letters("do_not_copy"))
    grew_from: UUID | None = left_out(
        lambda: None, description="The lesson of somebody else it grew from; for drafts. Null cuts the tie"
    )

    def change(self) -> Change:
        """Return what was sent, and only that."""
        sent = self.model_dump(
            mode="json", exclude_unset=True, exclude={"routes_seen", "version", "grew_from"}
        )
        topics = sent.pop("topics", None)
        return Change(fields=sent, topics=topics, routes_seen=frozenset(self.routes_seen))


class LessonCorrection(LessonChange):
    """A change of a lesson. One that is shared needs the version that the change was made to."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [{"version": 1, "advice": "Ring before you send one, and ring again"}]
        },
    }

    version: Version | None = left_out(lambda: None, description="The version you have read, in “mine”")


class NarrowedAudience(Sent):
    """Fewer readers than now."""

    audience: Literal["level", "peers"]


class NamedReader(Sent):
    """One person who may read it who otherwise could not, such as a manager."""

    email: str = words(254, min_length=3, pattern=NO_NULL, examples=["manager@example.org"])


class NewUpdate(RoutesSeen):
    """What happened next."""

    text: Said = words(most_letters("text", LessonUpdate), examples=["They read the next ones within a day"])


class FollowingSent(Sent):
    """How much somebody wants to hear of a lesson."""

    how: Following = Field(examples=["watching"])


class FollowingTold(Told):
    """How much you hear of a lesson."""

    how: str = one_of(Following)


class LessonFilter(Sent):
    """What to look for. Empty means anything."""

    model_config = {"extra": "ignore"}

    q: Sought = Field("", description="Words to look for, the best first")
    topic: Slug | Literal[""] = ""
    service: Service | Literal[""] = ""
    profession: Slug | Literal[""] = ""
    level: Level | Literal[""] = ""
    region: str = Field("", max_length=80, description="As it is shown of authors", examples=["North West"])
    stage: Lesson.Stage | Literal[""] = ""


class WhoCanRead(Told):
    """Who can read it and who cannot, in sentences that hold."""

    can: str
    cannot: str


class UpdateTold(Told):
    """What happened next, and when."""

    id: UUID
    on: date
    text: str


class Echoes(Told):
    """How many it happened to as well."""

    total: int
    by_service: dict[str, int]


class ReleaseTold(Told):
    """Where a lesson stands on its way to the public."""

    state: str = one_of(LessonRelease.State)
    wording: dict[str, str] = Field(description="What a guardian proposes, by the name of the text")
    reason: str = Field(description="Why a guardian declined")


class Mine(Told):
    """What only the author is told."""

    version: int
    audience: str = Field(json_schema_extra={"enum": ["level", "peers", "public"]})
    attribution: str = one_of(Lesson.Attribution)
    named_readers: int
    release: ReleaseTold | None


class ChainLink(Told):
    """A lesson that another grew from, or that grew from it."""

    id: UUID
    grew_from: UUID | None = Field(description="The lesson it grew from, where you can read that")
    title: str
    author: str
    differences: str = Field(description="What differs from the one it grew from")


class LessonTold(Told):
    """A lesson, as its reader may know it."""

    id: UUID
    state: str = one_of(State)
    title: str
    author: str = Field(description="Never more than readers may know", examples=["a nurse, North West"])
    stage: str = one_of(Lesson.Stage, blank=True)
    trying: str
    went_wrong: str
    causes: list[str] = many_of(Cause.values)
    advice: str
    talk: str = one_of(Lesson.Talk, blank=True)
    expected: str
    early_signs: str
    scale: str
    harm: str = one_of(Lesson.Harm, blank=True)
    changed: str
    helped: str = one_of(Lesson.Helped, blank=True)
    still_puzzling: str
    do_not_copy: str
    topics: list[str]
    shared_on: date | None
    changed_on: date | None
    updates: list[UpdateTold]
    grew_from: list[ChainLink] = Field(description="The lessons it grew from, the oldest first")
    grown: list[ChainLink] = Field(description="The lessons that grew from it, three steps far")
    echoes: Echoes
    may_echo: bool
    has_echoed: bool
    who_can_read: WhoCanRead
    mine: Mine | None = Field(description="For the author only")


class LessonRow(Told):
    """A lesson in a list."""

    id: UUID
    state: str = one_of(State)
    title: str
    author: str
    service: str
    stage: str = one_of(Lesson.Stage, blank=True)
    topics: list[str]
    shared_on: date | None
    echoes: int
    reason: str = Field(description="Why you see it")
    alike_to: UUID | None = Field(
        description="The first in this answer that tells nearly the same at the same stage, in the list"
    )
    found: FoundTold | None = Field(None, description="With “q”: why it was found")


class LessonList(Told):
    """Some lessons of a list."""

    items: list[LessonRow]
    next: str | None = Field(description="The cursor of what follows")
    counts: dict[str, int] = Field(description="How many there are in all, by stage")
    holds_all: bool = Field(True, description="With “q”: not so where no lesson has all of the words")
    slips: list[SlipTold] = Field([], description="With “q”: what was guessed")


class FollowedList(Told):
    """Some lessons that somebody watches or has muted, newest first."""

    items: list[LessonRow]
    next: str | None


class MyLessonList(Told):
    """Some of what somebody wrote: drafts first, then what is shared, then what is withdrawn."""

    items: list[LessonRow]
    next: str | None


class VersionTold(Told):
    """What a lesson said at a change."""

    number: int
    what: str
    at: datetime
    content: dict[str, Any]


class VersionList(Told):
    """All versions of a lesson, newest first."""

    items: list[VersionTold]


class AudienceChoice(Told):
    """Who could read a lesson shared so, and how its author would be shown (P7)."""

    audience: str
    attribution: str
    can: str
    cannot: str


class AudienceChoices(Told):
    """What somebody who writes has to know before they write."""

    items: list[AudienceChoice]
    few_at_level: bool = Field(
        description="So few people stand at your level that readers may guess who you are"
    )


class ReaderTold(Told):
    """Somebody the author has opened a lesson to."""

    id: int
    name: str
    email: str


class ReaderList(Told):
    """All whom the author has opened a lesson to."""

    items: list[ReaderTold]


def row_told(row: Row, alike_to: UUID | None = None) -> LessonRow:
    """Return a row of a list."""
    lesson = row.lesson
    return LessonRow(
        id=lesson.pk,
        state=lesson.state,
        title=row.title,
        author=row.author,
        service=str(row.service),
        stage=lesson.stage,
        topics=topics_of(lesson),
        shared_on=day_if(lesson.shared_at),
        echoes=row.echoes,
        reason=str(row.reason),
        alike_to=alike_to,
        found=found_told(row.found) if row.found else None,
    )


def topics_of(lesson: Lesson) -> list[str]:
    """Return the topics of a lesson whose topics are loaded."""
    return [topic.pk for topic in lesson.topics.all()]


def version_told(version: LessonVersion, what: str) -> VersionTold:
    """Return an earlier version."""
    return VersionTold(number=version.number, what=what, at=version.at, content=version.content)


def links_told(links: Iterable[Link]) -> list[ChainLink]:
    """Return what a lesson grew from, the oldest first."""
    told: list[ChainLink] = []
    for link in links:
        told.append(_link_told(link, told[-1].id if told else None))
    return told


def branches_told(links: Iterable[Link], grew_from: UUID) -> list[ChainLink]:
    """Return what grew from a lesson, each followed by what grew from it."""
    told: list[ChainLink] = []
    for link in links:
        told += [_link_told(link, grew_from), *branches_told(link.grown, link.pk)]
    return told


def _link_told(link: Link, grew_from: UUID | None) -> ChainLink:
    return ChainLink(
        id=link.pk,
        grew_from=grew_from,
        title=link.title,
        author=link.author,
        differences=link.differences,
    )
