"""The way to the public: the author asks, a guardian takes out what identifies, the author agrees."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.lessons import rules
from sideways.lessons.errors import (
    LessonChangedMeanwhileError,
    LessonNotSharedError,
    NotYourQueueError,
    ReleaseNotOpenError,
)
from sideways.lessons.models import TEXTS, Lesson, LessonRelease, LessonUpdate
from sideways.lessons.services.change import keep, own_locked
from sideways.people.models import Person
from sideways.people.trust import Audience, State

OVER = {LessonRelease.State.DECLINED, LessonRelease.State.REFUSED}  # the author may ask again
UPDATE = "update:"  # before the id of an update, in the names of texts


def texts_to_release(lesson: Lesson) -> dict[str, str]:
    """Return every text the public would read, by name: the filled fields and the updates."""
    texts = {name: getattr(lesson, name) for name in TEXTS if getattr(lesson, name).strip()}
    return texts | {f"{UPDATE}{update.pk}": update.text for update in lesson.updates.order_by("at")}


@transaction.atomic
def lesson_release_ask(*, lesson: Lesson, by: Person, at: datetime) -> LessonRelease:
    """Ask for a lesson to be public. Asking twice keeps the first time."""
    locked = own_locked(lesson, by)
    if locked.state != State.SHARED:
        raise LessonNotSharedError
    release = LessonRelease.objects.select_for_update().filter(lesson=locked).first()
    if release is not None and release.state not in OVER:
        return release
    release = LessonRelease(lesson=locked, audience_before=locked.audience, asked_at=at)
    release.save()
    audit(action="lesson.release_asked", subject=locked, at=at)
    return release


@transaction.atomic
def lesson_release_propose(
    *, release: LessonRelease, wording: Mapping[str, str], seen_version: int, by: Person, at: datetime
) -> LessonRelease:
    """Propose a wording that names nobody, for every text. The same wording twice is one proposal.

    Raises NotYourQueueError, ReleaseNotOpenError, LessonChangedMeanwhileError when the author
    has changed the text since, ValidationError when a text is missing.
    """
    lesson, locked = _in_queue(release, by)
    if lesson.version != seen_version:
        raise LessonChangedMeanwhileError
    names = texts_to_release(lesson)
    proposed = {name: _checked(name, wording.get(name, "")) for name in names}
    if locked.state == LessonRelease.State.PROPOSED:
        if locked.wording == proposed:
            return locked
        raise ReleaseNotOpenError
    locked.state = LessonRelease.State.PROPOSED
    locked.wording = proposed
    locked.read_at, locked.read_by = at, by
    locked.save()
    audit(action="lesson.release_proposed", subject=lesson, at=at)
    return locked


@transaction.atomic
def lesson_release_decline(*, release: LessonRelease, reason: str, by: Person, at: datetime) -> LessonRelease:
    """Decline with a reason the author reads. Raises ReleaseNotOpenError when it has been answered."""
    lesson, locked = _in_queue(release, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the author a reason")})
    if locked.state == LessonRelease.State.PROPOSED:
        raise ReleaseNotOpenError
    locked.state = LessonRelease.State.DECLINED
    locked.reason = reason
    locked.read_at, locked.read_by = at, by
    locked.save()
    audit(action="lesson.release_declined", subject=lesson, at=at)
    return locked


@transaction.atomic
def lesson_release_agree(*, release: LessonRelease, by: Person, at: datetime) -> Lesson:
    """Let anyone read the proposed wording, which replaces the text. Agreeing twice changes nothing."""
    lesson = own_locked(release.lesson, by)
    locked = LessonRelease.objects.select_for_update().filter(pk=lesson.pk).first()
    if locked is not None and locked.state == LessonRelease.State.RELEASED:
        return lesson
    if locked is None or locked.state != LessonRelease.State.PROPOSED or lesson.state != State.SHARED:
        raise ReleaseNotOpenError
    updates = {f"{UPDATE}{update.pk}": update for update in lesson.updates.all()}
    for name, text in locked.wording.items():
        if name in updates:
            updates[name].text = text
            updates[name].save(update_fields=["text"])
        else:
            setattr(lesson, name, text)
    locked.state = LessonRelease.State.RELEASED
    locked.answered_at = at
    locked.save()
    lesson.audience = Audience.PUBLIC
    lesson.version += 1
    keep(lesson, action="released", at=at)
    return lesson


@transaction.atomic
def lesson_release_refuse(*, release: LessonRelease, by: Person, at: datetime) -> None:
    """Keep the lesson as it is: the author does not agree, or no longer asks. Twice changes nothing.

    Of a wording that was refused stays only that it was, for the guardian who wrote it.
    """
    lesson = own_locked(release.lesson, by)
    found = LessonRelease.objects.filter(pk=lesson.pk)
    refused = found.filter(state=LessonRelease.State.PROPOSED).update(
        state=LessonRelease.State.REFUSED, wording={}, answered_at=at
    )
    if refused or found.filter(state=LessonRelease.State.ASKED).delete()[0]:
        audit(action="lesson.release_refused", subject=lesson, at=at)


def _checked(name: str, text: str) -> str:
    if not text.strip():
        raise ValidationError(_("Every text needs a wording."))
    draft = LessonUpdate(text=text) if name.startswith(UPDATE) else Lesson(**{name: text})
    column = "text" if name.startswith(UPDATE) else name
    draft.clean_fields(exclude=[field.name for field in draft._meta.fields if field.name != column])
    return text


def _in_queue(release: LessonRelease, by: Person) -> tuple[Lesson, LessonRelease]:
    if not rules.may_release(by):
        raise NotYourQueueError
    lesson = Lesson.objects.select_for_update().get(pk=release.pk)
    if rules.is_author(lesson, by):
        raise NotYourQueueError
    locked = LessonRelease.objects.select_for_update().filter(pk=release.pk).first()
    waiting = {LessonRelease.State.ASKED, LessonRelease.State.PROPOSED}
    if locked is None or locked.state not in waiting or lesson.state != State.SHARED:
        raise ReleaseNotOpenError
    return lesson, locked
