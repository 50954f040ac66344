"""Who may read a lesson: the author narrows it, opens it to one person, withdraws it, puts it back."""

from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.lessons import rules
from sideways.lessons.errors import (
    LessonNotSharedError,
    NotAReaderError,
    NotNarrowerError,
    NotYourLessonError,
)
from sideways.lessons.models import Lesson
from sideways.lessons.services.change import back_from_public, describe_author, keep, own_locked
from sideways.people.models import Person
from sideways.people.trust import Audience, State, is_peer, reader_keyword
from sideways.vault.queries import opened, subjects_under
from sideways.vault.services import identity_seal, subject_file, subject_unfile

FROM_NARROW_TO_WIDE = [Audience.LEVEL, Audience.PEERS, Audience.PUBLIC]


@transaction.atomic
def lesson_narrow_audience(*, lesson: Lesson, audience: Audience, by: Person, at: datetime) -> Lesson:
    """Let fewer people read the lesson, at once. Narrowing twice changes nothing.

    Raises NotNarrowerError when more people could read it than before.
    """
    locked = own_locked(lesson, by)
    if locked.audience == audience:
        return locked
    if FROM_NARROW_TO_WIDE.index(audience) > FROM_NARROW_TO_WIDE.index(Audience(locked.audience)):
        raise NotNarrowerError
    back_from_public(locked)
    locked.audience = audience
    if locked.state == State.DRAFT:
        locked.save(update_fields=["audience"])
        return locked
    locked.version += 1
    keep(locked, action="narrowed", at=at)
    return locked


@transaction.atomic
def lesson_withdraw(*, lesson: Lesson, by: Person, at: datetime) -> Lesson:
    """Take the lesson away from everybody but its author, at once. Withdrawing twice keeps the first time."""
    locked = own_locked(lesson, by)
    if locked.state == State.WITHDRAWN:
        return locked
    if locked.state != State.SHARED:
        raise LessonNotSharedError
    locked.state = State.WITHDRAWN
    locked.withdrawn_at = at
    locked.version += 1
    keep(locked, action="withdrawn", at=at)
    return locked


@transaction.atomic
def lesson_put_back(*, lesson: Lesson, by: Person, at: datetime) -> Lesson:
    """Let its audience read a withdrawn lesson again. Putting back twice changes nothing."""
    if not rules.may_share(by):
        raise NotYourLessonError
    locked = own_locked(lesson, by)
    if locked.state == State.SHARED:
        return locked
    if locked.state != State.WITHDRAWN:
        raise LessonNotSharedError
    locked.state = State.SHARED
    locked.withdrawn_at = None
    if locked.attribution == Lesson.Attribution.NAMED:
        describe_author(locked, by)
    locked.version += 1
    keep(locked, action="put_back", at=at)
    return locked


@transaction.atomic
def lesson_open_to(*, lesson: Lesson, reader: Person, by: Person, at: datetime) -> None:
    """Let one person read it who otherwise could not, such as a manager. Only the vault knows who.

    Opening twice changes nothing. Raises NotAReaderError for anybody but practitioners and brokers.
    """
    locked = own_locked(lesson, by)
    if not is_peer(reader):
        raise NotAReaderError
    keyword = reader_keyword(rules.LESSON, reader)
    if locked.pk not in subjects_under([keyword])[keyword]:
        subject_file(subject=locked.pk, keyword=keyword)
    _seal_readers(locked, by, {*_readers(locked), reader.pk})
    audit(action="lesson.opened", subject=locked, at=at)


def lesson_open_to_address(*, lesson: Lesson, email: str, by: Person, at: datetime) -> None:
    """Open a lesson to the practitioner or broker with this address, if there is one.

    Nothing tells whether there was: an address is not to be tried out here.
    """
    reader = Person.objects.filter(email__iexact=email).first()
    if reader is not None and reader != by and is_peer(reader):
        lesson_open_to(lesson=lesson, reader=reader, by=by, at=at)


@transaction.atomic
def lesson_close_to(*, lesson: Lesson, reader: Person, by: Person, at: datetime) -> None:
    """Take back what ``lesson_open_to`` gave. Closing twice changes nothing."""
    locked = own_locked(lesson, by)
    subject_unfile(subject=locked.pk, keyword=reader_keyword(rules.LESSON, reader))
    _seal_readers(locked, by, _readers(locked) - {reader.pk})
    audit(action="lesson.closed", subject=locked, at=at)


def _readers(lesson: Lesson) -> set[int]:
    sealed = opened(lesson.pk) or {}
    return set(sealed.get("readers", []))


def _seal_readers(lesson: Lesson, by: Person, readers: set[int]) -> None:
    identity_seal(subject=lesson.pk, content={"person": by.pk, "readers": sorted(readers)}, keywords=[])
