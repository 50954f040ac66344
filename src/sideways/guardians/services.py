"""Writes of guardians. Who the author is, the vault says; no row does."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.common.keeping import AUDIT_KEPT
from sideways.guardians import queries, rules
from sideways.guardians.errors import (
    GuardianGoneError,
    NobodyCanFindOutError,
    NotForYouError,
    NotToBeSeenError,
    RequestNotOpenError,
)
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.lessons.models import Lesson
from sideways.lessons.rules import LESSON, may_release
from sideways.lessons.services.change import own_locked
from sideways.people.models import Person
from sideways.people.trust import written_by
from sideways.vault.queries import keywords_of, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why somebody must be found out, and when the author is told if the law forbids it at once."""

    reason: str
    words: str
    tell_on: date | None = None
    not_told_because: str = ""


@transaction.atomic
def guardian_write(
    *, message_id: UUID, lesson: Lesson, text: str, is_thanks: bool = False, by: Person, at: datetime
) -> GuardianMessage:
    """Write to the author without learning who it is. The same message sent twice is one.

    Raises NotForYouError, NobodyCanFindOutError when nobody could be told.
    """
    locked = _guarded_locked(lesson.pk, by)
    before = GuardianMessage.objects.filter(pk=message_id).first()
    if before is not None:
        return _same_or_refused(before, locked, by)
    if opened(locked.pk) is None:
        raise NobodyCanFindOutError
    message = GuardianMessage(
        pk=message_id, lesson=locked, guardian=by, is_thanks=is_thanks, text=_said(text), at=at
    )
    message.clean_fields()
    message.save()
    audit(action="guardian.wrote", subject=message, by=by, at=at)
    return message


@transaction.atomic
def author_answer(
    *, message_id: UUID, to: GuardianMessage, text: str, by: Person, at: datetime
) -> GuardianMessage:
    """Answer a guardian, who sees “the author”. The same answer sent twice is one.

    Raises NotYourLessonError, GuardianGoneError. No audit row: what an author says is nobody's to check.
    """
    locked = own_locked(to.lesson, by)
    before = GuardianMessage.objects.filter(pk=message_id).first()
    if before is not None:
        return _same_or_refused(before, locked, None)
    if to.guardian is None:
        raise GuardianGoneError
    message = GuardianMessage(
        pk=message_id, lesson=locked, guardian=to.guardian, by_author=True, text=_said(text), at=at
    )
    message.clean_fields()
    message.save()
    return message


def _same_or_refused(before: GuardianMessage, lesson: Lesson, guardian: Person | None) -> GuardianMessage:
    by_author = guardian is None
    if before.lesson_id != lesson.pk or before.by_author != by_author:
        raise NotForYouError
    if guardian is not None and before.guardian_id != guardian.pk:
        raise NotForYouError
    return before


@transaction.atomic
def unmasking_ask(
    *, request_id: UUID, lesson: Lesson, grounds: Grounds, by: Person, at: datetime
) -> Unmasking:
    """Ask to find out who wrote a lesson. Asking again while a request of one's own waits changes nothing.

    Whoever may not know gets the same answer as anybody, and nobody is shown the request: it lapses.
    Raises NotForYouError, NobodyCanFindOutError, ValidationError.
    """
    locked = _guarded_locked(lesson.pk, by)
    mine = Unmasking.objects.filter(lesson_id=locked.pk, asked_by=by)
    for before in mine.filter(state=Unmasking.State.ASKED):
        if rules.waits(before, at):
            return before
    if opened(locked.pk) is None:
        raise NobodyCanFindOutError
    if grounds.tell_on is not None and not _may_tell_on(grounds.tell_on, at):
        raise ValidationError({"tell_on": _("Choose a day within the next 12 months")})
    request = Unmasking(
        pk=request_id,
        lesson_id=locked.pk,
        reason=grounds.reason,
        words=_said(grounds.words, "words"),
        tell_on=grounds.tell_on,
        not_told_because=grounds.not_told_because,
        asked_at=at,
        asked_by=by,
    )
    request.full_clean()
    request.save(force_insert=True)
    audit(action="guardian.unmask_asked", subject=request, by=by, at=at, reason=request.reason)
    return request


