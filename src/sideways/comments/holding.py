"""What a person has said beside lessons: how to take it out, and what becomes of it when they leave (P13)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sideways.comments import rules, services
from sideways.comments.models import Comment, Expert, Removal, Report
from sideways.people.holdings import Holding
from sideways.people.models import Person
from sideways.people.trust import written_by


def export(person: Person) -> dict[str, Any]:
    """Return all the person said beside lessons, reported and decided, and what they are an expert on."""
    said = Comment.objects.filter(pk__in=written_by(rules.COMMENT, person)).select_related("removal")
    reported = Report.objects.filter(pk__in=written_by(rules.REPORT, person)).order_by("at", "pk")
    appointed = Expert.objects.filter(person=person).select_related("topic").order_by("appointed_at")
    removed = Removal.objects.filter(removed_by=person).order_by("removed_at", "pk")
    decided = Removal.objects.filter(answered_by=person).order_by("answered_at", "pk")
    return {
        "said": [_comment(comment) for comment in said.order_by("at", "pk")],
        "reported": [
            {
                "reason": each.get_reason_display(),
                "text": each.words,
                "at": each.at,
                "answered_at": each.answered_at,
            }
            for each in reported
        ],
        "expert_on": [
            {"topic": each.topic.name if each.topic else "", "at": each.appointed_at} for each in appointed
        ],
        "as_a_guardian": {
            "taken_down": [
                {"reason": each.get_reason_display(), "words": each.words, "at": each.removed_at}
                for each in removed
            ],
            "appeals": [
                {"state": each.get_state_display(), "words": each.answer, "at": each.answered_at}
                for each in decided
            ],
        },
    }


def _comment(comment: Comment) -> dict[str, Any]:
    """Return what somebody said and was told of it. Which guardian took it down, they never see."""
    removal = getattr(comment, "removal", None)
    told = {
        "lesson": str(comment.lesson_id),
        "what": comment.get_kind_display(),
        "text": comment.text,
        "at": comment.at,
        "state": comment.get_state_display(),
    }
    if removal is None:
        return told
    return told | {
        "reason": removal.get_reason_display(),
        "reason_given": removal.words,
        "appeal": removal.appeal,
        "answer": removal.answer,
    }


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete what the person said. ``at`` is not kept: it would be a link."""
    services.comments_erase(person=person)


def follow_to_new_post(*, person: Person, at: datetime) -> None:
    """Shut out the seniors of the new post too. ``at`` is not kept: it would be a link."""
    services.comments_file_under_post(person=person)


HOLDING = Holding(
    name="comments",
    export=export,
    erase=erase,
    goes=_("What you said beside lessons of others, and what you answered beside yours, is deleted."),
)
