"""Say something beside a lesson, answer a question, take it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.comments import queries, rules
from sideways.comments.errors import NotYoursError
from sideways.comments.models import Comment
from sideways.common.audit import audit
from sideways.lessons.groups import group_columns, group_of_person
from sideways.lessons.models import Lesson
from sideways.lessons.services.change import formal_route_first
from sideways.people.cells import Group, widened, wider
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import Audience, keywords_for
from sideways.vault.queries import opened_each
from sideways.vault.services import identity_destroy, identity_seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody says, and how they are shown. ``routes_seen`` as for lessons."""

    text: str
    kind: Comment.Kind = Comment.Kind.COMMENT
    with_name: bool = False
    routes_seen: frozenset[str] = frozenset()


@transaction.atomic
def comment_add(*, comment_id: UUID, lesson: Lesson, words: Words, by: Person, at: datetime) -> Comment:
    """Comment, ask the author or, as an expert, advise. The same id twice is one.

    Raises NotYoursError where this person may not say it, FormalRouteFirstError, ValidationError.
    """
    locked = _locked(lesson)
    before = Comment.objects.filter(pk=comment_id).first()
    if before is not None:
        return _same_or_refused(before, locked, by)
    if words.kind not in rules.kinds_for(locked, by) or by.level is None:
        raise NotYoursError
    is_advice = words.kind == Comment.Kind.ADVICE  # is worth what the name behind it is worth
    named = by if by.name and (words.with_name or is_advice) else None
    if is_advice and named is None:
        raise ValidationError({"text": _("Advice shows your name. Give your name on the page “You” first.")})
    group = group_of_person(by, by.level)
    comment = Comment(
        pk=comment_id,
        lesson=locked,
        kind=words.kind,
        audience=Audience.PUBLIC if is_advice and locked.audience == Audience.PUBLIC else Audience.PEERS,
        named_author=named,
        at=at,
        **group_columns(wider(group)[0] if named else widened(group, cells_of([by.level]))),
    )
    return _kept(comment, words, by)


@transaction.atomic
def answer_add(*, comment_id: UUID, question: Comment, words: Words, by: Person, at: datetime) -> Comment:
    """Answer a question as the author of the lesson, whom the answer does not tell. The same id twice is one.

    Raises NotYoursError for anybody else and for what the author may not see, FormalRouteFirstError.
    """
    locked = _locked(question.lesson)
    before = Comment.objects.filter(pk=comment_id).first()
    if before is not None:
        return _same_or_refused(before, locked, by)
    seen = queries.comments_of(locked, by).filter(state=Comment.State.SHARED, kind=Comment.Kind.QUESTION)
    if not rules.standing_of(locked, by).is_author or not seen.filter(pk=question.pk).exists():
        raise NotYoursError
    # No more of the author than the lesson stores, and less: an answer says only that it is the author's.
    comment = Comment(
        pk=comment_id,
        lesson=locked,
        kind=Comment.Kind.ANSWER,
        question=question,
        at=at,
        **group_columns(Group(level=locked.level or 0)),
    )
    return _kept(comment, words, by)


@transaction.atomic
def comment_withdraw(*, comment: Comment, by: Person, at: datetime) -> None:
    """Take back what one said, with the answers to it. Twice changes nothing.

    Raises NotYoursError when somebody else said it.
    """
    Lesson.objects.select_for_update().filter(pk=comment.lesson_id).first()
    locked = Comment.objects.filter(pk=comment.pk).first()
    if locked is None:
        return
    if not rules.is_own(locked, by):
        raise NotYoursError
    for answer in locked.answers.all():
        forget(answer)
    forget(locked)
    audit(action="comment.withdrawn", subject=comment, at=at)


def forget(comment: Comment) -> None:
    """Delete a comment with all that the vault holds of it and of its reports."""
    for subject in [comment.pk, *comment.reports.values_list("pk", flat=True)]:
        identity_destroy(subject=subject)
    Comment.objects.filter(pk=comment.pk).delete()


def _locked(lesson: Lesson) -> Lesson:
    locked = Lesson.objects.select_for_update().filter(pk=lesson.pk).first()
    if locked is None:
        raise NotYoursError
    return locked


def _kept(comment: Comment, words: Words, by: Person) -> Comment:
    if not words.text.strip():
        raise ValidationError({"text": _("Write a few words")})
    formal_route_first([words.text], [], words.routes_seen)
    comment.text = words.text
    comment.clean_fields(exclude=["lesson", "profession", "named_author", "question"])
    comment.save(force_insert=True)
    identity_seal(subject=comment.pk, content={"person": by.pk}, keywords=keywords_for(rules.COMMENT, by))
    audit(action=f"comment.{comment.kind}", subject=comment, at=comment.at)
    return comment


def _same_or_refused(before: Comment, lesson: Lesson, by: Person) -> Comment:
    sealed = opened_each([before.pk]).get(before.pk, {})
    if before.lesson_id != lesson.pk or sealed.get("person") != by.pk:
        raise NotYoursError
    return before
