"""Reads of those who ask an author to talk: through the vault, never by a column."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from sideways.comments.rules import is_meant, standing_of
from sideways.introductions.models import TalkRequest
from sideways.introductions.queries import known_of, wish_of
from sideways.introductions.rules import TALK, is_paused, levels_fit, may_talk
from sideways.lessons.models import Lesson
from sideways.lessons.rules import LESSON
from sideways.meetings.models import Meeting
from sideways.people.models import Person
from sideways.people.trust import Reader, State, is_peer, readership, written_by
from sideways.vault.queries import opened_each, subjects_under


class Talk(NamedTuple):
    """That somebody asks this author to talk, and who it is: for services and for words of their group."""

    request: TalkRequest
    asker: Person


def talks_asked_by(person: Person) -> QuerySet[TalkRequest]:
    """Return what somebody has asked authors, the newest first. One query, and one of the vault."""
    asked = TalkRequest.objects.filter(pk__in=written_by(TALK, person)).select_related("lesson")
    return asked.order_by("-asked_at", "pk")


def may_ask_to_talk(lesson: Lesson, reader: Reader) -> bool:
    """Say whether a reader may ask the author, as far as anybody may know who that is.

    What else stands in the way (the same employer, a private list) is never said: that alone would tell
    something of the author. The author is not shown the request then, and it ends without an answer.
    """
    if not isinstance(reader, Person) or not is_peer(reader) or reader.profession_id is None:
        return False
    if lesson.talk in {"", Lesson.Talk.NO} or not is_meant(lesson, reader, standing_of(lesson, reader)):
        return False
    same_profession = lesson.profession_id == reader.profession_id
    if levels_fit(lesson.level, reader.level, wider=False) and not same_profession:
        return True
    wish = wish_of(reader)
    return levels_fit(lesson.level, reader.level, wider=wish.widen_level) and (
        not same_profession or wish.widen_profession
    )


def talks_keyword(lesson_id: UUID) -> str:
    """Return what the vault files meetings under that came of a lesson. No row says which those are (P5)."""
    return f"talks: {lesson_id}"


def talks_held(lesson: Lesson) -> int:
    """Return how many who asked to talk about a lesson have met its author. Two queries."""
    keyword = talks_keyword(lesson.pk)
    came_about = subjects_under([keyword])[keyword]
    return Meeting.objects.filter(pk__in=came_about, state=Meeting.State.MET).count() if came_about else 0


def talks_to(author: Person, at: datetime) -> list[Talk]:
    """Return who asks this author to talk and may, the oldest first. Ten queries at most."""
    written = written_by(LESSON, author)
    waiting = TalkRequest.objects.filter(
        lesson__in=written, lesson__state=State.SHARED, over_at=None, ends_at__gt=at
    )
    return _fitting(author, waiting.select_related("lesson__profession"), at) if written else []


def talk_to(author: Person, request_id: UUID, at: datetime) -> Talk | None:
    """Return one of those who ask this author, if it is there and can come to something."""
    return next((talk for talk in talks_to(author, at) if talk.request.pk == request_id), None)


def _fitting(author: Person, waiting: Iterable[TalkRequest], at: datetime) -> list[Talk]:
    requests = list(waiting)
    sealed = {pk: content["person"] for pk, content in opened_each([each.pk for each in requests]).items()}
    askers = Person.objects.select_related("profession", "organisation").in_bulk(sealed.values())
    found = [
        Talk(each, askers[sealed[each.pk]])
        for each in requests
        if sealed.get(each.pk) in askers and each.lesson.talk not in {"", Lesson.Talk.NO}
    ]
    if not found or not is_peer(author):
        return []
    known = known_of([author, *askers.values()])
    readers: dict[UUID, list[Person]] = {}
    for talk in found:
        readers.setdefault(talk.request.lesson_id, []).append(talk.asker)
    may_read = readership(Lesson.objects.all(), readers)
    return [
        talk
        for talk in found
        if talk.asker.pk in may_read[talk.request.lesson_id].may_open
        and may_talk(author, talk.asker, known)
        and not is_paused(known.wish_of(author), at)
    ]
