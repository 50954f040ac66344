"""A lesson from the first word to what happened next."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.lessons import rules
from sideways.lessons.errors import (
    LessonAlreadySharedError,
    LessonChangedMeanwhileError,
    LessonNotCompleteError,
    LessonNotSharedError,
    MayNotShareError,
)
from sideways.lessons.models import TEXTS, Lesson, LessonUpdate
from sideways.lessons.services.change import (
    Change,
    apply,
    back_from_public,
    describe_author,
    differs,
    formal_route_first,
    index,
    keep,
    own_locked,
    set_topics,
    tell_open_pages,
)
from sideways.live.models import News
from sideways.people.models import Person
from sideways.people.trust import Audience, State, keywords_for
from sideways.vault.services import identity_destroy, identity_seal


@transaction.atomic
def lesson_start(*, lesson_id: UUID, change: Change, by: Person, at: datetime) -> Lesson:
    """Begin a draft whose author only the vault knows. Starting the same one again saves it.

    Raises MayNotShareError, NotYourLessonError, or what saving a draft raises.
    """
    if not rules.may_share(by):
        raise MayNotShareError
    new = {"started_at": at, "changed_at": at, "is_demo": by.is_demo}
    lesson, is_new = Lesson.objects.get_or_create(pk=lesson_id, defaults=new)
    if not is_new:
        return lesson_save_draft(lesson=lesson, change=change, by=by, at=at)
    apply(lesson, change)
    lesson.save()
    set_topics(lesson, change)
    identity_seal(
        subject=lesson.pk, content={"person": by.pk, "readers": []}, keywords=keywords_for(rules.LESSON, by)
    )
    return lesson


@transaction.atomic
def lesson_save_draft(*, lesson: Lesson, change: Change, by: Person, at: datetime) -> Lesson:
    """Save what has been typed so far; the last save stands. No version is kept of a draft.

    Raises LessonAlreadySharedError when it has been shared with other words, and
    FormalRouteFirstError when the words point to harm: nothing is stored then.
    """
    locked = own_locked(lesson, by)
    if locked.state != State.DRAFT:
        if differs(locked, change):
            raise LessonAlreadySharedError
        return locked
    apply(locked, change)
    locked.changed_at = at
    locked.save()
    set_topics(locked, change)
    return locked


@transaction.atomic
def lesson_draft_delete(*, lesson: Lesson, by: Person) -> None:
    """Delete a draft and its seal. Raises LessonAlreadySharedError: shared lessons are withdrawn."""
    locked = own_locked(lesson, by)
    if locked.state != State.DRAFT:
        raise LessonAlreadySharedError
    identity_destroy(subject=locked.pk)
    locked.delete()


@transaction.atomic
def lesson_share(*, lesson: Lesson, by: Person, at: datetime) -> Lesson:
    """Let the audience read a draft. Sharing twice keeps the first time.

    Raises LessonNotCompleteError when something is missing or nothing went wrong.
    """
    if not rules.may_share(by):
        raise MayNotShareError
    locked = own_locked(lesson, by)
    if locked.state != State.DRAFT:
        return locked
    _must_be_complete(locked)
    describe_author(locked, by)
    locked.state = State.SHARED
    locked.shared_at = at
    keep(locked, action="shared", at=at)
    return locked


@transaction.atomic
def lesson_correct(*, lesson: Lesson, change: Change, seen_version: int, by: Person, at: datetime) -> Lesson:
    """Change what a shared lesson says, who reads it or how its author is shown. Twice is once.

    New words on a public lesson take it off the public pages until a guardian has read them.
    Raises LessonChangedMeanwhileError when the author saw another version; nothing is written then.
    """
    locked = own_locked(lesson, by)
    if locked.state == State.DRAFT:
        raise LessonNotSharedError
    if not differs(locked, change):
        return locked
    if locked.version != seen_version:
        raise LessonChangedMeanwhileError
    attribution = locked.attribution
    apply(locked, change)
    _must_be_complete(locked)
    if locked.attribution != attribution:
        describe_author(locked, by)
    set_topics(locked, change)
    back_from_public(locked)
    locked.version += 1
    keep(locked, action="corrected", at=at)
    return locked


@transaction.atomic
def lesson_enlarge(*, lesson: Lesson, change: Change, seen_version: int, by: Person, at: datetime) -> Lesson:
    """Add or change what the first form did not ask. Holds to everything ``lesson_correct`` promises."""
    return lesson_correct(lesson=lesson, change=change, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def lesson_update_add(
    *, lesson: Lesson, update: LessonUpdate, routes_seen: frozenset[str], by: Person, at: datetime
) -> LessonUpdate:
    """Say what happened next. The id of ``update`` comes with the page, so sending it twice adds one.

    Takes a public lesson off the public pages until a guardian has read the new words.
    """
    locked = own_locked(lesson, by)
    if locked.state != State.SHARED:
        raise LessonNotSharedError
    if not update.text.strip():
        raise ValidationError({"text": _("Say what happened next")})
    before = locked.updates.filter(pk=update.pk).first()
    if before is not None:
        return before
    formal_route_first([update.text], [getattr(locked, name) for name in TEXTS], routes_seen)
    update.lesson = locked
    update.at = at
    update.clean_fields(exclude=["lesson"])
    update.save(force_insert=True)
    was_public = locked.audience == Audience.PUBLIC
    back_from_public(locked)
    if was_public:
        locked.version += 1
        keep(locked, action="updated", at=at)
    else:
        index(locked)
        tell_open_pages(locked, News.What.UPDATED)
    return update


@transaction.atomic
def lesson_update_remove(*, update: LessonUpdate, by: Person) -> None:
    """Take back one update. Taking it back twice changes nothing."""
    locked = own_locked(update.lesson, by)
    locked.updates.filter(pk=update.pk).delete()
    index(locked)
    tell_open_pages(locked, News.What.CHANGED)


def _must_be_complete(lesson: Lesson) -> None:
    for field, sentence in rules.missing_from(lesson).items():
        raise LessonNotCompleteError(field, sentence)
