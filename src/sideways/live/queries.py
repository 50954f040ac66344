"""Reads of the log: what is new, for whom. Asks the features who may be told."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from sideways.live import databases
from sideways.live.channels import Readers, channel_named, may_listen
from sideways.live.positions import Position

GONE = "gone"


class Subject(NamedTuple):
    """One thing a feature publishes."""

    channel: str
    id: UUID


class Item(NamedTuple):
    """One line of the log. ``number`` says when it was written, as positions count."""

    number: int
    subject: Subject
    what: str

    def told(self) -> list[str]:
        """Return what a page is told."""
        return [self.subject.channel, self.what, str(self.subject.id)]


class Listener(NamedTuple):
    """Somebody with an open page: how far it has been told, and the subject it shows, if it shows one.

    With ``look_again`` it is looked at whether the reader may still open that subject, news or none.
    """

    reader: Any
    seen: Position
    watched: Subject | None = None
    look_again: bool = False


def subject_from(text: str) -> Subject | None:
    """Return the subject that a page says it shows, or None for anything else."""
    channel, _, name = text.partition(":")
    try:
        return Subject(channel, UUID(name)) if channel_named(channel) else None
    except ValueError:
        return None


def position_now() -> Position:
    """Return the position of a page that is made now: what is written later is news to it. One query."""
    return databases.position_now()


def news_since(*seen: Position) -> tuple[list[Item], Position]:
    """Return what one or more readers have not seen, oldest first, and the position after it.

    Of two positions neither need be the later one: while a transaction runs, all begin with it.
    Two queries at most.
    """
    rows, now = databases.rows_since(min(position.first for position in seen))
    items = [
        Item(number, Subject(channel, subject), what)
        for number, channel, what, subject in rows
        if now.has(number) and not all(position.has(number) for position in seen)
    ]
    return items, now


def listening(session_keys: Collection[str]) -> dict[str, Any]:
    """Return who is behind each session that has not ended and may listen. Two queries."""
    sessions = Session.objects.filter(pk__in=session_keys, expire_date__gt=timezone.now())
    told = {session.session_key: session.get_decoded() for session in sessions}
    model = get_user_model()
    ids = {data[SESSION_KEY] for data in told.values() if SESSION_KEY in data}
    people = {str(person.pk): person for person in model._default_manager.filter(pk__in=ids)}
    found = {key: (people.get(data.get(SESSION_KEY, "")), data) for key, data in told.items()}
    return {
        key: person
        for key, (person, data) in found.items()
        if person is not None and _holds(person, data) and may_listen(person)
    }


def told_to(listeners: Sequence[Listener], items: Sequence[Item]) -> list[list[list[str]]]:
    """Return for each listener what is new to them that they may open and did not write.

    A page that shows a subject is told when its reader may no longer open it; this is looked at
    when there is news of the subject too.
    """
    seen = {listener.seen for listener in listeners}
    unseen = {each: [item for item in items if not each.has(item.number)] for each in seen}
    subjects = {each: {item.subject for item in unseen[each]} for each in seen}
    wanted: dict[Subject, dict[int, Any]] = {}
    watched = []
    for listener in listeners:
        looked_at = listener.look_again or listener.watched in subjects[listener.seen]
        watched.append(listener.watched if looked_at else None)
        for subject in subjects[listener.seen] | ({listener.watched} if looked_at else set()):
            if subject is not None:
                wanted.setdefault(subject, {})[listener.reader.pk] = listener.reader
    readers = _readers(wanted)
    return [
        _told(listener, unseen[listener.seen], shown, readers)
        for listener, shown in zip(listeners, watched, strict=True)
    ]


def _told(
    listener: Listener, items: list[Item], watched: Subject | None, readers: Mapping[Subject, Readers]
) -> list[list[str]]:
    pk = listener.reader.pk
    told = [
        item.told()
        for item in items
        if item.subject in readers
        and pk in readers[item.subject].may_open
        and pk not in readers[item.subject].wrote
    ]
    if watched is not None and pk not in readers[watched].may_open:
        told.append([watched.channel, GONE, str(watched.id)])
    return told


def _readers(wanted: Mapping[Subject, Mapping[int, Any]]) -> dict[Subject, Readers]:
    asked: dict[str, dict[UUID, Collection[Any]]] = {}
    for subject, people in wanted.items():
        asked.setdefault(subject.channel, {})[subject.id] = people.values()
    return {
        Subject(name, subject_id): readers
        for name, about in asked.items()
        if (channel := channel_named(name)) is not None
        for subject_id, readers in channel.readership(about).items()
    }


def _holds(person: Any, session: Mapping[str, Any]) -> bool:
    """Say whether a session still opens: a new password ends those from before."""
    return person.is_active and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    )
