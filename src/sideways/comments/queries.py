"""Reads of what was said beside lessons. Who may open a comment is decided by people.trust alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from sideways.comments import rules
from sideways.comments.models import Comment, Expert, Moderated, Removal, Report
from sideways.lessons.models import Lesson
from sideways.lessons.standing import Standing
from sideways.people.models import Person
from sideways.people.trust import Audience, Reader, State, visible_to, written_by
from sideways.vault.queries import keywords_of

LONGEST_LOG_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment with the answers to it that this reader may see."""

    comment: Comment
    answers: list[Comment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What was done in a month, counted by reason."""

    month: date
    counts: dict[str, Counter[str]]


class Outcome(Enum):
    """What guardians did with a comment that somebody reported."""

    TAKEN_DOWN = "taken_down"
    LEFT = "left"
    PUT_BACK = "put_back"


def comments_of(lesson: Lesson, reader: Reader, standing: Standing | None = None) -> QuerySet[Comment]:
    """Return what this reader may see beside a lesson they may open, oldest first. Four queries at most.

    Somebody sees their own also when a guardian has taken it down.
    """
    if lesson.state != State.SHARED:
        return Comment.objects.none()
    seen = visible_to(Comment.objects.filter(lesson=lesson), reader)
    if not (standing or rules.standing_of(lesson, reader)).may_read:
        seen = seen.filter(audience=Audience.PUBLIC, state=Comment.State.SHARED)
    return seen.select_related("profession", "named_author", "removal").order_by("at", "pk")


def threads_of(lesson: Lesson, reader: Reader, standing: Standing | None = None) -> list[Thread]:
    """Return the same with each answer under its question. An answer to what one may not see is not there."""
    seen = list(comments_of(lesson, reader, standing))
    answers: dict[UUID | None, list[Comment]] = {}
    for comment in seen:
        answers.setdefault(comment.question_id, []).append(comment)
    return [Thread(comment=comment, answers=answers.get(comment.pk, [])) for comment in answers.get(None, [])]


def comment_seen(comment_id: UUID, reader: Reader) -> Comment | None:
    """Return a comment this reader may see, with its lesson, which they may open too."""
    found = Comment.objects.select_related("lesson").filter(pk=comment_id).first()
    if found is None or not visible_to(Lesson.objects.filter(pk=found.lesson_id), reader).exists():
        return None
    return comments_of(found.lesson, reader).filter(pk=comment_id).select_related("lesson").first()


def comment_own(comment_id: UUID, person: Person) -> Comment | None:
    """Return what somebody said themselves, also what was taken down and where they may read no more."""
    mine = Comment.objects.filter(pk__in=written_by(rules.COMMENT, person), pk=comment_id)
    return mine.select_related("lesson", "removal").first()


def waiting_for(guardian: Person) -> list[Comment]:
    """Return what was reported and waits, and appeals that wait, for this guardian. Four queries."""
    reported = Q(state=Comment.State.SHARED, reports__answered_at=None, reports__isnull=False)
    appealed = Q(removal__state=Removal.State.APPEALED) & ~Q(removal__removed_by=guardian)
    found = Comment.objects.filter(reported | appealed, lesson__state=State.SHARED).distinct()
    return _judged_by(guardian, _with_what_guardians_read(found).order_by("at", "pk"))


def case_for(guardian: Person, comment_id: UUID) -> Comment | None:
    """Return a comment this guardian may judge or has judged: only what was reported once. Four queries."""
    reported = Comment.objects.filter(pk=comment_id).filter(
        Q(reports__isnull=False) | Q(removal__isnull=False)
    )
    found = _judged_by(guardian, _with_what_guardians_read(reported.distinct()))
    return found[0] if found else None


def came_of_reports(person: Person) -> Iterator[tuple[Outcome, datetime | None]]:
    """Yield what came of each comment that somebody reported, and when. Two queries."""
    mine = Report.objects.filter(pk__in=written_by(rules.REPORT, person)).exclude(answered_at=None)
    for report in mine.select_related("comment__removal"):
        removal = getattr(report.comment, "removal", None)
        # Somebody may have reported what a guardian let stand, and another took down afterwards.
        was_left = removal is None or report.answered_at != removal.removed_at
        yield Outcome.LEFT if was_left else Outcome.TAKEN_DOWN, report.answered_at
        if removal is not None and not was_left and removal.state == Removal.State.RESTORED:
            yield Outcome.PUT_BACK, removal.answered_at


def _with_what_guardians_read(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    reports = Prefetch("reports", queryset=Report.objects.order_by("at", "pk"))
    return comments.select_related("lesson", "removal", "question").prefetch_related(reports)


def _judged_by(guardian: Person, found: Iterable[Comment]) -> list[Comment]:
    comments = list(found)
    filed = keywords_of({pk for comment in comments for pk in (comment.pk, comment.lesson_id)})
    return [
        comment
        for comment in comments
        if rules.may_judge(guardian, comment, filed[comment.pk], filed[comment.lesson_id])
    ]


def experts() -> QuerySet[Expert]:
    """Return those the network has appointed, by name."""
    return Expert.objects.select_related("person", "topic").order_by("person__name", "topic__name", "pk")


def months_moderated(before: date) -> list[Month]:
    """Return what was done in each month that is over, the newest first. One query.

    The present month is left out: a number that moves would tell what has just happened.
    """
    counted = (
        Moderated.objects.filter(month__lt=before.replace(day=1))
        .values_list("month", "reason", "what")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    months: dict[date, dict[str, Counter[str]]] = {}
    for month, reason, what, count in counted:
        months.setdefault(month, {}).setdefault(reason, Counter())[what] = count
    return [Month(month=month, counts=counts) for month, counts in months.items()][:LONGEST_LOG_MONTHS]
