"""Report a comment, take it down with a reason, appeal once, decide the appeal."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.comments import queries, rules
from sideways.comments.errors import DecidedAlreadyError, NotYoursError
from sideways.comments.models import Comment, Moderated, Reason, Removal, Report
from sideways.common.audit import audit
from sideways.people.models import Person
from sideways.people.trust import author_keyword, written_by
from sideways.vault.services import identity_seal

What = Moderated.What


@transaction.atomic
def comment_report(*, comment: Comment, reason: str, words: str, by: Person, at: datetime) -> Report:
    """Report what somebody else said, to guardians who do not learn who reports. Once for each person.

    Raises NotYoursError for one's own and for what one may not see, and DecidedAlreadyError where a
    second guardian has put it back.
    """
    Comment.objects.select_for_update().filter(pk=comment.pk).first()
    seen = queries.comment_seen(comment.pk, by)
    if seen is None or rules.is_own(seen, by) or not rules.standing_of(seen.lesson, by).may_read:
        raise NotYoursError
    before = Report.objects.filter(comment=seen, pk__in=written_by(rules.REPORT, by)).first()
    if before is not None:
        return before
    if Removal.objects.filter(comment=seen).exists():
        raise DecidedAlreadyError
    report = Report(comment=seen, reason=reason, words=words, at=at)
    report.clean_fields(exclude=["comment"])
    report.save()
    identity_seal(subject=report.pk, content={"person": by.pk}, keywords=[author_keyword(rules.REPORT, by)])
    _count(What.REPORTED, report.reason, at)
    audit(action="comment.reported", subject=seen, at=at, reason=report.reason)
    return report


@transaction.atomic
def comment_leave(*, comment: Comment, by: Person, at: datetime) -> Comment:
    """Let a reported comment stand. Twice changes nothing; a new report is looked at anew.

    Raises NotYoursError, DecidedAlreadyError.
    """
    locked = _judged_locked(comment.pk, by)
    if locked.state != Comment.State.SHARED:
        raise DecidedAlreadyError
    if locked.reports.filter(answered_at=None).update(answered_at=at):
        audit(action="comment.left", subject=locked, by=by, at=at)
    return locked


@transaction.atomic
def comment_remove(*, comment: Comment, reason: str, words: str, by: Person, at: datetime) -> Removal:
    """Take a reported comment down. Its author reads the reason, and nobody else the text.

    Taking it down twice changes nothing. Raises NotYoursError, DecidedAlreadyError, ValidationError.
    """
    locked = _judged_locked(comment.pk, by)
    before = Removal.objects.filter(comment=locked).first()
    if before is not None and before.removed_by_id == by.pk and before.state == Removal.State.DOWN:
        return before
    if before is not None:
        raise DecidedAlreadyError
    removal = Removal(comment=locked, reason=reason, words=_said(words), removed_at=at, removed_by=by)
    removal.clean_fields(exclude=["comment", "removed_by"])
    removal.save(force_insert=True)
    _set_state(locked, Comment.State.REMOVED)
    locked.reports.filter(answered_at=None).update(answered_at=at)
    _count(What.TAKEN_DOWN, removal.reason, at)
    audit(action="comment.removed", subject=locked, by=by, at=at, reason=removal.reason)
    return removal


@transaction.atomic
def comment_appeal(*, comment: Comment, words: str, by: Person, at: datetime) -> Removal:
    """Ask that another guardian look again, once. Asking twice changes nothing.

    Raises NotYoursError, DecidedAlreadyError, ValidationError.
    """
    Comment.objects.select_for_update().filter(pk=comment.pk).first()
    removal = Removal.objects.filter(comment=comment.pk, comment__in=written_by(rules.COMMENT, by)).first()
    if removal is None:
        raise NotYoursError
    if removal.state == Removal.State.APPEALED:
        return removal
    if removal.state != Removal.State.DOWN:
        raise DecidedAlreadyError
    removal.state, removal.appeal, removal.appealed_at = Removal.State.APPEALED, _said(words), at
    removal.clean_fields(exclude=["comment", "removed_by"])
    removal.save()
    _count(What.APPEALED, removal.reason, at)
    audit(action="comment.appealed", subject=comment, at=at)
    return removal


@transaction.atomic
def appeal_decide(*, comment: Comment, restores: bool, words: str, by: Person, at: datetime) -> Removal:
    """Put a comment back or let it stay down, as another guardian than took it down. This is the end.

    The same twice changes nothing. Raises NotYoursError, DecidedAlreadyError, ValidationError.
    """
    locked = _judged_locked(comment.pk, by)
    removal = Removal.objects.filter(comment=locked).first()
    if removal is None or removal.removed_by_id == by.pk:
        raise NotYoursError
    state = Removal.State.RESTORED if restores else Removal.State.KEPT
    if removal.state == state and removal.answered_by_id == by.pk:
        return removal
    if removal.state != Removal.State.APPEALED:
        raise DecidedAlreadyError
    removal.state, removal.answer = state, _said(words)
    removal.answered_at, removal.answered_by = at, by
    removal.clean_fields(exclude=["comment", "removed_by", "answered_by"])
    removal.save()
    if restores:
        _set_state(locked, Comment.State.SHARED)
        _count(What.RESTORED, removal.reason, at)
    audit(action=f"comment.appeal_{state}", subject=locked, by=by, at=at)
    return removal


def _judged_locked(comment_id: UUID, by: Person) -> Comment:
    Comment.objects.select_for_update().filter(pk=comment_id).first()
    comment = queries.case_for(by, comment_id)
    if comment is None:
        raise NotYoursError
    return comment


def _set_state(comment: Comment, state: Comment.State) -> None:
    comment.state = state
    comment.save(update_fields=["state"])


def _said(words: str) -> str:
    if not words.strip():
        raise ValidationError({"words": _("Write a few words")})
    return words


def _count(what: Moderated.What, reason: str, at: datetime) -> None:
    month = timezone.localdate(at).replace(day=1)
    Moderated.objects.create(what=what, reason=Reason(reason), month=month)
