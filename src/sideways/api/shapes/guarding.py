"""What guardians decide and ask, as it goes in and out. Who said or wrote it never does."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from sideways.api.fields import NO_NULL, Said, Sent, Told, left_out, one_of, words
from sideways.api.shapes.lessons import day
from sideways.comments import rules as comment_rules
from sideways.comments.models import Comment, Reason, Removal
from sideways.guardians import rules
from sideways.guardians.models import Unmasking
from sideways.lessons.forms import most_letters
from sideways.people.models import Person


class ReportTold(Told):
    """Why somebody reported a comment."""

    reason: str = one_of(Reason)
    words: str
    on: date


class RemovalTold(Told):
    """That it was taken down, and what came of it."""

    state: str = one_of(Removal.State)
    reason: str = one_of(Reason)
    words: str
    on: date
    appeal: str
    answer: str


class Case(Told):
    """A comment that was reported, and what you may do with it now."""

    comment_id: UUID
    kind: str = one_of(Comment.Kind)
    text: str
    question: str = Field(description="What it answers, or nothing")
    reports: list[ReportTold]
    removal: RemovalTold | None
    may_take_down: bool = Field(description="Or let it stand")
    may_decide: bool = Field(description="The appeal, which is not against you")


class Cases(Told):
    """What waits, oldest first."""

    items: list[Case]


class TakeDown(Sent):
    """Why it should not stand."""

    reason: Reason
    words: Said = words(
        most_letters("words", Removal), min_length=1, pattern=NO_NULL, examples=["It mocks a colleague"]
    )


class AppealDecision(Sent):
    """What a second guardian says to an appeal. This is the end."""

    restores: bool = Field(strict=True, description="Whether it stands again")
    words: Said = words(
        most_letters("answer", Removal), min_length=1, pattern=NO_NULL, examples=["Read again"]
    )


class UnmaskingTold(Told):
    """A request to find out who wrote a lesson. Who it is, only the page shows."""

    id: UUID
    state: str = one_of(Unmasking.State)
    reason: str = one_of(Unmasking.Reason)
    words: str
    asked_on: date
    is_mine: bool
    may_answer: bool
    lapsed: bool
    answer: str
    author_told_on: date | None = Field(description="Nothing: at once")
    not_told_because: str
    open_until: datetime | None = Field(description="Until when both guardians may look, on the page")


class Unmaskings(Told):
    """What waits for you, oldest first, then what you asked or answered, newest first."""

    items: list[UnmaskingTold]


class NewUnmasking(Sent):
    """Why you must know who wrote it. A second guardian reads it, and nobody else."""

    reason: Unmasking.Reason
    words: Said = words(
        most_letters("words", Unmasking), min_length=1, pattern=NO_NULL, examples=["A child may be hurt"]
    )
    tell_on: date | None = Field(
        default_factory=lambda: None, description="Only if a law forbids telling the author at once"
    )
    not_told_because: Said = left_out(str, max_length=most_letters("not_told_because", Unmasking))


class UnmaskingAnswer(Sent):
    """Why you agree or do not."""

    words: Said = words(
        most_letters("answer", Unmasking), min_length=1, pattern=NO_NULL, examples=["There is no other way"]
    )


def case_told(comment: Comment, guardian: Person) -> Case:
    """Return a comment that was reported, read with its reports."""
    removal = getattr(comment, "removal", None)
    return Case(
        comment_id=comment.pk,
        kind=comment.kind,
        text=comment.text,
        question=comment.question.text if comment.question else "",
        reports=[
            ReportTold(reason=each.reason, words=each.words, on=day(each.at))
            for each in comment.reports.all()
        ],
        removal=_removal_told(removal) if removal else None,
        may_take_down=comment_rules.may_take_down(comment),
        may_decide=comment_rules.may_decide(guardian, comment),
    )


def _removal_told(removal: Removal) -> RemovalTold:
    return RemovalTold(
        state=removal.state,
        reason=removal.reason,
        words=removal.words,
        on=day(removal.removed_at),
        appeal=removal.appeal,
        answer=removal.answer,
    )


def unmasking_told(asked: Unmasking, guardian: Person, at: datetime) -> UnmaskingTold:
    """Return a request as one of the guardians it is for may read it."""
    is_party = rules.is_party(asked, guardian)
    return UnmaskingTold(
        id=asked.pk,
        state=asked.state,
        reason=asked.reason,
        words=asked.words,
        asked_on=day(asked.asked_at),
        is_mine=asked.asked_by_id == guardian.pk,
        may_answer=not is_party and rules.waits(asked, at),
        lapsed=rules.has_lapsed(asked, at),
        answer=asked.answer,
        author_told_on=asked.tell_on,
        not_told_because=asked.not_told_because,
        open_until=rules.open_until(asked),
    )
