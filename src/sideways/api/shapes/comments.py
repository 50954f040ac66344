"""What is said beside a lesson, as it goes in and out."""

from datetime import date
from typing import Literal
from uuid import UUID

from sideways.api.fields import Said, Sent, Told, left_out, one_of, words
from sideways.api.shapes.lessons import RoutesSeen
from sideways.comments.models import Comment, Reason, Removal, Report
from sideways.comments.presenters import CommentRow
from sideways.lessons.forms import most_letters
from sideways.lessons.models import Lesson


class NewComment(RoutesSeen):
    """What to say. Advice is for experts, and shows their name."""

    text: Said = words(most_letters("text", Comment), min_length=1, examples=["Ours rings the ward first"])
    kind: Literal["comment", "question", "advice"]
    attribution: Lesson.Attribution


class NewAnswer(RoutesSeen):
    """What the author of a lesson answers to a question."""

    text: Said = words(most_letters("text", Comment), min_length=1, examples=["It did, after a month"])


class NewReport(Sent):
    """Why a comment should not stand."""

    reason: Reason
    words: Said = left_out(str, max_length=most_letters("words", Report))


class NewAppeal(Sent):
    """Why a comment should stand after all."""

    words: Said = words(most_letters("appeal", Removal), min_length=1, examples=["It names nobody"])


class CommentTold(Told):
    """What was said, as readers may know it. An answer names its question."""

    id: UUID
    kind: str = one_of(Comment.Kind)
    question: UUID | None
    who: str
    text: str
    on: date
    is_mine: bool
    is_down: bool


class Comments(Told):
    """All that was said beside a lesson, each answer after its question."""

    items: list[CommentTold]


class MyComment(Told):
    """What you said, and what guardians wrote to you about it."""

    id: UUID
    lesson_id: UUID
    kind: str = one_of(Comment.Kind)
    text: str
    state: str = one_of(Comment.State)
    reason: str = one_of(Reason, blank=True)
    words: str
    appeal: str
    answer: str


def comments_told(rows: list[CommentRow]) -> Comments:
    """Return what a reader sees."""
    told = []
    for row in rows:
        told.append(_told(row, None))
        told += [_told(answer, row.id) for answer in row.answers]
    return Comments(items=told)


def _told(row: CommentRow, question: UUID | None) -> CommentTold:
    return CommentTold(
        id=row.id,
        kind=row.kind,
        question=question,
        who=row.who,
        text=row.text,
        on=row.on,
        is_mine=row.is_mine,
        is_down=row.is_down,
    )


def my_comment_told(comment: Comment) -> MyComment:
    """Return one’s own comment. Which guardian took it down is not told."""
    removal = getattr(comment, "removal", None)
    return MyComment(
        id=comment.pk,
        lesson_id=comment.lesson_id,
        kind=comment.kind,
        text=comment.text,
        state=comment.state,
        reason=removal.reason if removal else "",
        words=removal.words if removal else "",
        appeal=removal.appeal if removal else "",
        answer=removal.answer if removal else "",
    )
