"""What becomes of comments when somebody changes job or leaves, and when a lesson is deleted."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from sideways.comments import rules
from sideways.comments.models import Comment, Expert, Removal, Report
from sideways.comments.services.saying import forget
from sideways.lessons.services.housekeeping import stored_widen
from sideways.lessons.services.leaving import file_under_post
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import written_by
from sideways.vault.services import identity_destroy


@transaction.atomic
def comments_file_under_post(*, person: Person) -> None:
    """Shut out the seniors of the person's present post from all they said. Filing twice changes nothing."""
    file_under_post(rules.COMMENT, person)


@transaction.atomic
def comments_erase(*, person: Person) -> None:
    """Delete all that somebody said, and cut the links to what they reported, took down and decided.

    Erasing twice changes nothing. No audit row and no date: the moment an account closes would link both.
    """
    for comment in Comment.objects.filter(pk__in=written_by(rules.COMMENT, person)):
        for answer in comment.answers.all():
            forget(answer)
        forget(comment)
    for report in written_by(rules.REPORT, person):
        identity_destroy(subject=report)
    Removal.objects.filter(removed_by=person).update(removed_by=None)
    Removal.objects.filter(answered_by=person).update(answered_by=None)
    Expert.objects.filter(person=person).delete()
    Expert.objects.filter(appointed_by=person).update(appointed_by=None)


@transaction.atomic
def seals_destroy(lessons: Collection[UUID]) -> None:
    """Destroy what the vault holds of all that was said beside lessons that are about to be deleted."""
    for of in (
        Comment.objects.filter(lesson__in=lessons).values_list("pk", flat=True),
        Report.objects.filter(comment__lesson__in=lessons).values_list("pk", flat=True),
    ):
        for subject in of:
            identity_destroy(subject=subject)


@transaction.atomic
def groups_widen() -> int:
    """Widen stored groups that have become too small since. Returns how many groups. Never narrows."""
    by_role = Comment.objects.filter(named_author=None).exclude(kind=Comment.Kind.ANSWER)
    return stored_widen(by_role, cells_of())
