"""What was said beside a lesson, as readers may know it. Nothing here asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from sideways.comments.models import Comment, Moderated, Reason
from sideways.comments.queries import Month, Thread
from sideways.lessons.groups import group_safe, group_stored
from sideways.lessons.presenters import group_words
from sideways.lessons.standing import Standing
from sideways.people.cells import SMALLEST_GROUP, Cells, wider

Kind = Comment.Kind
BADGES = {
    Kind.QUESTION: gettext_lazy("Question"),
    Kind.ANSWER: gettext_lazy("From the author"),
    Kind.ADVICE: gettext_lazy("Advice from an expert"),
}
FEWER = gettext_lazy("fewer than 5")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """One comment. The day and no time: nobody should tell from it who was here then."""

    id: UUID
    kind: str
    badge: str
    who: str
    text: str
    on: date
    is_mine: bool
    is_down: bool
    may_answer: bool
    may_report: bool
    answers: list["CommentRow"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the reader of a list of comments said, and how they stand to the lesson."""

    own: frozenset[UUID]
    standing: Standing


def comment_rows(threads: Iterable[Thread], cells: Cells, reader: Asking) -> list[CommentRow]:
    """Return each comment with its answers."""
    return [
        _row(thread.comment, cells, reader, [_row(answer, cells, reader, []) for answer in thread.answers])
        for thread in threads
    ]


def _row(comment: Comment, cells: Cells, reader: Asking, answers: list[CommentRow]) -> CommentRow:
    kind, is_mine = Kind(comment.kind), comment.pk in reader.own
    stands = comment.state == Comment.State.SHARED
    return CommentRow(
        id=comment.pk,
        kind=kind,
        badge=str(BADGES.get(kind, "")),
        who=who_words(comment, cells),
        text=comment.text,
        on=timezone.localdate(comment.at),
        is_mine=is_mine,
        is_down=not stands,
        may_answer=reader.standing.is_author and kind == Kind.QUESTION and stands,
        may_report=reader.standing.may_read and not is_mine and not hasattr(comment, "removal"),
        answers=answers,
    )


def who_words(comment: Comment, cells: Cells) -> str:
    """Write who said it: the author, a role, or a name with the role."""
    if comment.kind == Kind.ANSWER:
        return gettext("The author")
    named = comment.named_author
    if named is not None:
        role = group_words(wider(group_stored(comment))[0], comment.profession)
        return f"{named.name}, {role}"
    words = group_words(group_safe(group_stored(comment), cells), comment.profession)
    return capfirst(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One reason in one month of the public log."""

    reason: str
    counts: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTable:
    """One month of the public log."""

    title: str
    rows: list[CountRow]


COLUMNS = Moderated.What.labels


def month_tables(months: Iterable[Month]) -> list[MonthTable]:
    """Return the public log. Of one to four it says only that there were few (P4)."""
    return [
        MonthTable(
            # Translators: the letters of Django's date formats: March 2026.
            title=date_format(each.month, "F Y"),
            rows=[
                CountRow(
                    reason=str(reason.label),
                    counts=[count_words(each.counts[reason][what]) for what in Moderated.What.values],
                )
                for reason in Reason
                if reason in each.counts
            ],
        )
        for each in months
    ]


def count_words(count: int) -> str:
    """Write a count, unless it is so small that it may point at somebody."""
    return str(FEWER) if 0 < count < SMALLEST_GROUP else str(count)


def case_kind(comment: Comment) -> str:
    """Say what waits for a guardian: a report or an appeal."""
    is_appeal = comment.state == Comment.State.REMOVED
    return gettext("An appeal") if is_appeal else gettext("A reported comment")


def waits_since(comment: Comment) -> datetime:
    """Return since when it waits."""
    removal = getattr(comment, "removal", None)
    if removal is not None and removal.appealed_at is not None:
        return removal.appealed_at
    return min(report.at for report in comment.reports.all())