@transaction.atomic
def unmasking_agree(*, request: Unmasking, words: str, by: Person, at: datetime) -> Unmasking:
    """Agree that both guardians may find out. Agreeing twice changes nothing.

    Raises NotForYouError, RequestNotOpenError, NobodyCanFindOutError.
    """
    locked = _answered_by(request, Unmasking.State.AGREED, words, by, at)
    if locked.lesson_id is None or opened(locked.lesson_id) is None:
        raise NobodyCanFindOutError
    return locked


@transaction.atomic
def unmasking_decline(*, request: Unmasking, words: str, by: Person, at: datetime) -> Unmasking:
    """Decline: nobody finds out. Declining twice changes nothing."""
    return _answered_by(request, Unmasking.State.DECLINED, words, by, at)


@transaction.atomic
def unmasking_look(*, request: Unmasking, by: Person, at: datetime) -> Person:
    """Return who wrote it, to one of the two guardians within seven days. Each look is in the log.

    Raises NotToBeSeenError, NobodyCanFindOutError.
    """
    locked = Unmasking.objects.select_for_update().get(pk=request.pk)
    until = rules.open_until(locked)
    if until is None or at >= until or not rules.is_party(locked, by) or locked.lesson_id is None:
        raise NotToBeSeenError
    sealed = opened(locked.lesson_id)
    author = Person.objects.filter(pk=sealed["person"]).first() if sealed else None
    if author is None:
        raise NobodyCanFindOutError
    if not rules.may_know(by, keywords_of([locked.lesson_id])[locked.lesson_id]):
        raise NotToBeSeenError  # has come to stand above the author since
    audit(action="guardian.unmask_looked", subject=locked, by=by, at=at)
    return author


@transaction.atomic
def messages_forget_author(*, person: Person) -> None:
    """Delete all that guardians and this author wrote to each other. No audit row, as for lessons."""
    GuardianMessage.objects.filter(lesson__in=written_by(LESSON, person)).delete()


@transaction.atomic
def guardian_forget(*, person: Person) -> None:
    """Take a guardian who leaves out of what they wrote, asked and answered. What they said stays."""
    GuardianMessage.objects.filter(guardian=person).update(guardian=None)
    Unmasking.objects.filter(asked_by=person).update(asked_by=None)
    Unmasking.objects.filter(answered_by=person).update(answered_by=None)


@transaction.atomic
def unmaskings_forget(*, at: datetime) -> int:
    """Leave of requests older than the log only what is counted. Returns how many."""
    old = Unmasking.objects.filter(asked_at__lte=at - AUDIT_KEPT).exclude(lesson_id=None)
    return old.update(
        lesson_id=None,
        words="",
        answer="",
        asked_by=None,
        answered_by=None,
        tell_on=None,
        not_told_because="",
    )


def _guarded_locked(lesson_id: UUID, by: Person) -> Lesson:
    Lesson.objects.select_for_update().filter(pk=lesson_id).first()
    lesson = queries.guarded(by, lesson_id)
    if lesson is None:
        raise NotForYouError
    return lesson


def _answered_by(
    request: Unmasking, state: Unmasking.State, words: str, by: Person, at: datetime
) -> Unmasking:
    Unmasking.objects.select_for_update().filter(pk=request.pk).first()
    locked = queries.unmasking_for(by, request.pk, at)
    if locked is None:
        gone = Unmasking.objects.filter(pk=request.pk).exclude(state=Unmasking.State.ASKED).exists()
        raise RequestNotOpenError if gone and may_release(by) else NotForYouError
    if locked.asked_by_id == by.pk:
        raise NotForYouError
    if locked.state == state and locked.answered_by_id == by.pk:
        return locked
    if not rules.waits(locked, at):
        raise RequestNotOpenError
    locked.state, locked.answered_by, locked.answered_at = state, by, at
    locked.answer = _said(words, "words")
    locked.full_clean()
    locked.save()
    audit(action=f"guardian.unmask_{state}", subject=locked, by=by, at=at)
    return locked


def _said(text: str, field: str = "text") -> str:
    if not text.strip():
        raise ValidationError({field: _("Write a few words")})
    return text


def _may_tell_on(day: date, at: datetime) -> bool:
    today = timezone.localdate(at)
    return today < day <= today + rules.LONGEST_UNTOLD
